/// How many columns characters take in a text of equal columns.
enum TextWidth {
    /// Two for East Asian characters, none for marks and for what is not seen, one for all others.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        switch value {
        case 0x0300...0x036F, 0x064B...0x065F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
            0xFEFF:
            return 0
        // Greek, Cyrillic and Latin letters, punctuation and currencies, which no table need be asked about.
        case 0x0370...0x0482, 0x048A...0x058F, 0x1E00...0x200A, 0x2010...0x205F, 0x20A0...0x20CF:
            return 1
        default:
            if isEastAsian(scalar) || isHangul(value) || (0x1F300...0x1F64F).contains(value) { return 2 }
            return isMark(scalar) ? 0 : 1
        }
    }

    /// The columns of a text in UTF-8.
    static func of(_ text: ArraySlice<UInt8>) -> Int { text.withUnsafeBufferPointer { of($0) } }

    /// The columns of a text in UTF-8.
    static func of(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var union: UInt8 = 0
        for byte in text { union |= byte }
        guard union >= 0x80 else { return text.count }
        var decoder = UTF8()
        var rest = text.makeIterator()
        var width = 0
        while case .scalarValue(let scalar) = decoder.decode(&rest) { width += of(scalar) }
        return width
    }

    /// Whether it is of a script that sets no blanks between words: kanji, kana, hanzi, and their punctuation.
    static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x303E, 0x3041...0x312F, 0x3190...0xA4CF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    private static func isHangul(_ value: UInt32) -> Bool {
        (0x1100...0x115F).contains(value) || (0xAC00...0xD7A3).contains(value)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
