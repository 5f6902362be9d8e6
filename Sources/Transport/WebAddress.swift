import CCurl

/// A URL taken apart by libcurl's own parser, so that what we checked is what it connects to.
struct WebAddress: Hashable, Sendable {
    let scheme: String
    /// With brackets around an IPv6 address.
    let host: String
    let port: Int?
    let path: String
    let hasUser: Bool
    let hasQueryOrFragment: Bool

    /// `nil` for what libcurl cannot read, other schemes, no host, and any space or control character.
    init?(_ text: String, schemes: Set<String>) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let parser = curl_url() else { return nil }
        defer { curl_url_cleanup(parser) }
        guard curl_url_set(parser, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }
        func part(_ part: CURLUPart) -> String? {
            var bytes: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parser, part, &bytes, 0) == CURLUE_OK, let bytes else { return nil }
            defer { curl_free(bytes) }
            return String(cString: bytes)
        }
        guard let scheme = part(CURLUPART_SCHEME), schemes.contains(scheme),
            let host = part(CURLUPART_HOST), !host.isEmpty
        else { return nil }
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT).flatMap { Int($0) }
        path = part(CURLUPART_PATH) ?? "/"
        hasUser = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
        hasQueryOrFragment = part(CURLUPART_QUERY) != nil || part(CURLUPART_FRAGMENT) != nil
    }

    /// Whether the host is this machine by its very name.
    var isLoopback: Bool {
        let bare = host.lowercased()
        guard bare != "localhost", bare != "[::1]" else { return true }
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
