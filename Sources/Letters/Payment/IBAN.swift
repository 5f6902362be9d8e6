/// An international bank account number that has passed its checksum (ISO 13616).
struct IBAN: Sendable, Hashable {
    /// Upper case, no spaces.
    let compact: String

    /// Nil where length, characters or the checksum modulo 97 are wrong.
    ///
    /// The length is checked by country only for the countries of the register whose accounts can get a SEPA transfer;
    /// elsewhere 15 to 34 characters pass.
    init?(_ text: String) {
        let compact = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }.uppercased()
        let bytes = Array(compact.utf8)
        guard bytes.count >= 15, bytes.count <= 34,
            bytes.prefix(2).allSatisfy(isLetter), bytes[2...3].allSatisfy(isDigit),
            bytes.allSatisfy({ isLetter($0) || isDigit($0) }),
            SEPA.ibanLength[String(compact.prefix(2))].map({ $0 == bytes.count }) ?? true,
            remainder97(bytes[4...] + bytes[..<4]) == 1
        else { return nil }
        self.compact = compact
    }

    var country: String { String(compact.prefix(2)) }

    /// In groups of four, as on paper.
    var grouped: String { inFours(compact) }
}

/// Groups of four characters.
func inFours(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 4).map { text.dropFirst($0).prefix(4) }.joined(separator: " ")
}

/// A creditor reference that has passed its checksum (ISO 11649).
struct CreditorReference: Sendable, Hashable {
    let compact: String

    init?(_ text: String) {
        let compact = text.filter { $0 != " " }.uppercased()
        let bytes = Array(compact.utf8)
        guard compact.hasPrefix("RF"), bytes.count >= 5, bytes.count <= 25,
            bytes[2...3].allSatisfy(isDigit), bytes.allSatisfy({ isLetter($0) || isDigit($0) }),
            remainder97(bytes[4...] + bytes[..<4]) == 1
        else { return nil }
        self.compact = compact
    }
}

/// A bank's identifier in the form of ISO 9362: four characters, country, two characters, and three for a branch.
struct BIC: Sendable, Hashable {
    let compact: String

    init?(_ text: String) {
        let compact = text.filter { $0 != " " }.uppercased()
        let bytes = Array(compact.utf8)
        guard bytes.count == 8 || bytes.count == 11, bytes[4...5].allSatisfy(isLetter),
            bytes.allSatisfy({ isLetter($0) || isDigit($0) })
        else { return nil }
        self.compact = compact
    }
}

/// Where a euro transfer can go.
///
/// Countries and the length of their IBAN from the registers of SWIFT and of the European Payments Council.
enum SEPA {
    static let ibanLength: [String: Int] = [
        "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
        "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
        "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
        "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
    ]

    /// Outside the European Economic Area a code must name the bank.
    static let outsideEEA: Set<String> = ["AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"]
}

private func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// The remainder of the number that letters and digits make up with A = 10 … Z = 35 (ISO 7064).
private func remainder97(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { rest, byte in
        isDigit(byte) ? (rest * 10 + Int(byte) - 0x30) % 97 : (rest * 100 + Int(byte) - 0x41 + 10) % 97
    }
}
