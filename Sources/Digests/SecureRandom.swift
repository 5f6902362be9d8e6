/// Random numbers that nobody can guess, from the operating system.
///
/// Handed to whatever needs salts or ids; a test hands in a seeded generator in its place.
public struct SecureRandom: RandomNumberGenerator, Sendable {
    private var source = SystemRandomNumberGenerator()

    /// Takes the operating system's generator.
    public init() {}

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        source.next()
    }
}

extension RandomNumberGenerator {
    /// So many random bytes; as unguessable as the generator is.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: next().littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - max(count, 0))
        return bytes
    }
}
