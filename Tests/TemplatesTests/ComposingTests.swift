import Dunning
import Testing

@testable import Templates

struct ComposingTests {
    private func library(_ changes: [String: String] = [:], without: Set<String> = []) throws -> TemplateLibrary {
        let (library, diagnostics) = TemplateLibrary.load(files: Sample.files(changes, without: without))
        return try #require(library, "\(diagnostics)")
    }

    private func sms(
        _ template: String,
        _ request: CompositionRequest = Sample.request(.sms),
        _ changes: [String: String] = [:]
    ) throws -> String {
        let files = changes.merging(["reminder/de/sms.txt.mustache": template]) { $1 }
        let message = try library(files).compose(request)
        guard case .sms(let sms) = message.content else { return "no text message" }
        return sms.text
    }

    private func email(
        _ changes: [String: String] = [:],
        _ request: CompositionRequest = Sample.request(.email)
    ) throws -> ComposedEmail {
        guard case .email(let email) = try library(changes).compose(request).content else {
            throw CompositionError.noChannel(request.template, .email)
        }
        return email
    }

    @Test(arguments: [
        ("{{amountDue.minor}} {{amountDue.currency}} {{amountDue.plain}}", "123450 EUR 1234.50"),
        ("{{due}}, {{due.short}}, {{due.iso}}", "1. Oktober 2026, 1.10.2026, 2026-10-01"),
        ("{{payBy.iso}} {{today.iso}}", "2026-10-28 2026-10-18"),
        ("{{daysOverdue}}{{^daysOverdue.isOne}} Tage{{/daysOverdue.isOne}}", "17 Tage"),
        (
            "{{#invoices}}{{number}}/{{open.minor}}/{{#issued}}{{issued.iso}}{{/issued}} {{/invoices}}{{invoiceCount}}",
            "INV-7/103450/2026-09-01 INV-9/20000/ 2"
        ),
        ("{{billed.minor}} {{#paid}}{{paid.minor}}{{/paid}}", "133450 10000"),
        ("{{creditor.iban}}|{{creditor.iban.plain}}", "DE02 1203 0000 0000 2020 51|DE02120300000000202051"),
        ("{{#creditor.address}}{{.}};{{/creditor.address}}", "Beispielweg 1;10115 Berlin;"),
        ("{{#isConsumer}}c{{/isConsumer}}{{#isBusiness}}b{{/isBusiness}}{{^isCollector}}o{{/isCollector}}", "co"),
        (
            "{{^originalCreditor}}none{{/originalCreditor}} {{level}} {{account}} {{transferReference}}",
            "none 2 ACC-1 RF18539007547034"
        ),
        ("{{optOut.word}} {{optOut.key}} {{optOut.link}}", "STOP 9 https://acme.example/stop"),
        ("{{language}} {{direction}}", "de ltr"),
        ("{{totalDue.minor}}{{#hasCharges}} more{{/hasCharges}} {{daysUntilDue}}", "123450 0"),
        (
            "{{#daysOverdue.plural.other}}Tage{{/daysOverdue.plural.other}}{{#daysOverdue.plural.one}}!{{/daysOverdue.plural.one}}",
            "Tage"
        ),
        ("{{invoiceNumbers}}", "INV-7 und INV-9"),
    ])
    func `values look as the catalogue says`(template: String, expected: String) throws {
        #expect(try sms(template) == expected)
    }

    @Test func `every field of the catalogue can be used`() throws {
        let labels = ["_labels/de.toml": Sample.germanLabels]
        let request = Sample.request(.sms, action: Sample.fullAction())
        // Fields of elements need their list; the others are for messages that this is none of.
        let others = [
            "attempt", "invoices.", "disclosures.", "originalCreditor", "recoveryCost", "payment.linkExpires",
        ]
        for field in FieldCatalogue.fields where field.kind == .text {
            guard !others.contains(where: { field.name.hasPrefix($0) }), field.name != "interest.rate" else { continue }
            let text = try sms("{{\(field.name)}}", request, labels)
            #expect(!text.isEmpty, "\(field.name)")
        }
    }

    @Test func `data of the engine's own is shown, amounts of it localised`() throws {
        let manifest =
            "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"sms\"]\nneeds = [\"data.plan\"]\noptional = [\"data.fee\"]\n"
        let fee: JSON = ["minor": 250, "currency": "EUR"]
        let changes = [
            "reminder/template.toml": manifest,
            "reminder/de/sms.txt.mustache": "{{data.plan}} {{#data.fee}}{{data.fee.minor}}{{/data.fee}}",
        ]
        let (library, _) = TemplateLibrary.load(files: Sample.files(changes))
        let good = Sample.request(.sms, action: Sample.action(data: ["plan": "Basis", "fee": fee]))
        guard case .sms(let sms)? = try library?.compose(good).content else { return #expect(library != nil) }
        #expect(sms.text == "Basis 250")
        #expect {
            try library?.compose(Sample.request(.sms))
        } throws: { error in
            guard case .missing(let values)? = error as? CompositionError else { return false }
            return values.map(\.description) == [
                "reminder/template.toml: {{data.plan}} is missing",
                "templates/reminder/de/sms.txt.mustache:1:1: {{data.plan}} is missing",
            ]
        }
    }

    @Test func `a missing or empty value stops the message, and all of them are told`() throws {
        var action = Sample.action(name: "  ", link: nil)
        action.account = nil
        let library = try library([
            "reminder/de/email.subject.mustache": "{{account}}",
            "reminder/de/email.html.mustache":
                "<p>x</p>\n<p>{{#isConsumer}}{{payment.link}}{{/isConsumer}}</p>\n{{debtor.name}}",
        ])
        #expect {
            try library.compose(Sample.request(.email, action: action))
        } throws: { error in
            guard case .missing(let values)? = error as? CompositionError else { return false }
            return values.map(\.description) == [
                "templates/reminder/de/email.subject.mustache:1:1: {{account}} is missing",
                "templates/reminder/de/email.html.mustache:2:19: {{payment.link}} is missing",
                "templates/reminder/de/email.html.mustache:3:1: {{debtor.name}} is empty",
            ]
        }
    }

    @Test func `a section asks without complaint`() throws {
        let request = Sample.request(.sms, action: Sample.action(link: nil))
        #expect(
            try sms("a{{#payment.link}}{{payment.link}}{{/payment.link}}{{^payment.link}}b{{/payment.link}}", request)
                == "ab"
        )
    }

    @Test func `an amount in a message is what Foundation writes`() throws {
        #expect(try sms("{{amountDue}}") == "1.234,50 €")
        #expect(try email(["reminder/de/email.html.mustache": "{{amountDue}}"]).html == "1.234,50\u{A0}€")
    }

    @Test func `the text part is made of the HTML where there is none`() throws {
        let html = """
            <html><head><title>no</title><style>p {}</style></head><body><div style="display: none">no</div>
            <h1>Hallo</h1><p>Bitte  zahlen &amp;<br>bald.</p><ul><li>eins</li><li>zwei</li></ul>
            <table><tr><th>Rechnung</th><td>7</td></tr><tr><td>Offen</td><td>{{amountDue}}</td></tr></table>
            <p><a href="{{payment.link}}">Bezahlen</a> <a href="mailto:{{creditor.email}}">{{creditor.email}}</a></p></body></html>
            """
        #expect(
            try email(["reminder/de/email.html.mustache": html]).text == """
                Hallo

                Bitte zahlen &
                bald.

                - eins
                - zwei

                Rechnung  7
                Offen     1.234,50\u{A0}€

                Bezahlen (https://pay.acme.example/D-1) billing@acme.example

                """
        )
    }

    @Test(
        arguments: [
            ("de-AT", "fr-FR", nil, "de", "de-AT", ["de-AT", "de"]),
            (nil, "de-CH", nil, "de", "de-CH", ["de-CH", "de"]),
            ("pl-PL", "de-DE", nil, "de", "de-DE", ["pl-PL", "pl", "de-DE", "de"]),
            ("DE_at", "fr-FR", nil, "de", "DE_at", ["de-AT", "de"]),
            ("pl-PL", "fr-FR", "de", "de", "de", ["de"]),
        ] as [(String?, String, String?, String, String, [String])]
    )
    func `the locale chain ends at the creditor's default and is on record`(
        debtor: String?,
        creditor: String,
        demanded: String?,
        locale: String,
        format: String,
        tried: [String]
    ) throws {
        let message = try library().compose(
            Sample.request(
                .sms,
                action: Sample.action(locale: debtor),
                creditor: Sample.creditor(locale: creditor),
                language: demanded
            )
        )
        #expect(message.locale == locale && message.formatLocale == format && message.localesTried == tried)
    }

    @Test func `no text in a demanded language is an error, never another language`() throws {
        #expect(
            throws: CompositionError.noLocale(
                TemplateID(trusted: "reminder"),
                .sms,
                tried: ["fr"]
            )
        ) { try library().compose(Sample.request(.sms, language: "fr")) }
    }

    @Test func `a region's folder needs only the files that differ`() throws {
        let library = try library(["reminder/de-AT/sms.txt.mustache": "Servus {{debtor.name}}"])
        let action = Sample.action(locale: "de-AT")
        let text = try library.compose(Sample.request(.sms, action: action))
        let mail = try library.compose(Sample.request(.email, action: action))
        #expect("\(text.content)".contains("Servus") && text.locale == "de-AT")
        #expect("\(mail.content)".contains("Hallo Jana"))
    }

    @Test func `unknown templates, channels and unusable links are refused`() throws {
        let library = try library()
        let id = TemplateID(trusted: "remindr")
        #expect(throws: CompositionError.noTemplate(id, nearest: TemplateID(trusted: "reminder"))) {
            try library.compose(Sample.request(.sms, template: "remindr"))
        }
        #expect(throws: CompositionError.noChannel(TemplateID(trusted: "reminder"), .voice)) {
            try library.compose(Sample.request(.voice))
        }
        for link in [
            "javascript:alert(1)", "http://evil.example/", "https://a b", "https://a\"onclick=x",
            "http://localhost.evil/",
        ] {
            #expect(throws: CompositionError.unusable([UnusableValue(field: "payment.link", reason: .notALink)])) {
                try library.compose(Sample.request(.sms, action: Sample.action(link: link)))
            }
        }
    }

    @Test(arguments: ["reminder/de/email.subject.mustache", "reminder/de/email.html.mustache"])
    func `a message of which sections leave nothing is not composed`(path: String) throws {
        let part = String(path.split(separator: "/")[2].replacing(".mustache", with: ""))
        #expect(throws: CompositionError.malformed(part: part, reason: "nothing is left to say")) {
            try email([path: "{{#isBusiness}}x{{/isBusiness}} "])
        }
    }

    @Test func `a creditor that was configured anew is written as it is now`() throws {
        let words = "{{creditor.name}} {{creditor.phone}}"
        let library = try library(["reminder/de/sms.txt.mustache": words])
        var request = Sample.request(.sms)
        func text() throws -> String {
            guard case .sms(let sms) = try library.compose(request).content else { return "no text message" }
            return sms.text
        }
        #expect(try text() == "Acme Energy GmbH +493012345678")
        request.phone = "030 12345678"
        #expect(try text() == "Acme Energy GmbH 030 12345678")
        request.creditor.name = "Acme Power GmbH"
        #expect(try text() == "Acme Power GmbH 030 12345678")
    }

    @Test func `a value that no message could bear stops those that do not show it as well`() throws {
        var action = Sample.action()
        action.debtor.title = String(repeating: "x", count: 2_001)
        #expect(throws: CompositionError.unusable([UnusableValue(field: "debtor.title", reason: .tooLong)])) {
            try sms("Hallo", Sample.request(.sms, action: action))
        }
    }
}
