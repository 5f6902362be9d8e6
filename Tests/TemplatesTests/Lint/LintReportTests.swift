import Dunning
import Testing

@testable import Templates

struct LintReportTests {
    private func report() -> LintReport {
        LintTrial(changes: [
            "reminder/de/sms.txt.mustache": "Bitte  zahlen\n{{debtor.nmae}}",
            "reminder/template.toml": LintTrial.manifest("\"email\", \"sms\"", "levle = 1"),
        ]).report()
    }

    @Test func `text is what compilers write, then the mend and the line`() {
        #expect(
            report().findings.map(\.text) == [
                """
                templates/reminder/template.toml:4:1: error: levle: unknown key [manifest]
                  mend: did you mean `level`?
                  | levle = 1
                """
            ]
        )
        let loaded = LintTrial(changes: ["reminder/de/sms.txt.mustache": "Bitte  zahlen\nä {{debtor.nmae}}"]).report()
        #expect(
            loaded.findings.map(\.text) == [
                """
                templates/reminder/de/sms.txt.mustache:1:6: warning: two blanks [text.spaces]
                  mend: leave one
                  | Bitte  zahlen
                """,
                """
                templates/reminder/de/sms.txt.mustache:2:3: error: no field is called `debtor.nmae` [field.unknown]
                  mend: did you mean `debtor.name`?
                  | ä {{debtor.nmae}}
                """,
            ]
        )
        #expect(loaded.isFailure() && loaded.errors == 1 && loaded.warnings == 1)
    }

    @Test func `warnings fail only where they are asked to`() {
        let report = LintTrial(changes: ["reminder/de/sms.txt.mustache": "Bitte  zahlen {{amountDue}}"]).report()
        #expect(!report.isFailure() && report.isFailure(strict: true))
    }

    @Test func `a long line is cut around the place`() {
        let line = String(repeating: "a", count: 150) + "b" + String(repeating: "c", count: 150)
        let cut = Excerpt.of(line, at: 151)
        #expect(cut.hasPrefix("…a") && cut.hasSuffix("c…") && cut.contains("ab") && cut.count == 102)
    }

    /// What SARIF 2.1.0 demands of a log: sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.28, 3.29, 3.30, 3.49 of the standard.
    @Test func `SARIF has the structure of the standard`() throws {
        let report = LintTrial(changes: [
            "reminder/de/sms.txt.mustache": "Bitte  zahlen {{debtor.nmae}}", "oth er/template.toml": "x",
        ]).report()
        let log = try JSON(parsing: Array(report.sarif(version: "0.1.0").canonical.utf8))
        #expect(log["version"] == "2.1.0" && log["$schema"]?.string?.hasSuffix("sarif-2.1.0.json") == true)
        let runs = try #require(log["runs"]?.array)
        #expect(runs.count == 1 && runs[0]["columnKind"] == "unicodeCodePoints")
        let driver = try #require(runs[0]["tool"]?["driver"])
        #expect(driver["name"]?.string?.isEmpty == false && driver["semanticVersion"] == "0.1.0")
        let rules = try #require(driver["rules"]?.array)
        let ids = rules.compactMap { $0["id"]?.string }
        #expect(ids.count == rules.count && Set(ids).count == ids.count)
        for rule in rules {
            for member in ["shortDescription", "fullDescription", "help"] {
                #expect(rule[member]?["text"]?.string?.isEmpty == false)
            }
            #expect(["error", "warning"].contains(rule["defaultConfiguration"]?["level"]?.string))
        }
        let results = try #require(runs[0]["results"]?.array)
        #expect(results.count == report.findings.count && results.count == 3)
        for result in results {
            let id = try #require(result["ruleId"]?.string)
            let index = try #require(result["ruleIndex"]?.integer)
            #expect(ids[Int(index)] == id && result["message"]?["text"]?.string?.isEmpty == false)
            #expect(["error", "warning"].contains(result["level"]?.string))
            let place = try #require(result["locations"]?.array?.first?["physicalLocation"])
            let uri = try #require(place["artifactLocation"]?["uri"]?.string)
            #expect(!uri.contains(" ") && uri.hasPrefix("templates/"))
            guard let region = place["region"] else { continue }
            #expect(region["startLine"]?.integer ?? 0 > 0 && region["startColumn"]?.integer ?? 0 > 0)
        }
    }

    @Test func `rules have names of their own, and tell what they are about`() {
        let rules = TemplateLibrary.lintRules
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.title.hasSuffix(".") && rule.why.hasSuffix("."), "\(rule.id)")
            #expect(!rule.bad.isEmpty && !rule.good.isEmpty && !rule.source.isEmpty, "\(rule.id)")
        }
    }

    @Test func `a partial without end and files that cannot be read leave the other checks at work`() {
        let trial = LintTrial(changes: [
            "_partials/a.mustache": "{{>b}}", "_partials/b.mustache": "{{>a}}",
            "reminder/de/sms.txt.mustache": "a  b {{>a}}",
            "reminder/de/email.txt.mustache": "\u{7}",
        ])
        #expect(trial.rules().isSuperset(of: ["partial", "text.spaces", "syntax"]))
    }
}
