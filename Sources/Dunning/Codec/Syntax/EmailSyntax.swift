/// The email addresses that may come in: a sound part of RFC 5321 and RFC 6531.
///
/// Stricter than the RFCs on purpose: no quoted local part, no address literal, no single-label domain. Whatever
/// passes can stand in an SMTP command and in a header as it is.
public enum EmailSyntax {
    /// What is wrong, in words that show nothing of the address; nil where it may pass.
    public static func mistake(in address: String) -> String? {
        // Nearly all addresses are plain, and every mail asks.
        if isPlain(address) { return nil }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return parts.count < 2 ? "there is no `@`" : "there is more than one `@`" }
        guard address.utf8.count <= 254 else { return "it has more than 254 bytes" }
        return localMistake(parts[0]) ?? domainMistake(parts[1])
    }

    /// Letters, digits, `_`, `+` and `-` in ASCII with single points and one `@` between them: what passes in any case.
    private static func isPlain(_ address: String) -> Bool {
        guard address.utf8.count <= 128 else { return false }
        var parts = 1
        var length = 0
        var points = 0
        var hasLetter = false
        var last: UInt8 = 0
        for (place, byte) in address.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): hasLetter = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "_"), UInt8(ascii: "+"): guard parts == 1 else { return false }
            case UInt8(ascii: "-"):
                guard length > 0 || parts == 1 else { return false }
            case UInt8(ascii: "."), UInt8(ascii: "@"):
                guard length > 0, parts == 1 || last != UInt8(ascii: "-") else { return false }
                guard byte != UInt8(ascii: "@") || place <= 64 else { return false }
                if byte == UInt8(ascii: "@") { parts += 1 } else { points += parts - 1 }
                length = -1
                hasLetter = false
            default: return false
            }
            length += 1
            guard length <= 63, parts <= 2 else { return false }
            last = byte
        }
        return parts == 2 && points > 0 && length > 0 && hasLetter && last != UInt8(ascii: "-")
    }

    private static func localMistake(_ local: Substring) -> String? {
        guard !local.isEmpty else { return "nothing stands before the `@`" }
        guard local.utf8.count <= 64 else { return "more than 64 bytes stand before the `@`" }
        guard local.unicodeScalars.allSatisfy(isLocal) else { return "a character before the `@` is not allowed" }
        let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.contains(where: \.isEmpty) ? "a point before the `@` is misplaced" : nil
    }

    private static func domainMistake(_ domain: Substring) -> String? {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return "the domain has no point" }
        guard domain.utf8.count <= 253 else { return "the domain has more than 253 bytes" }
        guard labels.allSatisfy(isLabel) else { return "the domain is misspelt" }
        let isNumber = labels.last?.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? true
        return isNumber ? "the domain ends in a number" : nil
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.unicodeScalars.allSatisfy {
                $0.isASCII ? $0 == "-" || isASCIILetterOrDigit($0) : isLetterOrMark($0)
            }
    }

    /// `atext` of RFC 5322 and the point; beyond ASCII letters, marks and digits (RFC 6531).
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return isLetterOrMark(scalar) }
        return isASCIILetterOrDigit(scalar) || ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isASCIILetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func isLetterOrMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            !scalar.properties.isDefaultIgnorableCodePoint
        default: false
        }
    }
}
