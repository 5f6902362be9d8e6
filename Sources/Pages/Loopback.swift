/// Which host names mean this very machine, decided without asking any resolver.
package enum Loopback {
    /// The address to bind or connect to, or nil where the host is, or may be, somebody else.
    package static func address(of host: String) -> String? {
        switch host.lowercased() {
        case "localhost", "localhost.": "127.0.0.1"
        case "::1", "[::1]": "::1"
        case let host where isLoopbackV4(host): host
        default: nil
        }
    }

    /// Whether a `Host` header names this machine; a page elsewhere that points a name of its own here does not.
    package static func isNamed(in header: String?) -> Bool {
        guard let header else { return false }
        let colon = header.lastIndex(of: ":").flatMap { header[$0...].contains("]") ? nil : $0 }
        return address(of: String(colon.map { header[..<$0] } ?? header[...])) != nil
    }

    private static func isLoopbackV4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } && UInt8($0) != nil }
    }
}
