/// One value that templates can use, for the people who write them.
public struct FieldDescription: Hashable, Sendable {
    /// What kind of value it is.
    public enum Kind: String, Hashable, Sendable {
        /// `{{name}}` shows it, `{{#name}}` tests whether it is there.
        case text
        /// `{{#name}}` tests it.
        case flag
        /// `{{#name}}` repeats for each element; its fields are named within.
        case list
        /// Fields under a common name.
        case group
        /// Whatever the engine sends; declared in `template.toml`.
        case open
    }

    /// The name, with dots; a field of a list's elements stands behind the list's name.
    public let name: String
    /// What kind of value it is.
    public let kind: Kind
    /// Whether some messages have no such value, so that a template should test it before use.
    public let isOptional: Bool
    /// How it may look in German.
    public let example: String
    /// What it is.
    public let summary: String
}

/// All values of the view: what lint knows, and what `docs/templates.md` lists.
enum FieldCatalogue {
    static let fields: [FieldDescription] =
        matter + days + amounts + invoices + people + payment + others

    private static let matter = [
        text("level", "2", "how far the escalation has come; 1 = first reminder"),
        text("account", "ACC-1", "the customer relation", optional: true),
        text("action.id", "act-2026-000123", "the engine's name for the action"),
        text("attempt.id", "act-2026-000123.1", "the attempt; ends in `.0` in previews", optional: true),
        text("debt.id", "D-1", "the engine's name for the debt"),
        flag("isBusiness", "the debtor is a business"),
        flag("isConsumer", "the debtor is a consumer"),
        flag("isCollector", "a third party collects, or a buyer of overdue debts"),
    ]

    private static let days =
        day("today", "the date of the message") + day("due", "the last day on which the debt was to be paid")
        + day("payBy", "`today` and the days of `pay_within` in `template.toml`")
        + count("daysOverdue", "17", "days since `due`; 0 before it") + [flag("isOverdue", "`due` has passed")]

    private static let amounts =
        money("amountDue", "all that is open") + money("billed", "the sum of the invoices", optional: true)
        + money("paid", "what was paid on the invoices; absent where nothing was", optional: true)

    private static let invoices =
        [list("invoices", "the invoices, oldest first; may be empty")]
        + [text("invoices.number", "INV-7", "as printed on the invoice")]
        + day("invoices.issued", "the day of issue", optional: true) + day("invoices.due", "the last day to pay")
        + money("invoices.amount", "what was billed") + money("invoices.open", "what is still open")
        + count("invoices.daysOverdue", "17", "days since it was due")
        + [flag("invoices.isPartlyPaid", "something was paid on it")]
        + count("invoiceCount", "1", "how many invoices there are")

    private static let people = [
        text("debtor.name", "Jana Beispiel", "how the debtor is addressed"),
        text("debtor.id", "P1", "the engine's name for the debtor"),
        text("creditor.name", "Acme Energy GmbH", "who writes"),
        text("creditor.phone", "+49 30 12345678", "the number for people", optional: true),
        text("creditor.phone.e164", "+493012345678", "the number for `tel:` and for voices", optional: true),
        text("creditor.email", "billing@acme.example", "where debtors write to", optional: true),
        list("creditor.address", "the lines of the letterhead; `{{.}}` is one line"),
        text("creditor.addressLine", "Beispielweg 1, 10115 Berlin", "the same in one line", optional: true),
        text("creditor.iban", "DE02 1203 0000 0000 2020 51", "the account, in groups of four", optional: true),
        text("creditor.iban.plain", "DE02120300000000202051", "the account without spaces", optional: true),
        text("creditor.bic", "BYLADEM1001", "the bank", optional: true),
        text("originalCreditor", "Stadtwerke Beispiel", "for whom a collector collects", optional: true),
    ]

    private static let payment = [
        text("payment.link", "https://pay.acme.example/D-1", "the page on which to pay", optional: true),
        text("payment.reference", "RF18539007547034", "the reference to give", optional: true),
        text("transferReference", "RF18539007547034", "`payment.reference`, or what comes next best; always there"),
        text("optOut.link", "https://acme.example/stop", "the page on which to opt out", optional: true),
        text("optOut.word", "STOP", "the word to answer with", optional: true),
        text("optOut.key", "9", "the key to press in a call", optional: true),
    ]

    private static let others = [
        list("disclosures", "texts that the rules or the template demand: where they shall stand"),
        text("disclosures.id", "opt-out", "which text it is"),
        text("disclosures.text", "Keine SMS mehr? Antwort: STOP", "the text"),
        flag("disclosures.isOptOut", "it says how to opt out, which belongs at the end"),
        text("language", "de", "BCP 47, of the text that was chosen"),
        text("direction", "ltr", "`ltr` or `rtl`"),
        FieldDescription(
            name: "data",
            kind: .open,
            isOptional: true,
            example: "",
            summary: "whatever the engine sends; `{\"minor\": 100, \"currency\": \"EUR\"}` becomes an amount"
        ),
    ]

    private static func text(
        _ name: String,
        _ example: String,
        _ summary: String,
        optional: Bool = false
    ) -> FieldDescription {
        FieldDescription(name: name, kind: .text, isOptional: optional, example: example, summary: summary)
    }

    private static func flag(_ name: String, _ summary: String) -> FieldDescription {
        FieldDescription(name: name, kind: .flag, isOptional: false, example: "true", summary: summary)
    }

    private static func list(_ name: String, _ summary: String) -> FieldDescription {
        FieldDescription(name: name, kind: .list, isOptional: false, example: "", summary: summary)
    }

    private static func day(_ name: String, _ summary: String, optional: Bool = false) -> [FieldDescription] {
        [
            text(name, "1. Oktober 2026", summary, optional: optional),
            text(name + ".short", "1.10.2026", "the same in figures", optional: optional),
            text(name + ".iso", "2026-10-01", "the same for machines", optional: optional),
        ]
    }

    private static func money(_ name: String, _ summary: String, optional: Bool = false) -> [FieldDescription] {
        [
            text(name, "1.234,50 €", summary, optional: optional),
            text(name + ".minor", "123450", "the same in minor units", optional: optional),
            text(name + ".currency", "EUR", "its currency", optional: optional),
            text(name + ".plain", "1234.50", "the same for machines and voices", optional: optional),
        ]
    }

    private static func count(_ name: String, _ example: String, _ summary: String) -> [FieldDescription] {
        [
            text(name, example, summary),
            flag(name + ".isOne", "it is 1: for the singular"),
            flag(name + ".isZero", "it is 0"),
            text(name + ".plain", example, "the same for machines and voices"),
        ]
    }
}
