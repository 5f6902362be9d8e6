import ContactRules
import Dunning
import Testing

struct MutationRunTests {
    private static let hours = """
        kind = "window"
        hours = { daily = ["08:00-21:00"] }
        applies.channels = ["sms"]
        """

    /// A case as one line of a case file: a text to Columbus, where it is five hours behind UTC.
    private func line(_ id: String, at: String, expect: String) -> String {
        """
        {"id": "\(id)", "note": "n", "citation": "c", "confidence": "high", "basis": "policy", \
        "contact": {"at": "\(at)", "channel": "sms", "to": {"value": "+16145550110", "line": "mobile", "use": "home"}, \
        "purpose": "reminder", "discloses": null}, "creditor": {"role": "creditor"}, \
        "debtor": {"id": "P1", "kind": "consumer", "relation": "debtor", "address": {"country": "US", \
        "region": "US-OH", "city": "Columbus", "postalCode": "43004"}}, "debt": {"id": "A", "kind": "consumer"}, \
        "history": [], "facts": [], "expect": \(expect)}
        """
    }

    private func file(_ lines: [String]) -> SourceFile {
        SourceFile(path: "c.jsonl", bytes: Array(lines.joined(separator: "\n").utf8))
    }

    @Test func `a change that no case notices survives and is named, one that a case notices does not`() async throws {
        let book = try Trial(Self.hours).book
        let early = line(
            "A",
            at: "2026-11-18T07:30:00-05:00",
            expect: #"{"verdict": "defer", "until": "2026-11-18T13:00:00Z"}"#
        )
        let run = await MutationRun(book, CaseFile(file([early])).cases)
        let survivors = run.packs.flatMap(\.survivors).map(\.change)
        #expect(survivors.contains("every day: shuts 20:00 instead of 21:00"))
        #expect(survivors.contains("applies: channels with letter"))
        #expect(!survivors.contains("every day: opens 07:00 instead of 08:00"))
        #expect(!survivors.contains("the rule is removed"))
        #expect(run.survived == survivors.count && run.tried > run.survived)
    }

    @Test func `without cases everything survives, and a case that fails unbroken is told and left out`() async throws {
        let book = try Trial(Self.hours).book
        let nothing = await MutationRun(book, [])
        #expect(nothing.survived == nothing.tried && nothing.percent == 100)
        let wrong = line("WRONG", at: "2026-11-18T07:30:00-05:00", expect: #"{"verdict": "send"}"#)
        let run = await MutationRun(book, CaseFile(file([wrong])).cases)
        #expect(run.unusable == ["WRONG"] && run.survived == run.tried)
    }

    @Test func `what no contact case can tell is not tried`() async throws {
        let book = try Trial(
            """
            kind = "stop"
            because = "no"
            applies = { channels = ["voice"], modes = ["live", "prerecorded", "voicemail"] }
            """
        ).book
        let run = await MutationRun(book, [])
        let changes = run.packs.flatMap(\.survivors).map(\.change)
        #expect(changes.contains("applies: channels with sms") == false, "a text has no mode, so the modes rule it out")
        #expect(!changes.contains { $0.hasPrefix("zones") }, "a stop without a date reads no clock")
        #expect(changes.contains("applies: modes without voicemail"))
    }

    @Test func `suggested cases can be read, pass, and notice what no case noticed`() async throws {
        let book = try Trial(Self.hours).book
        let early = line(
            "A",
            at: "2026-11-18T07:30:00-05:00",
            expect: #"{"verdict": "defer", "until": "2026-11-18T13:00:00Z"}"#
        )
        let suggested = await CaseSuggestions(book, [file([early])])
        #expect(suggested.unsolved.isEmpty && !suggested.suggestions.isEmpty)
        let all = file([early] + suggested.suggestions.map(\.line))
        let read = CaseFile(all)
        #expect(read.diagnostics.isEmpty, "\(read.diagnostics)")
        let run = await MutationRun(book, read.cases)
        #expect(run.unusable.isEmpty && run.survived == 0, "\(run.packs.flatMap(\.survivors))")
        let again = await CaseSuggestions(book, [all])
        #expect(again.suggestions.isEmpty, "there is nothing left to suggest")
    }

    @Test func `every rule of our packs can be broken in more ways than by removing it, and put into words`() throws {
        let book = try #require(Packs.book.book)
        for pack in book.packs {
            for card in pack.cards {
                let page = try #require(PackPage(pack, rule: card.id)).lines
                #expect(page.count >= 4 && page.contains { $0.hasPrefix("  - ") || $0.hasPrefix("    ") }, "\(card.id)")
            }
        }
    }
}
