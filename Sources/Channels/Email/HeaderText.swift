import Digests

/// Unstructured header text and display names that nothing can break out of (RFC 5322, RFC 2047).
enum HeaderText {
    /// Adds a text as header bytes behind a name of that length: ASCII as it is, folded; everything else as encoded
    /// words.
    ///
    /// Control characters, line ends among them, become spaces: no value can begin another field.
    static func append(unstructured text: String, after nameLength: Int, to mail: inout [UInt8]) {
        var line = oneLine(text)
        line.withUTF8 { line in
            if isPlain(line) {
                appendFolded(line, after: nameLength, to: &mail)
            } else {
                appendEncodedWords(line, to: &mail)
            }
        }
    }

    /// Adds a display name: a quoted string where ASCII allows it, encoded words otherwise; nothing where there is none.
    /// - Returns: whether there is one.
    static func append(phrase name: String, to mail: inout [UInt8]) -> Bool {
        var line = oneLine(name)
        return line.withUTF8 { line in
            guard !line.isEmpty else { return false }
            guard line.count <= 60, isPlain(line) else {
                appendEncodedWords(line, to: &mail)
                return true
            }
            mail.append(UInt8(ascii: "\""))
            for byte in line {
                if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") { mail.append(UInt8(ascii: "\\")) }
                mail.append(byte)
            }
            mail.append(UInt8(ascii: "\""))
            return true
        }
    }

    /// The text on one line: control characters and line separators become spaces, spaces at the ends go.
    static func oneLine(_ text: String) -> String {
        // Nearly all texts are one line already; asking tables about their characters would cost more than all else.
        var known = text
        if known.withUTF8(isOneLine) { return text }
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            isControl(scalar) || scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar
        }
        var line = String(String.UnicodeScalarView(scalars))[...]
        while line.first == " " { line.removeFirst() }
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Whether a text is surely one line; U+0080 to U+009F begin with C2, the separators with E2 80.
    private static func isOneLine(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return true }
        guard first != 0x20, last != 0x20 else { return false }
        var before: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte == 0x7F || before == 0xC2 && byte < 0xA0 || before == 0xE2 && byte == 0x80 {
                return false
            }
            before = byte
        }
        return true
    }

    /// Unicode's category Cc, which will never have other members.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    private static func isPlain(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        // `=?` could be read as the beginning of an encoded word; a word over 60 has no place to fold; runs of spaces
        // would be lost in folding.
        var previous: UInt8 = 0
        var word = 0
        for byte in line {
            let opensWord = byte == UInt8(ascii: "?") && previous == UInt8(ascii: "=")
            guard (0x20...0x7E).contains(byte), !opensWord, !(byte == 0x20 && previous == 0x20) else { return false }
            word = byte == 0x20 ? 0 : word + 1
            guard word <= 60 else { return false }
            previous = byte
        }
        return true
    }

    /// Words with single spaces between them; a line may be broken before each but the first.
    private static func appendFolded(
        _ line: UnsafeBufferPointer<UInt8>,
        after nameLength: Int,
        to mail: inout [UInt8]
    ) {
        var width = nameLength
        var start = 0
        while start < line.count {
            let end = line[start...].firstIndex(of: 0x20) ?? line.count
            if start > 0 {
                if width + 1 + end - start > 76 {
                    mail.append(0x0D)
                    mail.append(0x0A)
                    width = 0
                }
                mail.append(0x20)
                width += 1
            }
            mail.append(contentsOf: UnsafeBufferPointer(rebasing: line[start..<end]))
            width += end - start
            start = end + 1
        }
    }

    /// Base64 words of at most 75 characters, cut between characters and never inside one.
    private static func appendEncodedWords(_ line: UnsafeBufferPointer<UInt8>, to mail: inout [UInt8]) {
        var start = 0
        while start < line.count {
            var end = min(start + 39, line.count)
            // Continuation bytes belong to the character before them.
            while end < line.count, line[end] & 0xC0 == 0x80 { end -= 1 }
            if start > 0 { mail.append(contentsOf: "\r\n ".utf8) }
            mail.append(contentsOf: "=?UTF-8?B?".utf8)
            Base64.standard.append(UnsafeBufferPointer(rebasing: line[start..<end]), to: &mail)
            mail.append(contentsOf: "?=".utf8)
            start = end
        }
    }
}
