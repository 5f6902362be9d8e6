/// What a text costs to send as a text message: its encoding and its segments.
public struct SMSText: Hashable, Sendable {
    /// How the characters travel.
    public enum Encoding: String, Hashable, Sendable {
        /// The default alphabet of 3GPP TS 23.038 with its extension table: 7 bits a character.
        case gsm7 = "GSM-7"
        /// UTF-16 code units.
        case ucs2 = "UCS-2"
    }

    /// A character that GSM-7 lacks, and where it stands.
    public struct Culprit: Hashable, Sendable {
        /// The character.
        public let character: Character
        /// How many characters stand before it.
        public let offset: Int
    }

    /// The text that was measured.
    public let text: String
    /// GSM-7 where every character is in it.
    public let encoding: Encoding
    /// The pieces in which it travels; each character, escape pair and surrogate pair is within one.
    public let segments: [String]
    /// Septets or UTF-16 code units in all.
    public let units: Int
    /// Units that the last segment has room for.
    public let unitsLeft: Int
    /// The first character that forces UCS-2; nil in GSM-7.
    public let culprit: Culprit?

    /// Measures a text.
    public init(_ text: String) {
        self.text = text
        let isGSM = SMSAlphabet.holds(text)
        // The place is counted in characters as people see them, which takes time; most texts have no culprit.
        culprit =
            isGSM ? nil : text.enumerated().first { !SMSAlphabet.holds($1) }.map { Culprit(character: $1, offset: $0) }
        encoding = isGSM ? .gsm7 : .ucs2
        let cost: (Unicode.Scalar) -> Int = isGSM ? { SMSAlphabet.septets(of: $0) ?? 1 } : { UTF16.width($0) }
        units = text.unicodeScalars.reduce(0) { $0 + cost($1) }
        let limits = isGSM ? (one: 160, many: 153) : (one: 70, many: 67)
        let limit = units <= limits.one ? limits.one : limits.many
        let cut = SMSText.cut(text, limit: limit, cost: cost)
        segments = cut.segments
        unitsLeft = limit - cut.last
    }

    /// The text with typographic signs made plain, where that lets it travel in GSM-7; else as it was.
    ///
    /// Localised amounts hold no-break spaces, and names hold curly apostrophes; either would halve what a segment holds.
    public static func plain(_ text: String) -> String {
        guard !SMSAlphabet.holds(text) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if let plain = SMSAlphabet.folded(scalar) {
                bytes += plain.utf8
            } else {
                bytes += String(scalar).utf8
            }
        }
        let folded = String(decoding: bytes, as: UTF8.self)
        return SMSAlphabet.holds(folded) ? folded : text
    }

    private static func cut(
        _ text: String,
        limit: Int,
        cost: (Unicode.Scalar) -> Int
    ) -> (segments: [String], last: Int) {
        let scalars = text.unicodeScalars
        var segments: [String] = []
        var start = scalars.startIndex
        var used = 0
        for index in scalars.indices {
            let width = cost(scalars[index])
            if used + width > limit {
                segments.append(String(scalars[start..<index]))
                start = index
                used = 0
            }
            used += width
        }
        if used > 0 || segments.isEmpty { segments.append(String(scalars[start...])) }
        return (segments, used)
    }
}

/// The default alphabet of 3GPP TS 23.038, section 6.2.1, and its extension table.
enum SMSAlphabet {
    private static let basic: Set<Unicode.Scalar> = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )
    private static let extended: Set<Unicode.Scalar> = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    /// What each ASCII character costs; 0 where the alphabet lacks it.
    private static let ascii: [UInt8] = (0..<128).map { value in
        let scalar = Unicode.Scalar(UInt8(value))
        return basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
    }

    /// 1, or 2 behind the escape; nil where the alphabet lacks it.
    static func septets(of scalar: Unicode.Scalar) -> Int? {
        guard scalar.value >= 128 else {
            let cost = Int(ascii[Int(scalar.value)])
            return cost == 0 ? nil : cost
        }
        return basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : nil
    }

    /// Whether every character of a text is in the alphabet.
    static func holds(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { septets(of: $0) != nil } }

    /// Whether all of a character is in the alphabet; a letter with a combining accent is not.
    static func holds(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { septets(of: $0) != nil }
    }

    /// A plain sign for a typographic one; nil for all others.
    static func folded(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xA0, 0x2007, 0x2009, 0x200A, 0x202F: " "
        case 0x2018, 0x2019, 0x201A, 0x2032: "'"
        case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x2033: "\""
        case 0x2010...0x2015, 0x2212: "-"
        case 0x2026: "..."
        case 0x200E, 0x200F: ""
        default: nil
        }
    }
}
