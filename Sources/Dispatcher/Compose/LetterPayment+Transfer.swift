import Dunning
import Letters
import Templates

extension LetterPayment {
    /// A QR-bill where debtor and creditor can use one, else the box for a transfer.
    init?(_ transfer: ComposedLetter.Transfer, by debtor: Debtor, to creditor: Creditor, on paper: Paper) {
        if paper == .a4, let bill = QRBill(transfer, by: debtor, to: creditor) {
            self = .bill(bill.leavingUnfitDebtorOpen())
        } else if let box = PaymentBlock(transfer) {
            self = .box(box)
        } else {
            return nil
        }
    }
}

extension QRBill {
    /// Nil where the creditor has no Swiss account or no address for bills, the currency is another one, or the debtor is
    /// asked for euro and lives where no bank reads the code.
    fileprivate init?(_ transfer: ComposedLetter.Transfer, by debtor: Debtor, to creditor: Creditor) {
        let isSwiss = ["CH", "LI"].contains(debtor.address?.country)
        guard let currency = Currency(rawValue: transfer.total.currency.code), currency == .chf || isSwiss,
            let address = creditor.billAddress, let account = Self.account(of: creditor, for: transfer.reference)
        else { return nil }
        self.init(
            account: account,
            creditor: Party(
                name: creditor.name,
                street: address.street,
                house: address.house,
                postalCode: address.postalCode,
                town: address.town,
                country: creditor.country
            ),
            amount: transfer.total.minor,
            currency: currency,
            debtor: debtor.address.map { Party(debtor, at: $0) },
            reference: transfer.reference
        )
    }

    /// The QR-IBAN for a QR reference; for others the IBAN, and the QR-IBAN only where there is no IBAN at all.
    private static func account(of creditor: Creditor, for reference: String) -> String? {
        if let account = creditor.qrIBAN, isQRReference(reference) || creditor.iban == nil { return account }
        return creditor.iban.flatMap { ["CH", "LI"].contains($0.prefix(2)) ? $0 : nil }
    }
}

extension QRBill.Party {
    /// The first line of the address is its street.
    fileprivate init(_ debtor: Debtor, at address: PostalAddress) {
        self.init(
            name: debtor.name,
            street: address.lines.first ?? "",
            postalCode: address.postalCode ?? "",
            town: address.city ?? "",
            country: address.country
        )
    }
}
