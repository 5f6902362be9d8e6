import Dunning
import Letters

extension LetterDocument {
    /// A German letter with a table, a list and a payment.
    static var german: LetterDocument {
        LetterDocument(
            envelope: .din5008B,
            letterhead: Letterhead(
                name: "Acme Energy GmbH",
                address: ["Beispielweg 1", "10115 Berlin"],
                phone: "+49 30 1234567",
                email: "billing@acme.example",
                legalNotice: ["Acme Energy GmbH · Sitz Berlin · HRB 123456 B"]
            ),
            recipient: ["Frau", "Jana Beispiel", "Musterstraße 2", "50667 Köln"],
            date: "21. November 2026",
            reference: [LabelledValue("Kundenkonto", "ACC-1"), LabelledValue("Unser Zeichen", "act-2026-000123")],
            subject: "Zahlungserinnerung",
            body: """
                <p>Sehr geehrte Frau Beispiel,</p>
                <p>für die Rechnungen unten fehlt uns <b>Ihre Zahlung</b>. Größe, Übermut, äußerst.</p>
                \(Self.table(rows: 2))
                <h2>Was Sie tun können</h2>
                <ul><li>Zahlen Sie unter <a href="https://pay.acme.example/D-1?a=1&amp;b=ü">pay.acme.example</a>.</li>
                <li>Rufen Sie uns <em>gern</em> an.</li></ul>
                <p>Mit freundlichen Grüßen<br>Ihre Acme Energy GmbH</p>
                """,
            payment: .box(.german),
            locale: "de-DE",
            pageLabel: "Seite {page} von {pages}",
            title: "Zahlungserinnerung",
            author: "Acme Energy GmbH",
            created: Instant(seconds: 1_795_267_000)
        )
    }

    /// The same on US paper for a number 10 envelope.
    static var american: LetterDocument {
        var letter = german
        letter.envelope = .us10
        letter.letterhead.legalNotice = []
        letter.recipient = ["John Q. Public", "1600 Main St Apt 4B", "Springfield, IL 62701"]
        letter.locale = "en-US"
        letter.body = "<p>Dear John Q. Public,</p><p>Our records show an open balance of <b>$12.00</b>.</p>"
        letter.payment = nil
        letter.pageLabel = "Page {page} of {pages}"
        return letter
    }

    static func table(rows: Int) -> String {
        let body = (0..<rows).map { index in
            "<tr><td>INV-\(1_000 + index)</td><td>01.10.2026</td><td>\(index * 37 + 5),00 €</td></tr>"
        }
        return """
            <table><thead><tr><th>Rechnung</th><th>Fällig</th><th>Offen</th></tr></thead>
            <tbody>\(body.joined(separator: "\n"))</tbody>
            <tfoot><tr><td colspan="2">Gesamtsumme</td><td>9.999,00 €</td></tr></tfoot></table>
            """
    }

    func with(_ change: (inout LetterDocument) -> Void) -> LetterDocument {
        var letter = self
        change(&letter)
        return letter
    }
}

extension PaymentBlock {
    static var german: PaymentBlock {
        PaymentBlock(
            accountHolder: "Acme Energy GmbH",
            iban: "DE02 1203 0000 0000 2020 51",
            amount: "1.234,50 €",
            euroCents: 123_450,
            reference: "RF18 5390 0754 7034",
            labels: Labels(
                heading: "So zahlen Sie",
                accountHolder: "Empfänger",
                amount: "Betrag",
                reference: "Verwendungszweck",
                scan: "Mit der Banking-App scannen"
            )
        )
    }

    func with(_ change: (inout PaymentBlock) -> Void) -> PaymentBlock {
        var payment = self
        change(&payment)
        return payment
    }
}

extension QRBill {
    /// The example account and reference of the standard.
    static var swiss: QRBill {
        QRBill(
            account: "CH44 3199 9123 0008 8901 2",
            creditor: Party(
                name: "AlpenFon SA",
                street: "Rue de l’Exemple",
                house: "7",
                postalCode: "1003",
                town: "Lausanne",
                country: "CH"
            ),
            amount: 123_455,
            currency: .chf,
            debtor: Party(
                name: "Zoé Exemple",
                street: "Chemin du Modèle 12",
                postalCode: "1201",
                town: "Genève",
                country: "CH"
            ),
            reference: "21 00000 00003 13947 14300 09017",
            message: "Facture du 1er octobre 2026"
        )
    }

    func with(_ change: (inout QRBill) -> Void) -> QRBill {
        var bill = self
        change(&bill)
        return bill
    }
}

extension LetterDocument {
    /// A letter from the French-speaking part of Switzerland with a QR-bill.
    static var swiss: LetterDocument {
        german.with {
            $0.letterhead = Letterhead(name: "AlpenFon SA", address: ["Rue de l’Exemple 7", "1003 Lausanne"])
            $0.recipient = ["Zoé Exemple", "Chemin du Modèle 12", "1201 Genève"]
            $0.date = "21 novembre 2026"
            $0.reference = [LabelledValue("Numéro de client", "ACC-1")]
            $0.subject = "Rappel de paiement"
            $0.body = "<p>Bonjour Zoé Exemple,</p><p>Votre paiement ne nous est pas encore parvenu.</p>"
            $0.payment = .bill(.swiss)
            $0.locale = "fr-CH"
            $0.pageLabel = "Page {page} sur {pages}"
        }
    }
}
