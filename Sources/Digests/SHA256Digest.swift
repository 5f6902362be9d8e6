/// The 32 bytes of a SHA-256 digest.
public struct SHA256Digest: Sendable, Hashable {
    /// Four words in the machine's own order.
    ///
    /// No vector: for its alignment of 32 bytes Swift 6.3 makes the frames of asynchronous functions too small, and a
    /// digest that such a function holds then overwrites its neighbours.
    typealias Words = (UInt64, UInt64, UInt64, UInt64)

    /// The number of bytes.
    public static let count = 32

    private let words: Words

    init(_ words: Words) {
        self.words = words
    }

    /// Takes a digest from bytes; nil where they are not 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        words = Array(bytes).withUnsafeBytes { $0.loadUnaligned(as: Words.self) }
    }

    /// Takes a digest from 64 hexadecimal digits of either case.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The bytes as an array.
    public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// 64 hexadecimal digits in lower case.
    public var hex: String { Hex.encode(bytes) }

    /// Lends the bytes without a copy.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words) { try body($0) }
    }

    /// Compares all 32 bytes.
    public static func == (left: SHA256Digest, right: SHA256Digest) -> Bool { left.words == right.words }

    /// Hashes the first word: a digest is as good as random already.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension SHA256Digest: CustomStringConvertible {
    /// The hexadecimal form.
    public var description: String { hex }
}

extension SHA256Digest: Comparable {
    /// Orders as the bytes do.
    public static func < (left: SHA256Digest, right: SHA256Digest) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
