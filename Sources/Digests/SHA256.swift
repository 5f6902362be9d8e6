import COpenSSL

/// SHA-256 (FIPS 180-4), of all bytes at once or piece by piece.
///
/// A plain value without memory of its own: a copy made after a common beginning goes on from there.
public struct SHA256: Sendable {
    private var state = SHA256_CTX()

    /// Begins with nothing.
    public init() {
        SHA256_Init(&state)
    }

    /// The digest of bytes: an array, a slice, `Data`, the UTF-8 of a string.
    public static func digest(of bytes: some Collection<UInt8>) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }

    /// Adds bytes to what was hashed so far.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let isTaken: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isTaken == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// Adds the bytes of a buffer to what was hashed so far.
    public mutating func update(_ buffer: UnsafeRawBufferPointer) {
        guard let start = buffer.baseAddress, !buffer.isEmpty else { return }
        SHA256_Update(&state, start, buffer.count)
    }

    /// The digest of what was hashed so far; more can be added afterwards.
    public func digest() -> SHA256Digest {
        var end = state
        var words: SHA256Digest.Words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { buffer in
            _ = SHA256_Final(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &end)
        }
        return SHA256Digest(words)
    }
}
