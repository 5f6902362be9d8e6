/// A server's reply (RFC 5321 4.2).
public struct SMTPReply: Hashable, Sendable {
    /// Three digits, 200...599.
    public let code: Int

    /// The enhanced status code where there is one, such as `5.1.1` (RFC 3463).
    public let enhanced: String?

    /// The text of all lines, in one line, without the enhanced code; control characters are spaces.
    public let text: String

    /// Whether the same command may succeed later.
    public var isTemporary: Bool { (400..<500).contains(code) }

    /// A reply as the server gave it; the text is kept as it is.
    public init(code: Int, enhanced: String? = nil, text: String) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
    }

    init(_ raw: RawReply) {
        var enhanced: String?
        let lines = raw.lines.map { line in
            let (status, rest) = Self.split(line)
            enhanced = enhanced ?? status
            return rest
        }
        self.init(code: raw.code, enhanced: enhanced, text: lines.joined(separator: " "))
    }

    /// Parts `5.1.1 no such user` into the enhanced code and the rest.
    private static func split(_ line: String) -> (status: String?, rest: String) {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, isEnhanced(first) else { return (nil, line) }
        return (String(first), parts.count > 1 ? String(parts[1]) : "")
    }

    private static func isEnhanced(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, ["2", "4", "5"].contains(parts[0]) else { return false }
        return parts.dropFirst().allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }
    }
}

extension SMTPReply: CustomStringConvertible {
    /// Code, enhanced code and text in one line.
    public var description: String {
        [String(code), enhanced, text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
