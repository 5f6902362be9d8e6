/// What people write as a phone number, brought to ASCII digits before any library sees it.
///
/// Only digits, one plus before them and the usual separators pass; a library would search the text for something
/// that looks like a number and quietly take half of it.
struct PhoneText {
    /// The digits, with a plus before them where there is one.
    private(set) var digits: [UInt8] = []
    /// The digits after `ext.`, `x` or `;ext=`.
    private(set) var extensionDigits: [UInt8] = []

    /// No number with its separators is longer; the longest that E.164 allows has 15 digits.
    private static let longest = 64
    private static let extensionMarks = [";ext=", "extension", "ext.", "ext", "x", "#"]

    var hasPlus: Bool { digits.first == UInt8(ascii: "+") }

    /// Nil where the text is not a phone number by its letters alone.
    init?(_ text: String) {
        var rest = text.utf8.count <= 4 * Self.longest ? Self.trimmed(text) : []
        guard !rest.isEmpty, rest.count <= Self.longest else { return nil }
        if Self.isPrefix("tel:", of: rest[...]) { rest.removeFirst(4) }
        var place = 0
        while place < rest.count, take(rest[place]) { place += 1 }
        if place < rest.count {
            let rest = rest[place...]
            guard let mark = Self.extensionMarks.first(where: { Self.isPrefix($0, of: rest) }) else { return nil }
            guard takeExtension(rest.dropFirst(mark.unicodeScalars.count)) else { return nil }
        }
        guard digits.count > (hasPlus ? 1 : 0) else { return nil }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if let digit = Self.digit(scalar) {
            digits.append(digit)
            return true
        }
        if scalar == "+" || scalar == "\u{FF0B}" {
            guard digits.isEmpty else { return false }
            digits.append(UInt8(ascii: "+"))
            return true
        }
        return Self.isSeparator(scalar)
    }

    private mutating func takeExtension(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        for scalar in scalars {
            if let digit = Self.digit(scalar) {
                extensionDigits.append(digit)
            } else if scalar != " " || !extensionDigits.isEmpty {
                return false
            }
        }
        return (1...7).contains(extensionDigits.count)
    }

    /// Spreadsheets and right-to-left text leave invisible marks around a number; within it they are refused.
    private static func trimmed(_ text: String) -> [Unicode.Scalar] {
        let isMargin = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
        var scalars = Array(text.unicodeScalars.drop(while: isMargin))
        while let last = scalars.last, isMargin(last) { scalars.removeLast() }
        return scalars
    }

    private static func isPrefix(_ mark: String, of scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let begin = scalars.prefix(mark.unicodeScalars.count).map { $0.properties.lowercaseMapping }
        return begin.joined() == mark
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCII {
            return ("0"..."9").contains(scalar) ? UInt8(ascii: scalar) : nil
        }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return UInt8(ascii: "0") + UInt8(value)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}", "(", ")", "\u{FF08}", "\u{FF09}", "-", ".", "/",
            "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FF0D}":
            true
        default: false
        }
    }
}
