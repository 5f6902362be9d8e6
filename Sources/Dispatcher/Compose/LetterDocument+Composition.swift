import Dunning
import Letters
import Templates

extension LetterDocument {
    /// The letter that a composition describes, on the creditor's paper.
    init(
        _ letter: ComposedLetter,
        _ composition: Composition,
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
            payment: letter.transfer.map { .box(PaymentBlock($0)) },
            locale: composition.locale,
            pageLabel: letter.pageLabel,
            title: letter.subject,
            author: creditor.name,
            created: created
        )
    }
}

extension PaymentBlock {
    fileprivate init(_ transfer: ComposedLetter.Transfer) {
        self.init(
            accountHolder: transfer.accountHolder,
            iban: transfer.iban,
            bic: transfer.bic,
            amount: transfer.amount,
            euroCents: transfer.euroCents,
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
