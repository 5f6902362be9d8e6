import Digests
public import Dunning

/// All files that a template's messages can be made of, in one piece, so that a message can be made again years later.
///
/// The same files give the same bytes: a first line, then for each file, sorted by path, a line with its length in bytes
/// and its path, its bytes, and a line end.
public struct TemplateArchive: Hashable, Sendable {
    /// The files, sorted by path: the template's folder and all that is shared.
    public let files: [SourceFile]
    /// SHA-256 over a line for each file, its own digest and its path, in hexadecimal.
    public let revision: String
    /// The archive as it is kept.
    public let bytes: [UInt8]

    private static let head = Array("dunlin template archive 1\n".utf8)

    /// Packs files.
    public init(files: [SourceFile]) {
        self.files = files.sorted { $0.path < $1.path }
        var lines = ""
        var bytes = Self.head
        for file in self.files {
            lines += "\(SHA256.digest(of: file.bytes).hex)  \(file.path)\n"
            bytes += "\(file.bytes.count) \(file.path)\n".utf8
            bytes += file.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        revision = SHA256.digest(of: lines.utf8).hex
        self.bytes = bytes
    }

    /// Unpacks an archive; nil where it is none, or not what packing these files gives.
    public init?(bytes: [UInt8]) {
        guard bytes.starts(with: Self.head) else { return nil }
        var files: [SourceFile] = []
        var rest = bytes[Self.head.count...]
        while !rest.isEmpty {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
            guard words.count == 2, let count = Int(words[0]), count >= 0, count < rest.endIndex - end - 1 else {
                return nil
            }
            let start = end + 1
            files.append(SourceFile(path: String(words[1]), bytes: Array(rest[start..<start + count])))
            rest = rest[(start + count + 1)...]
        }
        self.init(files: files)
        guard self.bytes == bytes else { return nil }
    }
}
