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

    /// What the value means, and so which members it has and who writes it.
    public enum ValueType: String, Hashable, Sendable {
        case text, flag, list, group, open
        /// Written by the locale; members for figures and for machines.
        case date
        /// Written by the locale; members for machines.
        case amount
        /// Written by the locale; members for the singular, for nothing, and for the plural forms of CLDR.
        case count
        /// Written by the locale.
        case percent
        /// Texts in a row, joined by the locale.
        case series
        /// A line of `_labels/<locale>.toml` with names in it.
        case line

        /// Whether the debtor's locale decides how it looks.
        public var isLocalised: Bool {
            switch self {
            case .date, .amount, .count, .percent, .series, .line: true
            case .text, .flag, .list, .group, .open: false
            }
        }

        /// Of what kind the value is.
        var kind: Kind {
            switch self {
            case .flag: .flag
            case .list: .list
            case .group: .group
            case .open: .open
            case .text, .date, .amount, .count, .percent, .series, .line: .text
            }
        }

        /// What people call it.
        public var words: String {
            switch self {
            case .flag: "true or false"
            case .open: "the engine's own"
            case .series: "texts in a row"
            case .text, .list, .group, .date, .amount, .count, .percent, .line: rawValue
            }
        }
    }

    /// The name, with dots; a field of a list's elements stands behind the list's name.
    public let name: String
    /// What the value means.
    public let type: ValueType
    /// Whether some messages have no such value, so that a template should test it before use.
    public let isOptional: Bool
    /// How it may look in German.
    public let example: String
    /// What it is.
    public let summary: String
    /// Whether it is the same as the field before it in another form, such as `due.short` beside `due`.
    public let isForm: Bool

    /// What kind of value it is.
    public var kind: Kind { type.kind }
}

extension FieldDescription {
    /// A value of the engine's own, such as `data.contract`.
    public init(ofEngine name: String) {
        self.init(
            name: name,
            type: .open,
            isOptional: true,
            example: "",
            summary: "what the engine sends",
            isForm: false
        )
    }
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
        + count("daysOverdue", "17", "days since `due`; 0 before it")
        + count("daysUntilDue", "5", "days until `due`; 0 on it and after it") + [flag("isOverdue", "`due` has passed")]

    private static let amounts =
        money("amountDue", "all that is open") + money("billed", "the sum of the invoices", optional: true)
        + money("paid", "what was paid on the invoices; absent where nothing was", optional: true) + charges

    private static let charges =
        money("fees", "fees for being late, which the engine sends", optional: true)
        + money("interest", "interest for being late: the engine's, or the statutory one", optional: true)
        + [
            field(
                "interest.rate",
                .percent,
                "11,27 %",
                "the yearly rate of statutory interest at present",
                optional: true
            )
        ]
        + money("recoveryCost", "the fixed compensation for recovery costs between businesses", optional: true)
        + [
            flag("hasCharges", "there are fees, interest or recovery costs"),
            flag("isSettled", "nothing is open, nor asked for being late"),
        ]
        + money("totalDue", "`amountDue` with fees, interest and recovery costs; always there")

    private static let invoices =
        [list("invoices", "the invoices, oldest first; may be empty")]
        + [text("invoices.number", "INV-7", "as printed on the invoice")]
        + day("invoices.issued", "the day of issue", optional: true) + day("invoices.due", "the last day to pay")
        + money("invoices.amount", "what was billed") + money("invoices.open", "what is still open")
        + count("invoices.daysOverdue", "17", "days since it was due")
        + [flag("invoices.isPartlyPaid", "something was paid on it")]
        + count("invoiceCount", "1", "how many invoices there are")
        + [field("invoiceNumbers", .series, "INV-7 und INV-9", "the numbers of the invoices", optional: true)]

    private static let people = [
        text("debtor.name", "Jana Beispiel", "how the debtor is addressed"),
        text("debtor.id", "P1", "the engine's name for the debtor"),
        text("debtor.title", "Dr.", "goes with the name", optional: true),
        text("debtor.givenName", "Jana", "the given name", optional: true),
        text("debtor.familyName", "Beispiel", "the family name", optional: true),
        text("debtor.contactPerson", "Jana Beispiel", "who reads letters in a business", optional: true),
        line("salutation", "Sehr geehrte Frau Beispiel,", "the formal first line, by `_labels/`; always there"),
        line("greeting", "Guten Tag Frau Beispiel,", "the warm first line, by `_labels/`; always there"),
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

    private static let payment =
        [text("payment.link", "https://pay.acme.example/D-1", "the page on which to pay", optional: true)]
        + day("payment.linkExpires", "the last day on which the link works", optional: true) + references

    private static let references = [
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
        field(
            "data",
            .open,
            "",
            "what the engine sends; `{\"minor\": 100, \"currency\": \"EUR\"}` becomes an amount, "
                + "`{\"date\": \"2026-12-01\"}` a date",
            optional: true
        ),
    ]

    private static func text(
        _ name: String,
        _ example: String,
        _ summary: String,
        optional: Bool = false
    ) -> FieldDescription {
        field(name, .text, example, summary, optional: optional)
    }

    private static func flag(_ name: String, _ summary: String) -> FieldDescription {
        field(name, .flag, "true", summary)
    }

    private static func list(_ name: String, _ summary: String) -> FieldDescription {
        field(name, .list, "", summary)
    }

    private static func line(_ name: String, _ example: String, _ summary: String) -> FieldDescription {
        field(name, .line, example, summary)
    }

    private static func day(_ name: String, _ summary: String, optional: Bool = false) -> [FieldDescription] {
        [
            field(name, .date, "1. Oktober 2026", summary, optional: optional),
            form(name + ".short", .text, "1.10.2026", "the same in figures", optional),
            form(name + ".iso", .text, "2026-10-01", "the same for machines", optional),
        ]
    }

    private static func money(_ name: String, _ summary: String, optional: Bool = false) -> [FieldDescription] {
        [
            field(name, .amount, "1.234,50 €", summary, optional: optional),
            form(name + ".minor", .text, "123450", "the same in minor units", optional),
            form(name + ".currency", .text, "EUR", "its currency", optional),
            form(name + ".plain", .text, "1234.50", "the same for machines and voices", optional),
        ]
    }

    private static func count(_ name: String, _ example: String, _ summary: String) -> [FieldDescription] {
        [
            field(name, .count, example, summary),
            form(name + ".isOne", .flag, "true", "it is 1: for the singular", false),
            form(name + ".isZero", .flag, "true", "it is 0", false),
            form(name + ".plain", .text, example, "the same for machines and voices", false),
        ]
            + PluralCategory.allCases.map { category in
                let summary = "the language uses its form `\(category.rawValue)` beside it (CLDR)"
                return form("\(name).plural.\(category.rawValue)", .flag, "true", summary, false)
            }
    }

    private static func field(
        _ name: String,
        _ type: FieldDescription.ValueType,
        _ example: String,
        _ summary: String,
        optional: Bool = false
    ) -> FieldDescription {
        FieldDescription(
            name: name,
            type: type,
            isOptional: optional,
            example: example,
            summary: summary,
            isForm: false
        )
    }

    /// The same value in another form.
    private static func form(
        _ name: String,
        _ type: FieldDescription.ValueType,
        _ example: String,
        _ summary: String,
        _ optional: Bool
    ) -> FieldDescription {
        FieldDescription(
            name: name,
            type: type,
            isOptional: optional,
            example: example,
            summary: summary,
            isForm: true
        )
    }
}
