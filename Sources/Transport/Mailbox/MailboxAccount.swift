import Foundation

/// A mailbox from which mails are fetched, and who keeps the bytes secret on the way.
public struct MailboxAccount: Sendable {
    /// What is wrong with a configured mailbox.
    public enum Fault: Error, Hashable, Sendable {
        /// Not one of the schemes with a host, at most a port, and for IMAP a folder.
        case badURL
        /// Credentials would go over the network in the clear.
        case plainTextCredentials
        /// A path with a NUL.
        case badPath
    }

    /// The language that the server speaks.
    public enum Dialect: String, Hashable, Sendable {
        /// IMAP4rev1 (RFC 3501): folders, marks, moves.
        case imap
        /// POP3 (RFC 1939): one folder; a mail is there or deleted.
        case pop3
    }

    /// The language that the server speaks.
    public let dialect: Dialect
    /// The folder, as the server writes it; `INBOX` for POP3.
    public let folder: String

    let url: String
    let security: SMTPAccount.Security
    let credentials: Credentials
    let caFile: String?

    /// Reads a mailbox.
    ///
    /// - Parameters:
    ///   - url: `imap`, `imap+starttls` (both 143), `imaps` (993), `pop3`, `pop3+starttls` (both 110) or `pop3s` (995),
    ///     then `://host[:port]`, and for IMAP the folder as the path (`INBOX` where there is none).
    ///   - credentials: whose mailbox it is.
    ///   - caFile: a PEM file with the authorities to trust in place of the system's.
    ///   - allowsPlainTextCredentials: whether they may leave this machine without TLS; loopback is always allowed.
    /// - Throws: ``Fault``, all of them mistakes in the configuration.
    public init(
        url: String,
        credentials: Credentials,
        caFile: String? = nil,
        allowsPlainTextCredentials: Bool = false
    ) throws(Fault) {
        guard let (dialect, security, rest) = Self.scheme(of: url) else { throw .badURL }
        guard caFile?.utf8.contains(0) != true else { throw .badPath }
        let name = security == .tls ? dialect.rawValue + "s" : dialect.rawValue
        guard let parts = WebAddress(name + rest, schemes: [name]), !parts.hasUser, !parts.hasQueryOrFragment,
            let folder = Self.folder(parts.path), dialect == .imap || folder == Self.inbox
        else { throw .badURL }
        if security == .none, !parts.isLoopback, !allowsPlainTextCredentials { throw .plainTextCredentials }
        self.url = "\(name)://\(parts.host):\(parts.port ?? Self.port(dialect, security))/"
        self.dialect = dialect
        self.folder = folder
        self.security = security
        self.credentials = credentials
        self.caFile = caFile
    }

    private static let inbox = "INBOX"

    private static func scheme(of url: String) -> (Dialect, SMTPAccount.Security, Substring)? {
        guard let end = url.firstIndex(of: ":") else { return nil }
        let rest = url[end...]
        switch url[..<end].lowercased() {
        case "imap": return (.imap, .none, rest)
        case "imap+starttls": return (.imap, .startTLS, rest)
        case "imaps": return (.imap, .tls, rest)
        case "pop3": return (.pop3, .none, rest)
        case "pop3+starttls": return (.pop3, .startTLS, rest)
        case "pop3s": return (.pop3, .tls, rest)
        default: return nil
        }
    }

    private static func port(_ dialect: Dialect, _ security: SMTPAccount.Security) -> Int {
        switch dialect {
        case .imap: security == .tls ? 993 : 143
        case .pop3: security == .tls ? 995 : 110
        }
    }

    /// The path without its slash, decoded; nil where it could not be written into a command.
    private static func folder(_ path: String) -> String? {
        let bare = path.hasPrefix("/") ? String(path.dropFirst()) : path
        guard !bare.isEmpty else { return inbox }
        guard let name = bare.removingPercentEncoding, isFolder(name) else { return nil }
        return name
    }

    /// Whether a name can be a folder's: printable ASCII (other letters in the form of RFC 3501 section 5.1.3).
    public static func isFolder(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

extension MailboxAccount.Fault: CustomStringConvertible {
    /// What is wrong and what mends it.
    public var description: String {
        switch self {
        case .badURL: "mailbox is not of the form `imap[+starttls]://`, `imaps://`, `pop3[+starttls]://` or `pop3s://`"
        case .plainTextCredentials: "credentials would go to another machine in the clear; use `imaps://` or `pop3s://`"
        case .badPath: "path holds a NUL"
        }
    }
}
