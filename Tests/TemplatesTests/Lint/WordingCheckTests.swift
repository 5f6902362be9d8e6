import Dunning
import Testing

@testable import Templates

struct WordingCheckTests {
    private static let topics = """
        [groups]
        EU = ["DE", "FR"]

        [topic.lawsuit]
        severity = "error"
        title = "A lawsuit is named."
        reason = "It may only be announced where it is intended."
        not_purposes = ["statutory-notice"]
        grounds = [{ in = ["US"], cite = "15 U.S.C. § 1692e(5)" }, { in = ["EU"], cite = "2005/29/EC" }]

        [topic.debt]
        severity = "warning"
        title = "A call speaks of a debt."
        reason = "Others may hear it."
        channels = ["voice"]
        grounds = [{ cite = "policy" }]
        """

    private static let german = """
        [[wording]]
        topic = "lawsuit"
        patterns = ["gericht*", "rechtliche * schritte", "klage"]
        better = "warten"

        [[wording]]
        topic = "debt"
        patterns = ["schuld*"]
        better = "nicht davon sprechen"
        """

    private static func book() throws -> WordingBook {
        let files = [
            ("topics.toml", topics), ("de.toml", german),
            ("ja.toml", "[[wording]]\ntopic = \"lawsuit\"\npatterns = [\"裁判\"]\nbetter = \"x\""),
        ]
        let (book, diagnostics) = WordingBook.reading(
            files.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) },
            root: "rules/wording"
        )
        #expect(diagnostics.isEmpty)
        return try #require(book)
    }

    private func trial(_ text: String, _ manifest: String = "") throws -> LintTrial {
        LintTrial(
            changes: [
                "reminder/template.toml": LintTrial.manifest("\"email\", \"sms\"", manifest),
                "reminder/de/sms.txt.mustache": "{{amountDue}} \(text)",
            ],
            wordings: try Self.book()
        )
    }

    @Test(arguments: [
        ("wir gehen vor GERICHT", true), ("gerichtliche Hilfe", true), ("Rechtliche Schritte", true),
        ("rechtliche oder andere Schritte", true), ("rechtliche und auch noch ganz andere Schritte", false),
        ("Klage", true), ("Beklagenswert", false), ("Kla{{#account}}ge{{/account}}", true), ("Klä ge", false),
        ("rechtliche. Schritte", false), ("Schulden", false),
    ])
    func `a wording is found as whole words, whatever their case`(text: String, isFound: Bool) throws {
        #expect(try trial(text).rules() == (isFound ? ["wording.lawsuit"] : []))
    }

    @Test func `the finding names the law of the places that the template serves`() throws {
        let all = try #require(try trial("Klage").report().findings.first)
        #expect(all.message == "`klage`: a lawsuit is named (15 U.S.C. § 1692e(5); 2005/29/EC)")
        #expect(all.mend == "warten" && all.place.column == 15)
        let german = try #require(try trial("Klage", "serves = [\"DE\"]").report().findings.first)
        #expect(german.message == "`klage`: a lawsuit is named (2005/29/EC)")
        #expect(try trial("Klage", "serves = [\"JP\"]").found() == [])
    }

    @Test func `a purpose that may say so is left alone`() throws {
        var trial = try trial("Klage")
        trial.changes["reminder/template.toml"]?.replace("\"reminder\"", with: "\"statutory-notice\"")
        #expect(trial.found() == [])
    }

    @Test func `a script without spaces is searched by its characters`() throws {
        var trial = try trial("offen")
        trial.changes["reminder/ja/sms.txt.mustache"] = "{{amountDue}}は 裁\n判になります"
        #expect(trial.rules().contains("wording.lawsuit"))
    }

    @Test func `a reasoned exception lets it pass, and one without use is told`() throws {
        let allow = "allow = { \"wording.lawsuit\" = \"the creditor's lawyers asked for it\" }"
        #expect(try trial("Klage", allow).found() == [])
        #expect(try trial("offen", allow).found() == ["allow.unused template.toml 4 31"])
        let unknown = "allow = { \"wording.lawsiut\" = \"the creditor's lawyers asked for it\" }"
        #expect(try trial("offen", unknown).report().findings.map(\.mend) == ["did you mean `wording.lawsuit`?"])
        let fixed = "allow = { \"syntax\" = \"we like it that way\" }"
        #expect(try trial("offen", fixed).rules() == ["allow.unknown"])
        #expect(
            try trial("Klage", "allow = { \"wording.lawsuit\" = \"so\" }").rules() == ["manifest"]
        )
    }

    @Test func `mistakes in the lists are told, all at once`() {
        let files = [
            ("topics.toml", Self.topics),
            ("german.toml", "[[wording]]\ntopic = \"lawsiut\"\npatterns = [\"*\"]\nbetter = \"x\""),
        ]
        let (book, diagnostics) = WordingBook.reading(
            files.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) },
            root: "rules/wording"
        )
        #expect(book == nil)
        #expect(
            diagnostics.map(\.message) == [
                "`german` is no language", "no topic is called `lawsiut`", "`*` is no pattern",
            ]
        )
    }
}
