import Dunning
import Testing

@testable import Templates

struct SectionCheckTests {
    /// The rule, a text that breaks it with its column, and the text mended.
    @Test(arguments: [
        (
            "section.never", "{{^isBusiness}}{{#isBusiness}}a{{/isBusiness}}{{/isBusiness}}", 16,
            "{{#isBusiness}}a{{/isBusiness}}"
        ),
        (
            "section.never", "{{#isConsumer}}{{#isBusiness}}a{{/isBusiness}}{{/isConsumer}}", 16,
            "{{#isConsumer}}a{{/isConsumer}}"
        ),
        ("section.never", "{{^due}}a{{/due}}", 1, "{{^account}}a{{/account}}"),
        (
            "section.never",
            "{{#daysOverdue.isOne}}{{#daysOverdue.isZero}}a{{/daysOverdue.isZero}}{{/daysOverdue.isOne}}", 23,
            "{{#daysOverdue.isOne}}a{{/daysOverdue.isOne}}"
        ),
        ("section.always", "{{#due}}a {{due}}{{/due}}", 1, "a {{due}}"),
        (
            "section.always", "{{#account}}{{#account}}{{account}}{{/account}}{{/account}}", 13,
            "{{#account}}{{account}}{{/account}}"
        ),
        ("section.empty", "{{#account}}{{/account}}a", 1, "{{#account}} {{/account}}a"),
        (
            "section.twice", "{{#account}}a{{/account}}{{#account}}{{account}}{{/account}}", 26,
            "{{#account}}a{{/account}}: {{#account}}{{account}}{{/account}}"
        ),
    ])
    func `a section that says nothing is found`(rule: String, bad: String, column: Int, good: String) {
        func found(_ text: String) -> [String] {
            LintTrial(changes: ["reminder/de/sms.txt.mustache": "{{amountDue}} " + text]).found()
        }
        #expect(found(bad) == ["\(rule) de/sms.txt.mustache 1 \(column + 14)"])
        #expect(found(good) == [])
    }

    @Test func `a value that the template needs is always there`() {
        let manifest = LintTrial.manifest("\"sms\"", "needs = [\"payment.link\"]")
        let text = "{{amountDue}} {{payment.link}}{{^payment.link}}a{{/payment.link}}"
        let trial = LintTrial(changes: ["reminder/template.toml": manifest, "reminder/de/sms.txt.mustache": text])
        #expect(trial.found().contains("section.never de/sms.txt.mustache 1 31"))
    }

    @Test func `a section that opens a value to name its forms asks nothing`() {
        let trial = LintTrial(changes: ["reminder/de/sms.txt.mustache": "{{amountDue}} {{#due}}{{short}}{{/due}}"])
        #expect(trial.found() == [])
    }

    @Test func `what only one caller of a partial knows is no mistake of the partial`() {
        let part = "{{#account}}{{account}}{{/account}}\n"
        let inside = "{{amountDue}} {{#account}}Nr. {{>no}}{{/account}}"
        let one = ["_partials/no.mustache": part, "reminder/de/sms.txt.mustache": inside]
        #expect(LintTrial(changes: one).found() == ["section.always templates/_partials/no.mustache 1 1"])
        let two = one.merging(["reminder/de/email.txt.mustache": "{{debtor.name}} {{amountDue}} {{>no}}\n"]) { $1 }
        #expect(LintTrial(changes: two).found() == [])
    }

    @Test func `other callers of a partial count as well where one template is looked at alone`() {
        let inside = "{{amountDue}} {{#account}}Nr. {{>no}}{{/account}}"
        let files = Sample.files([
            "_partials/no.mustache": "{{#account}}{{account}}{{/account}}\n", "reminder/de/sms.txt.mustache": inside,
            "other/template.toml": LintTrial.manifest("\"sms\""), "other/de/sms.txt.mustache": "{{amountDue}} {{>no}}",
        ])
        let input = LintInput(only: TemplateID(trusted: "reminder"))
        #expect(TemplateLibrary.lint(files: files, with: input).findings.map(\.rule) == [])
    }

    @Test func `each pass of a list is a new one`() {
        let text = "{{amountDue}} {{#invoices}}{{#isPartlyPaid}}a{{/isPartlyPaid}}{{/invoices}}"
        #expect(LintTrial(changes: ["reminder/de/sms.txt.mustache": text]).found() == [])
    }
}
