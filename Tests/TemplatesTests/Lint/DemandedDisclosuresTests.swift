import Dunning
import Testing

@testable import Templates

struct DemandedDisclosuresTests {
    /// A place that demands one text of every email.
    private struct Law: DisclosureLaw {
        func knows(_ place: String) -> Bool { place == "US" || place == "DE" }

        func demands(in place: String, channel: Channel, purpose: Purpose, role: Role?) -> [DemandedText] {
            guard place == "US", channel == .email, purpose == .reminder else { return [] }
            return [
                DemandedText(disclosure: DisclosureID(trusted: "opt-out"), rule: "us.out", citation: "12 CFR 1006.6(e)")
            ]
        }
    }

    private func trial(_ serves: String, _ more: [String: String] = [:]) -> LintTrial {
        let manifest = LintTrial.manifest("\"email\", \"sms\"", "serves = [\(serves)]")
        return LintTrial(changes: ["reminder/template.toml": manifest].merging(more) { $1 }, law: Law())
    }

    @Test func `a text that a served place demands is missed in each language that lacks it`() throws {
        #expect(trial("\"DE\"").found() == [])
        let finding = try #require(trial("\"US\"").report().findings.first)
        #expect(finding.rule == "disclosure.text" && finding.place.file == "templates/reminder/de")
        #expect(
            finding.message
                == "US demands `opt-out` for email (us.out: 12 CFR 1006.6(e)), and there is none in de"
        )
        #expect(trial("\"US\"", ["_disclosures/opt-out/de.email.mustache": "Abmelden: {{optOut.link}}"]).found() == [])
        #expect(
            trial("\"US\"", ["_disclosures/opt-out/en.email.mustache": "Out: {{optOut.link}}"]).rules() == [
                "disclosure.text"
            ]
        )
    }

    @Test func `a demanded text that would not be seen is found`() {
        let hidden =
            "<html lang=\"de\"><body><p>{{debtor.name}}: {{amountDue}} sind offen.</p><p hidden>{{#disclosures}}{{text}}{{/disclosures}}</p></body></html>"
        var trial = trial(
            "\"US\"",
            [
                "_disclosures/opt-out/de.email.mustache": "Abmelden: {{optOut.link}}",
                "reminder/de/email.html.mustache": hidden,
            ]
        )
        trial.action.debtor.address?.country = "US"
        #expect(trial.rules() == ["sample.refused"])
    }

    @Test func `a place that the rules do not know is told, and one that is no code is refused`() {
        #expect(trial("\"GB\"").found() == ["serves.unknown template.toml 4 10"])
        #expect(trial("\"England\"").rules() == ["manifest"])
    }
}
