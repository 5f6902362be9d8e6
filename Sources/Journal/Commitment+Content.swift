import Digests

extension Commitment {
    /// Commits to content: SHA-256 over salt, name, media type and bytes, each behind its length.
    ///
    /// The hashed bytes are, four times, the length of a part as 8 bytes, most significant first, and then the part:
    /// the salt, the name in UTF-8, the media type in UTF-8, the bytes. The lengths keep the parts apart, so that no
    /// other content gives the same bytes.
    public init(of content: Content) {
        var hash = SHA256()
        hash.update(part: content.salt)
        hash.update(part: content.name.utf8)
        hash.update(part: content.mediaType.utf8)
        hash.update(part: content.bytes)
        self.init(hash.digest())
    }
}

extension SHA256 {
    fileprivate mutating func update(part: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt64(part.count).bigEndian) { update($0) }
        update(part)
    }
}
