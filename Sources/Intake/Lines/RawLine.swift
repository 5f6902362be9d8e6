/// One line of a file, before anyone has looked into it.
public struct RawLine: Hashable, Sendable {
    /// From 1; empty lines count.
    public var number: Int
    /// The bytes without the line end; only the first ones where the line is too long.
    public var bytes: [UInt8]
    /// How many bytes the line has without its end.
    public var length: Int

    /// A line.
    public init(number: Int, bytes: [UInt8], length: Int? = nil) {
        self.number = number
        self.bytes = bytes
        self.length = length ?? bytes.count
    }

    /// Whether the line was too long to be held whole.
    public var isCut: Bool { bytes.count < length }

    /// Whether there is nothing but white space in it.
    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } && !isCut }
}

/// How long lines may be, and how much of a refused one is kept.
public struct LineLimits: Hashable, Sendable {
    /// The longest line that is read, in bytes.
    public var line: Int
    /// How many bytes of a refused line are kept for people.
    public var kept: Int

    /// Lines up to 1 MiB, of which 16 KiB are kept where they are refused.
    public init(line: Int = 1 << 20, kept: Int = 16 << 10) {
        self.line = line
        self.kept = kept
    }
}
