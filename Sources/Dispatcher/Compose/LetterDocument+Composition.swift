import Dunning
import Letters
import Templates

extension LetterDocument {
    /// The letter that a composition describes, on the creditor's paper.
    init(
        _ letter: ComposedLetter,
        _ composition: Composition,
        to debtor: Debtor,
        _ creditor: Creditor,
        _ envelope: Envelope,
        phone: String?,
        created: Instant
    ) {
        self.init(
            envelope: envelope,
            letterhead: Letterhead(
                name: creditor.name,
                address: creditor.address,
                phone: phone ?? creditor.phone,
                email: creditor.email
            ),
            recipient: letter.recipient,
            date: letter.date,
            reference: letter.references.map { LabelledValue($0.label, $0.value) },
            subject: letter.subject,
            body: letter.body,
            payment: letter.transfer.flatMap { LetterPayment($0, by: debtor, to: creditor, on: envelope.paper) },
            locale: composition.locale,
            pageLabel: letter.pageLabel,
            title: letter.subject,
            author: creditor.name,
            created: created
        )
    }
}

extension PaymentBlock {
    init?(_ transfer: ComposedLetter.Transfer) {
        guard let iban = transfer.iban else { return nil }
        self.init(
            accountHolder: transfer.accountHolder,
            iban: iban,
            bic: transfer.bic,
            amount: transfer.amount,
            euroCents: transfer.total.currency.code == "EUR" ? transfer.total.minor : nil,
            reference: transfer.reference,
            labels: Labels(
                heading: transfer.labels.heading,
                accountHolder: transfer.labels.accountHolder,
                iban: transfer.labels.iban,
                bic: transfer.labels.bic,
                amount: transfer.labels.amount,
                reference: transfer.labels.reference,
                scan: transfer.labels.scan
            )
        )
    }
}
