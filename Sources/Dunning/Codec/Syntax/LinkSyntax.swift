/// The links that may go out.
public enum LinkSyntax {
    /// What is wrong; nil where the link may pass.
    ///
    /// No user, no white space, nothing beyond ASCII; https but on loopback.
    public static func mistake(in text: String) -> String? {
        guard text.utf8.count <= 2000 else { return "it has more than 2000 bytes" }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Array("\"<>\\^`{|}".utf8).contains($0) }) else {
            return "it holds a character that must be written as `%…`"
        }
        let isSecure = text.lowercased().hasPrefix("https://")
        guard isSecure || text.lowercased().hasPrefix("http://") else { return "it does not begin with `https://`" }
        let authority = text.dropFirst(isSecure ? 8 : 7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return "a user name stands before the host" }
        guard let host = host(of: authority) else { return "the host is misspelt" }
        return isSecure || isLoopback(host) ? nil : "only a page on this machine may go without https"
    }

    /// The host without the port; nil where either is misspelt.
    private static func host(of authority: Substring) -> String? {
        var host = authority
        var port: Substring = ""
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            port = authority[authority.index(after: end)...]
            guard port.isEmpty || port.hasPrefix(":") else { return nil }
            port = port.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
            guard !port.isEmpty else { return nil }
        }
        guard port.isEmpty || (UInt16(port) ?? 0) > 0 else { return nil }
        let isName = host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && !label.hasPrefix("-") && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
        let isAddress =
            host.hasPrefix("[") && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        return (isName || isAddress) && host.utf8.count <= 253 ? host.lowercased() : nil
    }

    /// Whether a host is this machine by its very name.
    public static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
