import Foundation

/// A QR-bill that has been checked, with what its code holds.
struct BillData: Sendable, Hashable {
    let account: IBAN
    let creditor: QRBill.Party
    let debtor: QRBill.Party?
    let reference: BillReference
    let message: String
    /// As printed: groups of three, two decimals.
    let amount: String
    let currency: QRBill.Currency
    /// What the symbol holds: UTF-8, elements parted by line feeds.
    let payload: String

    /// The most that fits a symbol of version 25 with error correction M.
    static let mostBytes = 997
    static let largestVersion: Int32 = 25

    init(_ bill: QRBill) throws(QRBillFaults) {
        var check = BillCheck()
        let account = check.account(bill.account)
        let reference = check.reference(bill.reference, for: account)
        creditor = check.party(bill.creditor, .creditor)
        debtor = bill.debtor.map { check.party($0, .debtor) }
        // A reference without a form of its own is told to the creditor in words.
        let free = reference == .none ? [bill.reference, bill.message] : [bill.message]
        message = check.text(free.filter { !$0.isEmpty }.joined(separator: " "), .message, limit: 140)
        if !(1...99_999_999_999).contains(bill.amount) { check.faults.append(.amount) }
        currency = bill.currency
        amount = Self.grouped(bill.amount)
        guard check.faults.isEmpty, let account else { throw QRBillFaults(faults: check.faults) }
        self.account = account
        self.reference = reference
        let elements =
            ["SPC", "0200", "1", account.compact] + Self.elements(of: creditor) + Self.elements(of: nil)
            + [Self.plain(bill.amount), bill.currency.rawValue] + Self.elements(of: debtor) + reference.elements
            + [message, "EPD"]
        payload = elements.joined(separator: "\n")
        let bytes = payload.utf8.count
        guard bytes <= Self.mostBytes else { throw QRBillFaults(faults: [.size(bytes: bytes)]) }
    }

    /// Seven elements, empty for nobody; `S` says that the address has its parts.
    private static func elements(of party: QRBill.Party?) -> [String] {
        guard let party else { return Array(repeating: "", count: 7) }
        return ["S", party.name, party.street, party.house, party.postalCode, party.town, party.country]
    }

    private static func plain(_ amount: Int64) -> String {
        let rest = amount % 100
        return "\(amount / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func grouped(_ amount: Int64) -> String {
        let (whole, rest) = (String(max(amount, 0) / 100), plain(max(amount, 0)).suffix(3))
        let head = whole.count % 3
        let groups = stride(from: head, to: whole.count, by: 3).map { whole.dropFirst($0).prefix(3) }
        return ((head > 0 ? [whole.prefix(head)] : []) + groups).joined(separator: " ") + rest
    }
}

/// Brings the parts of a bill into the form of the standard, and gathers what cannot be.
private struct BillCheck {
    var faults: [QRBillFault] = []

    mutating func account(_ text: String) -> IBAN? {
        guard let account = IBAN(text), ["CH", "LI"].contains(account.country) else {
            faults.append(.account)
            return nil
        }
        return account
    }

    mutating func reference(_ text: String, for account: IBAN?) -> BillReference {
        let reference = QRReference(text)
        if let reference, account?.isQRIBAN ?? true { return .qr(reference) }
        if reference != nil { faults.append(.noQRIBAN) }
        if account?.isQRIBAN ?? false { faults.append(.noQRReference) }
        return CreditorReference(text).map(BillReference.creditor) ?? .none
    }

    mutating func party(_ party: QRBill.Party, _ parts: PartyParts) -> QRBill.Party {
        let clean = QRBill.Party(
            name: text(party.name, parts.name, limit: 70, isNeeded: true),
            street: text(party.street, parts.street, limit: 70),
            house: text(party.house, parts.house, limit: 16),
            postalCode: text(party.postalCode, parts.postalCode, limit: 16, isNeeded: true),
            town: text(party.town, parts.town, limit: 35, isNeeded: true),
            country: party.country
        )
        let isCode = party.country.utf8.count == 2 && party.country.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        if !isCode { faults.append(.country(parts.country)) }
        return clean
    }

    /// Composed letters, plain quotes and dashes: what is left must be in the character set of the standard.
    mutating func text(
        _ text: String,
        _ part: QRBillFault.Part,
        limit: Int,
        isNeeded: Bool = false
    ) -> String {
        let line = PlainText.trimmed(PlainText.line(text)).precomposedStringWithCanonicalMapping
        var clean = ""
        for scalar in line.unicodeScalars {
            if let plain = Self.plain[scalar] { clean += plain } else { clean.unicodeScalars.append(scalar) }
        }
        if let strange = clean.unicodeScalars.first(where: { !Self.isTaken($0) }) {
            faults.append(.character(part, codePoint: strange.value))
        }
        if clean.unicodeScalars.count > limit { faults.append(.tooLong(part, limit: limit)) }
        if clean.isEmpty, isNeeded { faults.append(.missing(part)) }
        return clean
    }

    private static let plain: [Unicode.Scalar: String] = [
        "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": "'", "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"",
        "\u{2010}": "-", "\u{2011}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{2026}": "...", "\u{202F}": " ",
        "\u{2009}": " ", "\u{A0}": " ",
    ]

    /// The Latin letters of the standard since 21 November 2025: Basic Latin, Latin-1 Supplement, Latin Extended-A, the
    /// Romanian Ș and Ț, and the euro sign.
    private static func isTaken(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xFF, 0x100...0x17F, 0x218...0x21B, 0x20AC: true
        default: false
        }
    }
}

/// The names of one party's parts.
private struct PartyParts {
    let name: QRBillFault.Part
    let street: QRBillFault.Part
    let house: QRBillFault.Part
    let postalCode: QRBillFault.Part
    let town: QRBillFault.Part
    let country: QRBillFault.Part

    static let creditor = PartyParts(
        name: .creditorName,
        street: .creditorStreet,
        house: .creditorHouse,
        postalCode: .creditorPostalCode,
        town: .creditorTown,
        country: .creditorCountry
    )
    static let debtor = PartyParts(
        name: .debtorName,
        street: .debtorStreet,
        house: .debtorHouse,
        postalCode: .debtorPostalCode,
        town: .debtorTown,
        country: .debtorCountry
    )
}
