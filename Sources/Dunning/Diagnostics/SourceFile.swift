/// A text file that was read for a pure room: rule packs and templates come in like this, never as paths.
public struct SourceFile: Hashable, Sendable {
    /// The path as people know it, relative to the folder that was read, with `/` between the parts.
    public var path: String
    /// The bytes of the file, not yet known to be UTF-8.
    public var bytes: [UInt8]

    /// A file that was read.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
