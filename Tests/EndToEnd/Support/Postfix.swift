import Foundation

/// A whole Postfix of its own, which relays to a server that refuses every recipient, and keeps what bounces.
///
/// Postfix gives up its rights by itself, so it has to be started as root.
final class Postfix: Sendable {
    let port: Int
    private let folder: URL
    private let server: Peer
    private let refuser: Peer

    init(in place: URL) async throws {
        let program = try Peer.tool("/usr/sbin/postfix", package: "postfix")
        let ports = try Ports.free(2)
        port = ports[0]
        folder = place.appending(path: "postfix", directoryHint: .isDirectory)
        for name in ["etc", "queue", "data", "mail"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        // Postfix's own users have to reach their folders through these.
        for path in [place, folder] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path())
        }
        try FileManager.default.setAttributes(
            [.ownerAccountName: "postfix"],
            ofItemAtPath: folder.appending(path: "data").path()
        )
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o777],
            ofItemAtPath: folder.appending(path: "mail").path()
        )
        try Postfix.settings(folder, relay: ports[1])
            .write(to: folder.appending(path: "etc/main.cf"), atomically: false, encoding: .utf8)
        try Postfix.services(port)
            .write(to: folder.appending(path: "etc/master.cf"), atomically: false, encoding: .utf8)
        try "billing \(folder.path())mail/\n"
            .write(to: folder.appending(path: "etc/aliases"), atomically: false, encoding: .utf8)
        let sink = try Peer.tool("/usr/sbin/smtp-sink", package: "postfix")
        refuser = try Peer([sink, "-u", "nobody", "-f", "RCPT", "127.0.0.1:\(ports[1])", "16"], in: folder)
        try await refuser.listens(on: ports[1])
        server = try Peer([program, "-c", folder.appending(path: "etc").path(), "start-fg"], in: folder)
        try await server.listens(on: port)
    }

    /// The configuration that relays through it.
    var configuration: String {
        """
        [email.primary]
        provider = "smtp"
        url = "smtp://127.0.0.1:\(port)"
        from = "Acme Energie <billing@acme.example>"

        """
    }

    /// The mails that came back, once there are so many.
    func returned(_ count: Int) async throws -> [URL] {
        let box = folder.appending(path: "mail/new")
        func mails() -> [URL] {
            (try? FileManager.default.contentsOfDirectory(at: box, includingPropertiesForKeys: nil)) ?? []
        }
        try await eventually("\(count) mails that came back; Postfix says: \(self.server.child.text)") {
            mails().count >= count
        }
        return mails()
    }

    private static func settings(_ folder: URL, relay: Int) -> String {
        """
        compatibility_level = 3.6
        queue_directory = \(folder.path())queue
        data_directory = \(folder.path())data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = mail.acme.example
        mydestination = acme.example
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        relayhost = [127.0.0.1]:\(relay)
        disable_dns_lookups = yes
        alias_maps = texthash:\(folder.path())etc/aliases
        alias_database =
        local_recipient_maps =
        smtpd_recipient_restrictions = permit_mynetworks, reject
        maillog_file = /dev/stdout

        """
    }

    private static func services(_ port: Int) -> String {
        """
        127.0.0.1:\(port) inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        smtp unix - - n - - smtp
        local unix - n n - - local
        anvil unix - - n - 1 anvil
        proxymap unix - - n - - proxymap
        flush unix n - n 1000? 0 flush
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd

        """
    }
}
