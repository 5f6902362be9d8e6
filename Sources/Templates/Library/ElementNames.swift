/// The elements that begin in a template, each with its place.
enum ElementNames {
    static func all(in template: MustacheTemplate) -> [(name: String, spot: MustacheSpot)] {
        let bytes = template.source
        var found: [(String, MustacheSpot)] = []
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            // `{{<name}}` is a tag of ours and no element.
            guard byte == UInt8(ascii: "<"), index == 0 || bytes[index - 1] != UInt8(ascii: "{") else { continue }
            let name = bytes[(index + 1)...].prefix(while: isLetter)
            guard !name.isEmpty else { continue }
            let column = bytes[lineStart..<index].count { $0 & 0xC0 != 0x80 } + 1
            let spot = MustacheSpot(file: template.file, line: line, column: column)
            found.append((String(decoding: name, as: UTF8.self).lowercased(), spot))
        }
        return found
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let small = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}
