import Digests

/// Unstructured header text and display names that nothing can break out of (RFC 5322, RFC 2047).
enum HeaderText {
    /// The text as header bytes behind a name of that length: ASCII as it is, folded; everything else as encoded words.
    ///
    /// Control characters, line ends among them, become spaces: no value can begin another field.
    static func unstructured(_ text: String, after nameLength: Int) -> String {
        let line = oneLine(text)
        return isPlain(line) ? folded(line, after: nameLength) : encodedWords(line)
    }

    /// A display name: a quoted string where ASCII allows it, encoded words otherwise; empty where there is none.
    static func phrase(_ name: String) -> String {
        let line = oneLine(name)
        guard !line.isEmpty else { return "" }
        guard isPlain(line), line.utf8.count <= 60 else { return encodedWords(line) }
        var quoted = "\""
        for scalar in line.unicodeScalars {
            if scalar == "\\" || scalar == "\"" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// The text on one line: control characters and line separators become spaces, spaces at the ends go.
    static func oneLine(_ text: String) -> String {
        // Most texts are one line already; asking tables about each of their characters would cost more than all else.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), text.utf8.first != 0x20, text.utf8.last != 0x20 {
            return text
        }
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            isControl(scalar) || scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar
        }
        var line = String(String.UnicodeScalarView(scalars))[...]
        while line.first == " " { line.removeFirst() }
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Unicode's category Cc, which will never have other members.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    private static func isPlain(_ line: String) -> Bool {
        // `=?` could be read as the beginning of an encoded word; a word over 60 has no place to fold; runs of spaces
        // would be lost in folding.
        var previous: UInt8 = 0
        var word = 0
        for byte in line.utf8 {
            let opensWord = byte == UInt8(ascii: "?") && previous == UInt8(ascii: "=")
            guard (0x20...0x7E).contains(byte), !opensWord, !(byte == 0x20 && previous == 0x20) else { return false }
            word = byte == 0x20 ? 0 : word + 1
            guard word <= 60 else { return false }
            previous = byte
        }
        return true
    }

    private static func folded(_ line: String, after nameLength: Int) -> String {
        var result = ""
        var width = nameLength
        for word in line.split(separator: " ") {
            if !result.isEmpty {
                if width + 1 + word.utf8.count > 76 {
                    result += "\r\n"
                    width = 0
                }
                result += " "
                width += 1
            }
            result += word
            width += word.utf8.count
        }
        return result
    }

    /// Base64 words of at most 75 characters, cut between characters and never inside one.
    private static func encodedWords(_ line: String) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            if !chunk.isEmpty { words.append("=?UTF-8?B?\(Base64.standard.encode(chunk))?=") }
            chunk = []
        }
        for scalar in line.unicodeScalars {
            let bytes = UTF8.encode(scalar)
            if chunk.count + (bytes?.count ?? 0) > 39 { flush() }
            chunk += bytes ?? UTF8.encodedReplacementCharacter
        }
        flush()
        return words.joined(separator: "\r\n ")
    }
}
