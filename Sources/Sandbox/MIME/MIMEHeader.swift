/// The header lines of a mail or of one of its parts.
struct MIMEHeader {
    /// Names as written and values unfolded, still encoded, in order.
    let fields: [(name: String, value: String)]

    /// How much of a header is looked at; the rest of a longer one shows in the raw source only.
    static let limit = 256 * 1024

    init(_ bytes: ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        let text = String(decoding: bytes.prefix(MIMEHeader.limit), as: UTF8.self)
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: { $0 == "\r\n" || $0 == "\n" }) {
            if line.first == " " || line.first == "\t" {
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value += line
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                fields.append((String(line[..<colon]), String(value)))
            }
        }
        self.fields = fields
    }

    /// The first field of that name, still encoded.
    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name }?.value
    }

    /// The first field of that name as text.
    func text(_ name: String) -> String? {
        self[name].map(EncodedWords.decode)
    }

    /// A value such as `text/html; charset=utf-8` in its parts; RFC 2231 values lose only their language.
    func parameters(_ name: String) -> (value: String, parameters: [String: String]) {
        let pieces = MIMEHeader.split(self[name] ?? "")
        var parameters: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let key = piece[..<equals].trimmed.lowercased()
            var value = piece[piece.index(after: equals)...].trimmed
            if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 {
                value = String(value.dropFirst().dropLast()).replacing("\\\"", with: "\"")
            }
            if key.hasSuffix("*") {
                parameters[String(key.dropLast())] = MIMEHeader.extended(value)
            } else if parameters[key] == nil {
                parameters[key] = EncodedWords.decode(value)
            }
        }
        return (pieces.first?.trimmed.lowercased() ?? "", parameters)
    }

    /// Splits at semicolons that stand outside of quotes.
    private static func split(_ value: String) -> [Substring] {
        var quoted = false
        return value.split { character in
            if character == "\"" { quoted.toggle() }
            return character == ";" && !quoted
        }
    }

    private static func extended(_ value: String) -> String {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return value }
        return Charset.decode(PercentCoding.decode(parts[2].utf8), as: String(parts[0]))
    }
}

extension Substring {
    /// Without the blanks around it.
    var trimmed: String {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
