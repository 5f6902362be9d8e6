import Digests

/// A hash of the journal's Merkle tree (RFC 6962, section 2.1, with SHA-256).
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    private let digest: SHA256Digest

    /// Wraps 32 bytes; nil where there are more or fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard let digest = SHA256Digest(bytes: bytes) else { return nil }
        self.init(digest)
    }

    /// Reads 64 hexadecimal digits in lower case; nil where the text is anything else.
    public init?(hex: String) {
        guard let digest = SHA256Digest(hex: hex), digest.hex == hex else { return nil }
        self.init(digest)
    }

    /// The hash of a leaf: SHA-256 over a zero byte and the leaf.
    public init(leaf: some Collection<UInt8>) {
        var hash = SHA256()
        hash.update(CollectionOfOne(0))
        hash.update(leaf)
        self.init(hash.digest())
    }

    /// The hash of a node: SHA-256 over a one byte and the hashes of its children.
    public init(left: TreeHash, right: TreeHash) {
        var hash = SHA256()
        hash.update(CollectionOfOne(1))
        left.digest.withUnsafeBytes { hash.update($0) }
        right.digest.withUnsafeBytes { hash.update($0) }
        self.init(hash.digest())
    }

    /// The root of a tree without leaves: SHA-256 over nothing.
    public static var empty: TreeHash { TreeHash(SHA256.digest(of: [])) }

    /// 32 bytes.
    public var bytes: [UInt8] { digest.bytes }

    /// 64 hexadecimal digits in lower case.
    public var hex: String { Hex.encode(bytes) }

    /// The hexadecimal digits.
    public var description: String { hex }

    /// Bytes of a hash.
    public static var length: Int { SHA256Digest.count }

    private init(_ digest: SHA256Digest) {
        self.digest = digest
    }
}
