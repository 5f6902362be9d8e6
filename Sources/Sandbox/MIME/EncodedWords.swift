/// Text in mail headers (RFC 2047): `=?utf-8?B?…?=` to what it says.
enum EncodedWords {
    /// Decodes all words of a header value; what is no encoded word stays as it is.
    static func decode(_ value: String) -> String {
        var decoded = ""
        var rest = value[...]
        var afterWord = false
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            guard let word = Word(rest[start.lowerBound...]) else {
                decoded += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                afterWord = false
                continue
            }
            // Blanks between two encoded words are only there to fold the line.
            if !afterWord || !before.allSatisfy(\.isWhitespace) { decoded += before }
            decoded += word.text
            rest = rest[word.end...]
            afterWord = true
        }
        return decoded + rest
    }

    private struct Word {
        let text: String
        let end: String.Index

        init?(_ text: Substring) {
            let parts = text.dropFirst(2).split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, parts[3].first == "=" || parts[2].isEmpty else { return nil }
            guard parts[3].first == "=", !parts[0].isEmpty, !parts[2].contains(where: \.isWhitespace) else {
                return nil
            }
            let bytes: [UInt8]
            switch parts[1] {
            case "B", "b": bytes = Base64.decodeBody(parts[2].utf8)
            case "Q", "q": bytes = QuotedPrintable.decode(parts[2].utf8.map { $0 == UInt8(ascii: "_") ? 32 : $0 })
            default: return nil
            }
            let charset = parts[0].prefix { $0 != "*" }
            self.text = Charset.decode(bytes, as: String(charset))
            end = text.index(after: parts[3].startIndex)
        }
    }
}
