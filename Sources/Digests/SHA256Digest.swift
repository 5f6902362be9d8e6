/// The 32 bytes of a SHA-256 digest.
public struct SHA256Digest: Sendable, Hashable {
    typealias Bytes = SIMD32<UInt8>

    /// The number of bytes.
    public static let count = 32

    private let value: Bytes

    init(_ value: Bytes) {
        self.value = value
    }

    /// Takes a digest from bytes; nil where they are not 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        value = Bytes(bytes)
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
        try Swift.withUnsafeBytes(of: value) { try body($0) }
    }
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
