import CLibxml2

/// Finds what the parser lets pass without a word, though text would be lost or printed raw.
enum SilentFaults {
    /// The first declaration or instruction, whose text would vanish, or unknown entity, which would stay as it is.
    static func first(in html: String) -> (line: Int, words: String)? {
        let bytes = Array(html.utf8)
        var line = 1
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "<"):
                if isDeclaration(bytes[(index + 1)...]) {
                    return (line, "`<!` and `<?` begin no element; only comments `<!-- -->` may")
                }
            case UInt8(ascii: "&"):
                if let name = entity(bytes[(index + 1)...]), htmlEntityLookup(name) == nil {
                    return (line, "entity `&\(name);` is unknown")
                }
            default: continue
            }
        }
        return nil
    }

    private static func isDeclaration(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first == UInt8(ascii: "?")
            || (rest.first == UInt8(ascii: "!") && !rest.dropFirst().starts(with: "--".utf8))
    }

    /// The name up to a semicolon; a number such as `#39` is none, its form is the parser's matter.
    private static func entity(_ rest: ArraySlice<UInt8>) -> String? {
        let name = rest.prefix(40).prefix(while: isNameByte)
        guard !name.isEmpty, rest.dropFirst(name.count).first == UInt8(ascii: ";") else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
