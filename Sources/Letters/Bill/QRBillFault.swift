/// What is wrong with a QR-bill.
public enum QRBillFault: Hashable, Sendable {
    /// A part of the data, as the standard counts its characters.
    public enum Part: String, Hashable, Sendable {
        /// The creditor's name.
        case creditorName = "creditor's name"
        /// The creditor's street.
        case creditorStreet = "creditor's street"
        /// The creditor's house number.
        case creditorHouse = "creditor's house number"
        /// The creditor's postal code.
        case creditorPostalCode = "creditor's postal code"
        /// The creditor's town.
        case creditorTown = "creditor's town"
        /// The creditor's country.
        case creditorCountry = "creditor's country"
        /// The debtor's name.
        case debtorName = "debtor's name"
        /// The debtor's street.
        case debtorStreet = "debtor's street"
        /// The debtor's house number.
        case debtorHouse = "debtor's house number"
        /// The debtor's postal code.
        case debtorPostalCode = "debtor's postal code"
        /// The debtor's town.
        case debtorTown = "debtor's town"
        /// The debtor's country.
        case debtorCountry = "debtor's country"
        /// The message to the creditor, with a reference that has no form of its own.
        case message
    }

    /// No IBAN of Switzerland or Liechtenstein with a right checksum.
    case account
    /// The amount is outside 0.01 to 999,999,999.99.
    case amount
    /// The account is a QR-IBAN and the reference is no QR reference.
    case noQRReference
    /// The reference is a QR reference and the account is no QR-IBAN.
    case noQRIBAN
    /// A part that must be there is empty.
    case missing(Part)
    /// A part has more characters than the standard takes.
    case tooLong(Part, limit: Int)
    /// A part has a character that the standard does not take.
    case character(Part, codePoint: UInt32)
    /// No two capital letters.
    case country(Part)
    /// The paper is not A4.
    case paper
    /// All together are more than the 997 bytes that the code holds.
    case size(bytes: Int)
}

/// All that is wrong with a QR-bill.
struct QRBillFaults: Error {
    var faults: [QRBillFault]
}

extension QRBillFault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .account: "account is no IBAN of Switzerland or Liechtenstein with a right checksum"
        case .amount: "amount is not from 0.01 to 999999999.99"
        case .noQRReference: "account is a QR-IBAN; give a QR reference of 27 digits with its check digit, or an IBAN"
        case .noQRIBAN: "reference is a QR reference; give the creditor's QR-IBAN"
        case .missing(let part): "\(part.rawValue) is missing"
        case .tooLong(let part, let limit): "\(part.rawValue) has more than \(limit) characters"
        case .character(let part, let point):
            "\(part.rawValue) has the character U+\(hexadecimal(point)), which a QR-bill does not take"
        case .country(let part): "\(part.rawValue) is no ISO 3166-1 code of two capital letters"
        case .paper: "a QR-bill needs A4; choose an envelope for A4"
        case .size(let bytes): "code needs \(bytes) bytes, 997 are allowed; shorten names or message"
        }
    }
}
