/// The words on a QR-bill, which the standard fixes in each of its languages.
struct BillWords: Sendable, Hashable {
    let paymentPart: String
    let receipt: String
    let account: String
    let reference: String
    let information: String
    let currency: String
    let amount: String
    let payableBy: String
    let payableByBlank: String
    let acceptancePoint: String
    let separate: String

    /// In the letter's language, in English where the standard has no words for it.
    static func of(_ language: String) -> BillWords {
        switch language {
        case "de": german
        case "fr": french
        case "it": italian
        default: english
        }
    }

    private static let german = BillWords(
        paymentPart: "Zahlteil",
        receipt: "Empfangsschein",
        account: "Konto / Zahlbar an",
        reference: "Referenz",
        information: "Zusätzliche Informationen",
        currency: "Währung",
        amount: "Betrag",
        payableBy: "Zahlbar durch",
        payableByBlank: "Zahlbar durch (Name/Adresse)",
        acceptancePoint: "Annahmestelle",
        separate: "Vor der Einzahlung abzutrennen"
    )
    private static let french = BillWords(
        paymentPart: "Section paiement",
        receipt: "Récépissé",
        account: "Compte / Payable à",
        reference: "Référence",
        information: "Informations supplémentaires",
        currency: "Monnaie",
        amount: "Montant",
        payableBy: "Payable par",
        payableByBlank: "Payable par (nom/adresse)",
        acceptancePoint: "Point de dépôt",
        separate: "A détacher avant le versement"
    )
    private static let italian = BillWords(
        paymentPart: "Sezione pagamento",
        receipt: "Ricevuta",
        account: "Conto / Pagabile a",
        reference: "Riferimento",
        information: "Informazioni supplementari",
        currency: "Valuta",
        amount: "Importo",
        payableBy: "Pagabile da",
        payableByBlank: "Pagabile da (nome/indirizzo)",
        acceptancePoint: "Punto di accettazione",
        separate: "Da staccare prima del versamento"
    )
    private static let english = BillWords(
        paymentPart: "Payment part",
        receipt: "Receipt",
        account: "Account / Payable to",
        reference: "Reference",
        information: "Additional information",
        currency: "Currency",
        amount: "Amount",
        payableBy: "Payable by",
        payableByBlank: "Payable by (name/address)",
        acceptancePoint: "Acceptance point",
        separate: "Separate before paying in"
    )
}
