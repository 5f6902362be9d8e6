import CCurl

/// A relay and how we show ourselves to it.
public struct SMTPAccount: Sendable {
    /// What is wrong with a configured account.
    public enum Fault: Error, Hashable, Sendable {
        /// Not `smtp://`, `smtp+starttls://` or `smtps://` with a host and at most a port.
        case badURL
        /// A client name that is no host name and no address in brackets.
        case badClientName
        /// Credentials would go over the network in the clear.
        case plainTextCredentials
        /// A path or text with a NUL.
        case badPath
    }

    /// Who keeps the bytes secret on the way.
    public enum Security: Hashable, Sendable {
        /// Nobody (`smtp://`).
        case none
        /// STARTTLS, without which nothing goes on (`smtp+starttls://`, RFC 3207).
        case startTLS
        /// TLS from the first byte (`smtps://`, RFC 8314).
        case tls
    }

    /// How the connection is secured.
    public let security: Security

    let url: String
    let credentials: Credentials?
    let caFile: String?
    let clientName: String

    /// Reads an account.
    ///
    /// - Parameters:
    ///   - url: `smtp://host[:port]` (25), `smtp+starttls://host[:port]` (587) or `smtps://host[:port]` (465).
    ///   - credentials: for AUTH (RFC 4954); a server that takes none is then an authentication fault.
    ///   - caFile: a PEM file with the authorities to trust in place of the system's.
    ///   - clientName: what EHLO says: our host name, or an address literal such as `[192.0.2.1]`.
    ///   - allowsPlainTextCredentials: whether AUTH without TLS may leave this machine; loopback is always allowed.
    /// - Throws: ``Fault``, all of them mistakes in the configuration.
    public init(
        url: String,
        credentials: Credentials? = nil,
        caFile: String? = nil,
        clientName: String = "localhost",
        allowsPlainTextCredentials: Bool = false
    ) throws(Fault) {
        guard let (security, rest) = Self.scheme(of: url) else { throw .badURL }
        guard Self.isName(clientName) else { throw .badClientName }
        guard caFile?.utf8.contains(0) != true else { throw .badPath }
        guard let parts = WebAddress(security == .tls ? "smtps" + rest : "smtp" + rest, schemes: ["smtp", "smtps"]),
            !parts.hasUser, parts.path == "/", !parts.hasQueryOrFragment
        else { throw .badURL }
        if credentials != nil, security == .none, !parts.isLoopback, !allowsPlainTextCredentials {
            throw .plainTextCredentials
        }
        let port = parts.port ?? (security == .startTLS ? 587 : security == .tls ? 465 : 25)
        let name = clientName.replacing("[", with: "%5B").replacing("]", with: "%5D")
        self.url = "\(parts.scheme)://\(parts.host):\(port)/\(name)"
        self.security = security
        self.credentials = credentials
        self.caFile = caFile
        self.clientName = clientName
    }

    private static func scheme(of url: String) -> (Security, Substring)? {
        guard let end = url.firstIndex(of: ":") else { return nil }
        switch url[..<end].lowercased() {
        case "smtp": return (.none, url[end...])
        case "smtp+starttls": return (.startTLS, url[end...])
        case "smtps": return (.tls, url[end...])
        default: return nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        let isLiteral = text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 2
        let core = isLiteral ? text.dropFirst().dropLast() : text[...]
        return (1...255).contains(core.utf8.count)
            && core.utf8.allSatisfy { byte in
                isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D || byte == 0x2E
                    || (isLiteral && byte == 0x3A)
            }
    }
}

extension SMTPAccount.Fault: CustomStringConvertible {
    /// What is wrong and what mends it.
    public var description: String {
        switch self {
        case .badURL: "mail server is not of the form `smtp[+starttls]://host:port` or `smtps://host:port`"
        case .badClientName: "client name is neither a host name nor an address in brackets"
        case .plainTextCredentials:
            "credentials would go to another machine in the clear; use `smtp+starttls://` or `smtps://`"
        case .badPath: "path holds a NUL"
        }
    }
}
