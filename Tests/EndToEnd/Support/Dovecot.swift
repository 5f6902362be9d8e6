import Dunning
import Foundation

/// A whole Dovecot of its own, without rights, with one mailbox; its certificate is signed by a throw-away authority.
final class Dovecot: Sendable {
    static let user = "billing"
    static let password = "e2e-mailbox"

    /// How a mailbox is reached.
    enum Way: String, CaseIterable, Sendable {
        case imap, imaps, pop3, pop3s
        case imapTLS = "imap+starttls"
        case pop3TLS = "pop3+starttls"

        var isPOP3: Bool { rawValue.hasPrefix("pop3") }
        var isSecure: Bool { self != .imap && self != .pop3 }
    }

    /// The file with the authority that signed its certificate.
    let authority: String
    private let folder: URL
    private let ports: [Int]
    private let server: Peer

    init(in place: URL) async throws {
        let program = try Peer.tool("/usr/sbin/dovecot", package: "dovecot-imapd")
        ports = try Ports.free(4)
        folder = place.appending(path: "dovecot", directoryHint: .isDirectory)
        for name in ["run", "mail"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let authority = try await Authority(in: folder)
        self.authority = authority.file
        let isRoot = geteuid() == 0
        let group = try await Tool.run("/usr/bin/id", ["-gn"], package: "coreutils", in: folder)
        let owner = isRoot ? ("nobody", "nogroup") : (NSUserName(), group.filter { !$0.isWhitespace })
        try Dovecot.settings(folder, authority, ports, user: owner.0, group: owner.1)
            .write(to: folder.appending(path: "dovecot.conf"), atomically: false, encoding: .utf8)
        var command = [program, "-F", "-c", folder.appending(path: "dovecot.conf").path()]
        if isRoot {
            _ = try await Tool.run(
                "/usr/bin/chown",
                ["-R", "nobody:nogroup", folder.path()],
                package: "coreutils",
                in: place
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path())
            command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] + command
        }
        server = try Peer(command, in: place)
        for port in ports { try await server.listens(on: port) }
    }

    /// The configuration that reads it.
    func configuration(
        _ way: Way = .imaps,
        named name: String = "returns",
        folder path: String = "",
        _ more: String = ""
    ) -> String {
        let port =
            switch way {
            case .imap, .imapTLS: ports[0]
            case .imaps: ports[1]
            case .pop3, .pop3TLS: ports[2]
            case .pop3s: ports[3]
            }
        return """
            [inbox.\(name)]
            url = "\(way.rawValue)://127.0.0.1:\(port)/\(path)"
            username = "\(Dovecot.user)"
            password = { env = "MAILBOX_PASSWORD" }
            \(way.isSecure ? "ca_file = \"\(authority)\"" : "")
            \(more)

            """
    }

    /// Puts mails into the mailbox.
    func put(_ mails: String...) async throws {
        for mail in mails {
            let file = folder.appending(path: "mail-\(UUID().uuidString)")
            try mail.replacing("\n", with: "\r\n").write(to: file, atomically: false, encoding: .utf8)
            _ = try await ask("box.append('INBOX', None, None, open(sys.argv[4], 'rb').read())", file.path())
        }
    }

    /// The mails of a folder: how many were seen, and how many there are.
    func mails(in name: String = "INBOX") async throws -> (seen: Int, all: Int) {
        let answer = try await ask(
            """
            state = box.select(sys.argv[4], True)
            seen = len(box.search(None, 'SEEN')[1][0].split()) if state[0] == 'OK' else 0
            print(seen, int(state[1][0]) if state[0] == 'OK' else 0)
            """,
            name
        )
        let numbers = answer.split { $0.isWhitespace }.compactMap { Int($0) }
        guard numbers.count == 2 else { throw Trouble("the mailbox cannot be read: \(answer)") }
        return (numbers[0], numbers[1])
    }

    private func ask(_ program: String, _ argument: String) async throws -> String {
        let head = """
            import imaplib, sys
            box = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
            box.login(sys.argv[2], sys.argv[3])

            """
        return try await Tool.run(
            "/usr/bin/python3",
            ["-c", head + program, "\(ports[0])", Dovecot.user, Dovecot.password, argument],
            package: "python3",
            in: folder
        )
    }

    private static func settings(
        _ folder: URL,
        _ authority: Authority,
        _ ports: [Int],
        user: String,
        group: String
    ) -> String {
        """
        base_dir = \(folder.path())run
        state_dir = \(folder.path())run
        log_path = /dev/stderr
        protocols = imap pop3
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <\(authority.certificate)
        ssl_key = <\(authority.key)
        disable_plaintext_auth = no
        default_internal_user = \(user)
        default_internal_group = \(group)
        default_login_user = \(user)
        mail_location = maildir:\(folder.path())mail/%u
        first_valid_uid = 1
        passdb {
          driver = static
          args = password=\(password)
        }
        userdb {
          driver = static
          args = uid=\(user) gid=\(group) home=\(folder.path())mail/%u
        }
        service anvil {
          chroot =
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = \(ports[0])
          }
          inet_listener imaps {
            port = \(ports[1])
            ssl = yes
          }
        }
        service pop3-login {
          chroot =
          inet_listener pop3 {
            port = \(ports[2])
          }
          inet_listener pop3s {
            port = \(ports[3])
            ssl = yes
          }
        }

        """
    }
}
