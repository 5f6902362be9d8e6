/// A salted hash of personal content: the journal keeps this, the content may be erased.
public struct Commitment: Hashable, Sendable {
    /// SHA-256 over the salt and the bytes, 64 hexadecimal digits.
    public let hex: String

    /// Wraps a hash that was made before.
    public init(hex: String) { self.hex = hex }
}

/// Personal content, kept apart from the journal so that it can be erased.
public struct Content: Hashable, Sendable {
    /// What it is: `message`, `recipient`, `reply`.
    public var name: String
    /// The media type of the bytes, such as `message/rfc822`.
    public var mediaType: String
    /// 16 random bytes, so that nobody can guess the content from the hash.
    public var salt: [UInt8]
    /// The content.
    public var bytes: [UInt8]

    /// Personal content.
    public init(name: String, mediaType: String, salt: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.salt = salt
        self.bytes = bytes
    }
}
