import Dunning

@testable import Templates

/// Small folders, actions and creditors for the tests of this room.
enum Sample {
    static let today = CivilDate(dayNumber: 20_744)  // 2026-10-18
    static let due = CivilDate(dayNumber: 20_727)  // 2026-10-01

    static func euros(_ cents: Int64) -> Money { money(cents, "EUR") }

    static func money(_ minor: Int64, _ code: String) -> Money {
        // A code that is not known would fail every test that shows an amount.
        Money(minor: minor, currency: Currency(code) ?? euro)
    }

    private static let euro = ["EUR"].compactMap(Currency.init)[0]

    static func action(
        locale: String? = "de-DE",
        kind: DebtorKind = .consumer,
        name: String = "Jana Beispiel",
        link: String? = "https://pay.acme.example/D-1",
        data: JSONMembers = [:]
    ) -> Action {
        Action(
            id: ActionID(trusted: "act-1"),
            creditor: CreditorID(trusted: "acme"),
            account: AccountID(trusted: "ACC-1"),
            level: 2,
            plan: .message(.email, TemplateID(trusted: "reminder")),
            debtor: Debtor(
                id: DebtorID(trusted: "P1"),
                kind: kind,
                name: name,
                locale: locale,
                address: PostalAddress(
                    lines: ["Musterstr. 2"],
                    city: "Köln",
                    region: "DE-NW",
                    postalCode: "50667",
                    country: "DE"
                )
            ),
            debt: Debt(
                id: DebtID(trusted: "D-1"),
                kind: .consumer,
                due: due,
                open: euros(123_450),
                invoices: [
                    Invoice(
                        number: "INV-7",
                        issued: CivilDate(dayNumber: 20_697),
                        due: due,
                        amount: euros(103_450),
                        open: euros(103_450)
                    ),
                    Invoice(number: "INV-9", issued: nil, due: due, amount: euros(30_000), open: euros(20_000)),
                ]
            ),
            payment: Payment(link: link, reference: "RF18539007547034"),
            data: data
        )
    }

    /// With everything that an engine may send.
    static func fullAction() -> Action {
        var action = action()
        action.debtor.salutation = .ms
        action.debtor.title = "Dr."
        action.debtor.givenName = "Jana"
        action.debtor.familyName = "Beispiel"
        action.debtor.contactPerson = "Jana Beispiel"
        action.debt.fees = euros(250)
        action.debt.interest = euros(1_234)
        return action
    }

    static let germanLabels = """
        [letter]
        page = "Seite {page} von {pages}"
        account = "Kundennummer"
        debt = "Unser Zeichen"
        phone = "Telefon"
        email = "E-Mail"
        [payment]
        heading = "So bezahlen Sie"
        account_holder = "Empfänger"
        iban = "IBAN"
        bic = "BIC"
        amount = "Betrag"
        reference = "Verwendungszweck"
        scan = "Mit der Banking-App scannen"
        [voice]
        opted_out = "Vielen Dank."
        [salutation]
        ms = "Sehr geehrte Frau {title} {family},"
        neutral = "Guten Tag {name},"
        business = "Sehr geehrte Damen und Herren,"
        [greeting]
        neutral = "Guten Tag {name},"
        business = "Guten Tag,"
        """

    static func creditor(locale: String = "de-DE", role: Role = .creditor) -> Creditor {
        Creditor(
            id: CreditorID(trusted: "acme"),
            name: "Acme Energy GmbH",
            role: role,
            address: ["Beispielweg 1", "10115 Berlin"],
            country: "DE",
            locale: locale,
            phone: "+493012345678",
            email: "billing@acme.example",
            iban: "DE02120300000000202051",
            bic: "BYLADEM1001",
            optOutPage: "https://acme.example/stop"
        )
    }

    static func request(
        _ channel: Channel,
        template: String = "reminder",
        action: Action = Sample.action(),
        creditor: Creditor = Sample.creditor(),
        disclosures: [String] = [],
        optOut: OptOut = OptOut(),
        language: String? = nil
    ) -> CompositionRequest {
        CompositionRequest(
            action: action,
            creditor: creditor,
            template: TemplateID(trusted: template),
            channel: channel,
            today: today,
            disclosures: disclosures.map { DisclosureID(trusted: $0) },
            optOut: optOut,
            language: language
        )
    }

    /// A folder with one template; the given files come on top or in place of its own.
    static func files(_ changes: [String: String] = [:], without: Set<String> = []) -> [SourceFile] {
        var files = [
            "reminder/template.toml": """
            title = "Reminder"
            purpose = "reminder"
            channels = ["email", "sms"]
            """,
            "reminder/de/email.subject.mustache": "Hallo {{debtor.name}}",
            "reminder/de/email.html.mustache": "<html><body><p>{{debtor.name}}: {{amountDue}}</p></body></html>",
            "reminder/de/sms.txt.mustache": "{{creditor.name}}: {{amountDue}}",
            "_disclosures/mini-miranda/de.any.mustache": "Diese Mitteilung stammt von einem Inkassounternehmen.",
        ]
        files.merge(changes) { $1 }
        return files.filter { !without.contains($0.key) }.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
    }

    /// What loading says, one line each.
    static func complaints(_ files: [SourceFile]) -> [String] {
        TemplateLibrary.load(files: files).diagnostics.map(\.description)
    }
}
