/// Breaks lines at blanks, and looks at their characters.
enum PlainTextLine {
    /// A blank at which a line is not broken, until the line is written.
    static let glue: UInt8 = 0x1F

    /// Adds a line of words; what does not fit goes on below, indented.
    static func append(_ line: [UInt8], to output: inout [UInt8], indent: Int, columns: Int) {
        let start = output.count
        // Most lines are short, and no character takes more columns than bytes.
        if line.count <= columns - indent || isMostlyEastAsian(line) {
            output += line
        } else {
            appendBroken(line, to: &output, indent: indent, columns: columns)
        }
        guard line.contains(glue) else { return }
        for index in start..<output.count where output[index] == glue { output[index] = 0x20 }
    }

    /// Texts without blanks between words are left to the reader's program, which breaks them where it may.
    private static func isMostlyEastAsian(_ line: [UInt8]) -> Bool {
        var wide = 0
        var all = 0
        for byte in line where byte & 0xC0 != 0x80 {
            all += 1
            // U+3000 to U+9FFF, and the wide forms from U+F000 on.
            if (0xE3...0xE9).contains(byte) || byte == 0xEF { wide += 1 }
        }
        return wide * 4 > all
    }

    private static func appendBroken(_ line: [UInt8], to output: inout [UInt8], indent: Int, columns: Int) {
        line.withUnsafeBufferPointer { line in
            var width = indent
            var start = 0
            while start < line.count {
                let end = line[start...].firstIndex(of: 0x20) ?? line.count
                let word = UnsafeBufferPointer(rebasing: line[start..<end])
                let wordWidth = TextWidth.of(word)
                if start > 0, width + 1 + wordWidth > columns {
                    output.append(0x0A)
                    for _ in 0..<indent { output.append(0x20) }
                    width = indent
                } else if start > 0 {
                    output.append(0x20)
                    width += 1
                }
                output.append(contentsOf: word)
                width += wordWidth
                start = end + 1
            }
        }
    }

    static func isEastAsian(endOf bytes: ArraySlice<UInt8>) -> Bool {
        guard let byte = bytes.last, byte >= 0x80 else { return false }
        return last(bytes).map(TextWidth.isEastAsian) ?? false
    }

    static func isEastAsian(startOf bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let byte = bytes.first, byte >= 0xE2 else { return false }
        var decoder = UTF8()
        var iterator = bytes.prefix(4).makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return false }
        return TextWidth.isEastAsian(scalar)
    }

    /// The last character.
    static func last(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let start = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return nil }
        return String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.first
    }

    /// Takes out U+2066 to U+2069, which set a value apart from the text around it and are no part of an address.
    static func dropIsolates(_ bytes: inout [UInt8]) {
        guard bytes.contains(0xE2) else { return }
        var index = 0
        while index + 2 < bytes.count {
            if bytes[index] == 0xE2, bytes[index + 1] == 0x81, (0xA6...0xA9).contains(bytes[index + 2]) {
                bytes.removeSubrange(index..<index + 3)
            } else {
                index += 1
            }
        }
    }

    /// Whether a text holds another.
    static func isIn(_ text: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, text.count >= needle.count else { return false }
        return (text.startIndex...(text.endIndex - needle.count)).contains { start in
            text[start] == first && text[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
