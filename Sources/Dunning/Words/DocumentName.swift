/// The name of a file that the engine keeps for Dunlin to send along, such as `2026/INV-7.pdf`.
///
/// Relative to a folder of the configuration; no name can lead out of it: each part is letters, digits, `.`, `_`, `-` and
/// begins with a letter or a digit. At most 8 parts and 200 characters; the last one ends in `.pdf`.
public struct DocumentName: Hashable, Sendable, CustomStringConvertible {
    /// The whole name, with slashes.
    public let path: String

    /// Refuses everything that is not spelt as such a name.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 200, (1...8).contains(parts.count), text.hasSuffix(".pdf"),
            parts.allSatisfy({ Self.isPart($0) })
        else { return nil }
        path = text
    }

    /// The name without its folders, as the debtor sees it.
    public var last: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The whole name, with slashes.
    public var description: String { path }

    private static func isPart(_ part: Substring) -> Bool {
        guard let first = part.utf8.first, isLetterOrDigit(first) else { return false }
        return part.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
