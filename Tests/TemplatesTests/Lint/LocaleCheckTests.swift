import Testing

@testable import Templates

struct LocaleCheckTests {
    /// English beside the German of the tests.
    private func english(_ sms: String, subject: String = "Hello {{debtor.name}}") -> [String: String] {
        [
            "reminder/en/email.subject.mustache": subject, "reminder/en/sms.txt.mustache": sms,
            "reminder/en/email.html.mustache":
                "<html lang=\"en\"><body><p>{{debtor.name}}: {{amountDue}} is what you have not paid yet.</p></body></html>",
        ]
    }

    @Test func `a payment link in one language and not in the other is found`() {
        let good = "{{creditor.name}}: {{amountDue}}"
        #expect(LintTrial(changes: english(good)).found() == [])
        let bad = LintTrial(changes: english(good + " {{payment.link}}"))
        #expect(bad.found() == ["locale.fields de/sms.txt.mustache 1 1"])
        #expect(bad.report().findings[0].message == "`payment.link` is not in de, but in en")
    }

    @Test func `another form of a value, or another way to address the debtor, says the same`() {
        let trial = LintTrial(changes: english("{{creditor.name}}: {{amountDue.plain}}", subject: "{{greeting}}"))
            .with("_labels/en.toml", Sample.germanLabels)
        #expect(trial.found() == [])
    }

    @Test func `a value that only one of three locales shows is found there`() {
        var changes = english("{{creditor.name}}: {{amountDue}} {{account}}")
        for (path, text) in changes {
            let french = text.replacing(" {{account}}", with: "").replacing("lang=\"en\"", with: "lang=\"fr\"")
            changes[path.replacing("/en/", with: "/fr/")] = french
        }
        #expect(LintTrial(changes: changes).found() == ["locale.fields en/sms.txt.mustache 1 34"])
    }

    @Test func `a part that most locales have is missed in the one that lacks it`() {
        var changes = english("{{creditor.name}}: {{amountDue}}")
        for (path, text) in changes { changes[path.replacing("/en/", with: "/fr/")] = text }
        for locale in ["en", "fr"] {
            changes["reminder/\(locale)/email.txt.mustache"] = "{{debtor.name}}: {{amountDue}} to be paid\n"
        }
        #expect(LintTrial(changes: changes).found() == ["locale.part de"])
    }

    /// The language, a text, and whether a form is lacking.
    @Test(arguments: [
        (
            "pl",
            "{{#invoiceCount.plural.one}}a{{/invoiceCount.plural.one}}{{#invoiceCount.plural.few}}b{{/invoiceCount.plural.few}}",
            true
        ),
        ("pl", "{{#invoiceCount.isOne}}a{{/invoiceCount.isOne}}{{^invoiceCount.isOne}}b{{/invoiceCount.isOne}}", true),
        (
            "pl",
            "{{#invoiceCount.plural.one}}a{{/invoiceCount.plural.one}}{{#invoiceCount.plural.few}}b{{/invoiceCount.plural.few}}{{#invoiceCount.plural.many}}c{{/invoiceCount.plural.many}}",
            false
        ),
        ("de", "{{#invoiceCount.isOne}}a{{/invoiceCount.isOne}}{{^invoiceCount.isOne}}b{{/invoiceCount.isOne}}", false),
        (
            "de",
            "{{#invoiceCount.plural.one}}a{{/invoiceCount.plural.one}}{{#invoiceCount.plural.other}}b{{/invoiceCount.plural.other}}",
            false
        ),
        ("de", "{{#invoiceCount.plural.other}}b{{/invoiceCount.plural.other}}", true),
    ])
    func `a text that counts has every form of its language`(locale: String, text: String, isLacking: Bool) {
        let trial = LintTrial(changes: [
            "reminder/template.toml": LintTrial.manifest("\"sms\""),
            "reminder/\(locale)/sms.txt.mustache": "{{creditor.name}}: {{amountDue}} \(text)",
        ])
        #expect(trial.rules().contains("plural.category") == isLacking, "\(trial.found())")
    }
}
