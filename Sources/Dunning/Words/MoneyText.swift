extension Money {
    /// Reads an amount as people write it: `500 EUR`, `25.50 EUR`, `3000 JPY`; nil where the text is none.
    ///
    /// Digits, a point where the currency has a minor unit, one space, the ISO 4217 code; nothing below zero.
    public init?(text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let currency = Currency(String(words[1])) else { return nil }
        let parts = words[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : String(repeating: "0", count: currency.digits)
        guard fraction.count == currency.digits, let minor = Int64(parts[0] + fraction) else { return nil }
        self.init(minor: minor, currency: currency)
    }

    /// The amount as `init(text:)` reads it.
    public var text: String {
        let digits = padded(Int(minor.magnitude), to: currency.digits + 1)
        let whole = digits.dropLast(currency.digits)
        let fraction = digits.suffix(currency.digits)
        return (minor < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction) + " " + currency.code
    }
}
