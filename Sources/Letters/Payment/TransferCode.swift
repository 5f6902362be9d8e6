/// The text of a payment code for a SEPA credit transfer.
///
/// Source: European Payments Council, EPC069-12, "Quick response code: guidelines to enable data capture for the
/// initiation of a SEPA credit transfer", version 002 of the data.
struct TransferCode: Sendable, Hashable {
    /// What the symbol holds: UTF-8, elements parted by line feeds.
    let payload: String

    /// Of the symbol, as EPC069-12 has it.
    static let largestVersion: Int32 = 13

    /// Nil where the debt is not in euro or the account cannot be reached by a SEPA transfer; a fault where it should
    /// be possible and a value is wrong.
    init?(_ payment: PaymentBlock) throws(PaymentFault) {
        guard let iban = IBAN(payment.iban) else { throw .iban }
        let bic = payment.bic.map(BIC.init)
        if case .some(.none) = bic { throw .bic }
        let bank = bic.flatMap { $0 }?.compact
        guard let cents = payment.euroCents, SEPA.ibanLength[iban.country] != nil,
            bank != nil || !SEPA.outsideEEA.contains(iban.country)
        else { return nil }
        guard (1...99_999_999_999).contains(cents) else { throw .amount }
        let holder = PlainText.trimmed(PlainText.line(payment.accountHolder))
        guard !holder.isEmpty, holder.unicodeScalars.count <= 70 else { throw .accountHolder }
        let remittance = try Self.remittance(payment.reference)
        var elements =
            ["BCD", "002", "1", "SCT", bank ?? "", holder, iban.compact, Self.amount(cents), ""] + remittance
        while elements.last == "" { elements.removeLast() }
        let payload = elements.joined(separator: "\n")
        guard payload.utf8.count <= 331 else { throw .payload(bytes: payload.utf8.count) }
        self.payload = payload
    }

    /// The structured reference or, after an empty one, the free text; elements left empty at the end are left out.
    private static func remittance(_ text: String) throws(PaymentFault) -> [String] {
        if let reference = CreditorReference(text) { return [reference.compact] }
        let free = PlainText.trimmed(PlainText.line(text))
        guard free.unicodeScalars.count <= 140 else { throw .reference }
        return free.isEmpty ? [] : ["", free]
    }

    private static func amount(_ cents: Int64) -> String {
        let rest = cents % 100
        return "EUR\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
