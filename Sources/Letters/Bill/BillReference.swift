/// What identifies the payment to the creditor.
enum BillReference: Sendable, Hashable {
    case qr(QRReference)
    case creditor(CreditorReference)
    case none

    /// The type and the reference as the code holds them.
    var elements: [String] {
        switch self {
        case .qr(let reference): ["QRR", reference.digits]
        case .creditor(let reference): ["SCOR", reference.compact]
        case .none: ["NON", ""]
        }
    }

    /// As people read it; nil where there is none.
    var grouped: String? {
        switch self {
        case .qr(let reference): reference.grouped
        case .creditor(let reference): inFours(reference.compact)
        case .none: nil
        }
    }
}

/// A QR reference that has passed its check: 27 digits, the last by modulo 10, recursive.
struct QRReference: Sendable, Hashable {
    let digits: String

    init?(_ text: String) {
        let digits = text.filter { $0 != " " && $0 != "\u{A0}" }
        let values = digits.utf8.map { Int($0) - 0x30 }
        guard values.count == 27, values.allSatisfy((0...9).contains), values.contains(where: { $0 > 0 }),
            Self.checkDigit(of: values.dropLast()) == values.last
        else { return nil }
        self.digits = digits
    }

    /// Two digits, then groups of five.
    var grouped: String {
        let rest = digits.dropFirst(2)
        let groups = stride(from: 0, to: rest.count, by: 5).map { rest.dropFirst($0).prefix(5) }
        return ([digits.prefix(2)] + groups).joined(separator: " ")
    }

    private static func checkDigit(of digits: ArraySlice<Int>) -> Int {
        let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
        return (10 - digits.reduce(0) { table[($0 + $1) % 10] }) % 10
    }
}

extension IBAN {
    /// Whether the institution (the five digits behind the checksum) is one of those for QR-IBANs.
    var isQRIBAN: Bool {
        guard ["CH", "LI"].contains(country), let institution = Int(compact.dropFirst(4).prefix(5)) else {
            return false
        }
        return (30_000...31_999).contains(institution)
    }
}
