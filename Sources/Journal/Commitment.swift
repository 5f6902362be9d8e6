import Digests

/// A salted hash of personal content: the journal keeps this, the content may be erased.
public struct Commitment: Hashable, Sendable {
    private let digest: SHA256Digest

    init(_ digest: SHA256Digest) { self.digest = digest }

    /// Reads 64 hexadecimal digits in lower case; nil where the text is anything else.
    public init?(hex: String) {
        guard let digest = SHA256Digest(hex: hex), digest.hex == hex else { return nil }
        self.init(digest)
    }

    /// The 32 bytes of the hash, as stores keep them.
    public var bytes: [UInt8] { digest.bytes }

    /// 64 hexadecimal digits in lower case, as the journal spells it.
    public var hex: String { digest.hex }
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

/// Personal content with its own commitment: hashed once, and nobody can put another hash beside it.
public struct CommittedContent: Hashable, Sendable {
    /// The hash that the journal keeps.
    public let commitment: Commitment
    /// The content.
    public let content: Content

    /// Hashes the content.
    public init(_ content: Content) {
        self.content = content
        commitment = Commitment(of: content)
    }
}
