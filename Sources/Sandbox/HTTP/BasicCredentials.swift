/// The user and password of HTTP's basic authentication (RFC 7617).
struct BasicCredentials {
    let user: String
    let password: String

    /// Nil where the header is missing or no such credentials.
    init?(_ header: String?) {
        let words = (header ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "basic", let bytes = Base64.decode(words[1].utf8) else {
            return nil
        }
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        user = String(decoding: parts[0], as: UTF8.self)
        password = String(decoding: parts[1], as: UTF8.self)
    }
}
