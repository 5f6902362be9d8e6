import Dunning
import Testing

@testable import Templates

struct MessageCheckTests {
    private static let page = LintTrial.page

    private static let voice = """
        <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="de"><s>Guten Tag.</s>\
        <s>Hier ist {{creditor.name}}.</s><s>{{debtor.name}}, bitte rufen Sie uns an.</s>\
        {{#disclosures}}<s>{{text}}</s>{{/disclosures}}</speak>
        """

    private static let call = [
        "reminder/template.toml": LintTrial.manifest("\"voice\"", "discloses = { voice = [\"opt-out\"] }"),
        "reminder/de/voice.ssml.mustache": voice, "_labels/de.toml": Sample.germanLabels,
        "_disclosures/opt-out/de.voice.mustache": "Für keine weiteren Anrufe drücken Sie die {{optOut.key}}.",
    ]

    /// The parts that a template for calls has no use for.
    private static let silent: Set = [
        "reminder/de/email.subject.mustache", "reminder/de/email.html.mustache", "reminder/de/sms.txt.mustache",
    ]

    /// The rule, the part, a text that breaks it, and a text that does not.
    @Test(arguments: [
        (
            "subject.length", "email.subject", "Hallo {{debtor.name}}, " + String(repeating: "bitte ", count: 12),
            "Hallo {{debtor.name}}"
        ),
        ("mail.lang", "email.html", page.replacing(" lang=\"de\"", with: ""), page),
        ("mail.size", "email.html", page.replacing("offen", with: String(repeating: "offen ", count: 20_000)), page),
        (
            "mail.text", "email.html",
            "<html lang=\"de\"><body><img src=\"https://a.org/b.png\" alt=\"\">{{amountDue}}</body></html>", page
        ),
        (
            "sms.segments", "sms.txt", "{{amountDue}} " + String(repeating: "Wort und ", count: 40),
            "{{amountDue}} offen"
        ),
    ])
    func `a message that is too long or too empty is found`(rule: String, part: String, bad: String, good: String) {
        func trial(_ text: String) -> LintTrial { LintTrial(changes: ["reminder/de/\(part).mustache": text]) }
        #expect(trial(bad).found().contains("\(rule) de/\(part).mustache 1 1"), "\(trial(bad).found())")
        #expect(trial(good).found() == [])
    }

    @Test func `a budget of the template's own holds in place of the usual one`() {
        let text = "{{amountDue}} " + String(repeating: "Wort ", count: 40)
        func rules(_ segments: Int) -> Set<String> {
            let manifest = LintTrial.manifest("\"email\", \"sms\"", "budget = { sms_segments = \(segments) }")
            return LintTrial(changes: ["reminder/template.toml": manifest, "reminder/de/sms.txt.mustache": text])
                .rules()
        }
        #expect(rules(1) == ["sms.segments"])
        #expect(rules(2) == [])
    }

    @Test func `long names and links make a warning of what samples allow`() throws {
        let text =
            "{{creditor.name}}: {{debtor.name}}, {{amountDue}} {{payment.link}} "
            + String(repeating: "Wort und ", count: 24)
        let report = LintTrial(changes: ["reminder/de/sms.txt.mustache": text]).report()
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1 && finding.rule == "sms.segments" && finding.severity == .warning)
        #expect(finding.message == "3 segments in GSM-7 with long values, 2 at most")
    }

    @Test func `a call that says who calls, no debt and the way out is clean`() {
        #expect(LintTrial(changes: Self.call, without: Self.silent).found() == [])
    }

    /// The rule, what is changed in the script or the manifest, and what becomes of it.
    @Test(arguments: [
        ("voice.identity", "Hier ist {{creditor.name}}.", "Eine Nachricht für Sie."),
        ("voice.debt", "bitte rufen Sie uns an", "Sie haben {{amountDue}} offen"),
        ("voice.length", "bitte rufen Sie uns an", String(repeating: "bitte rufen Sie uns recht bald an, ", count: 30)),
        ("voice.opt-out", "discloses = { voice = [\"opt-out\"] }", ""),
    ])
    func `a call without a name, with a debt, too long or without a way out is found`(
        rule: String,
        good: String,
        bad: String
    ) {
        let changes = Self.call.mapValues { $0.replacing(good, with: bad) }
        #expect(LintTrial(changes: changes, without: Self.silent).rules() == [rule])
    }

    /// A press that counts as many pages as the body has paragraphs.
    private struct Paragraphs: PageCounter {
        func pages(of letter: ComposedLetter, in composition: Composition, for request: CompositionRequest) -> Int? {
            letter.body.split(separator: "<p>").count
        }
    }

    @Test func `a letter of more pages than its budget is found`() {
        func rules(_ pages: Int) -> Set<String> {
            let body = String(repeating: "<p>{{debtor.name}} {{amountDue}}</p>", count: pages)
            let manifest = LintTrial.manifest("\"letter\"")
            return LintTrial(
                changes: [
                    "reminder/template.toml": manifest, "reminder/de/letter.html.mustache": body,
                    "_labels/de.toml": Sample.germanLabels,
                ],
                press: Paragraphs()
            ).rules()
        }
        #expect(!rules(2).contains("letter.pages"))
        #expect(rules(3).contains("letter.pages"))
    }

    @Test func `a value that a sample lacks is found where it is shown`() {
        let text = "{{amountDue}} {{data.contract}}"
        let manifest = LintTrial.manifest("\"email\", \"sms\"", "optional = [\"data.contract\"]")
        let trial = LintTrial(changes: ["reminder/template.toml": manifest, "reminder/de/sms.txt.mustache": text])
        #expect(trial.found() == ["sample.refused de/sms.txt.mustache 1 15"])
    }

    @Test func `a template whose needs no sample has is told so`() {
        let manifest = LintTrial.manifest("\"email\", \"sms\"", "needs = [\"data.contract\"]")
        let trial = LintTrial(changes: [
            "reminder/template.toml": manifest, "reminder/de/sms.txt.mustache": "{{amountDue}} {{data.contract}}",
        ])
        #expect(trial.found() == ["sample.none template.toml 4 9"])
    }

    /// A text and the seconds that a voice takes for it, by a clock, give or take a fifth.
    @Test(arguments: [
        (
            "en",
            "<speak><s>Hello.</s><s>This is an automated call from Acme Energy.</s><s>Please call us about your customer account.</s></speak>",
            7.5
        ),
        (
            "de",
            "<speak><s>Guten Tag.</s><break time=\"2s\"/><s>Bitte rufen Sie uns wegen Ihres Kundenkontos an.</s></speak>",
            7.0
        ),
        ("en", "<speak><say-as interpret-as=\"telephone\">+493012345678</say-as></speak>", 5.0),
    ])
    func `the time that a voice takes is estimated`(language: String, script: String, seconds: Double) {
        let estimate = Double(SpeechTime.seconds(of: script, language: language))
        #expect(abs(estimate - seconds) <= seconds * 0.25, "\(estimate)")
    }
}
