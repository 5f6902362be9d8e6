/// Check digits modulo 97 (ISO 7064), as IBANs and creditor references have them.
public enum CheckDigits {
    /// Whether the first four characters, put behind the rest and read as a number, leave 1.
    public static func areRight(_ text: String) -> Bool {
        var rest = 0
        for character in text.dropFirst(4) + text.prefix(4) {
            guard character.isASCII,
                let value = character.isLetter ? Int(String(character), radix: 36) : character.wholeNumberValue
            else { return false }
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }
}
