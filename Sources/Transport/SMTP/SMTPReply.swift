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
        var text: [UInt8] = []
        text.reserveCapacity(raw.text.count)
        var rest = raw.text[...]
        while let end = rest.firstIndex(of: 0x0A) {
            var line = rest[..<end]
            if rest.startIndex > raw.text.startIndex { text.append(0x20) }
            rest = rest[(end + 1)...]
            if let length = Self.enhancedLength(of: line) {
                enhanced = enhanced ?? String(decoding: line.prefix(length), as: UTF8.self)
                line = line.dropFirst(length + 1)
            }
            for byte in line { text.append(RawReply.isControl(byte) ? 0x20 : byte) }
        }
        self.init(code: raw.code, enhanced: enhanced, text: String(decoding: text, as: UTF8.self))
    }

    /// The length of `5.1.1` in `5.1.1 no such user`; nil where a line begins with no enhanced code.
    private static func enhancedLength(of line: ArraySlice<UInt8>) -> Int? {
        guard let first = line.first, "245".utf8.contains(first) else { return nil }
        var index = line.startIndex + 1
        for _ in 0..<2 {
            guard index < line.endIndex, line[index] == UInt8(ascii: ".") else { return nil }
            let digits = line[(index + 1)...].prefix(4).prefix(while: isDigit).count
            guard (1...3).contains(digits) else { return nil }
            index += 1 + digits
        }
        guard index == line.endIndex || line[index] == 0x20 || RawReply.isControl(line[index]) else { return nil }
        return index - line.startIndex
    }
}

extension SMTPReply: CustomStringConvertible {
    /// Code, enhanced code and text in one line.
    public var description: String {
        [String(code), enhanced, text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
