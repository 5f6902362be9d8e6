import ContactRules
import Dunning
import Testing

struct RuleBookDiffTests {
    private static let hours = """
        kind = "window"
        hours = { mon-sat = ["07:00-21:00"], sun = [] }
        applies = { roles = ["collector"], channels = ["sms", "voice"] }
        in_force = { from = 2026-01-01 }
        """
    private static let calls = """
        kind = "cap"
        limit = 4
        per = ["7 days"]
        counts = { key = "debt" }
        """
    private static let wait = """
        kind = "spacing"
        after = { contact = { key = "debt" } }
        after_words = "the contact"
        opens_on_day = 7
        lifted_by = [{ consent = ["frequency"], words = "consent to more" }]
        """

    private func words(_ old: String, _ new: String) throws -> [String] {
        RuleBookDiff(from: try Trial(old).book, to: try Trial(new).book).entries.map(\.words)
    }

    @Test(arguments: [
        (hours, "\"07:00-21:00\"", "\"08:00-21:00\"", "opens 08:00 instead of 07:00, Monday to Saturday (stricter)"),
        (hours, "\"07:00-21:00\"", "\"07:00-22:00\"", "shuts 22:00 instead of 21:00, Monday to Saturday (looser)"),
        (hours, "sun = []", "sun = [\"10:00-12:00\"]", "10:00-12:00 instead of closed, Sunday (looser)"),
        (hours, "\"07:00-21:00\"", "\"07:00-12:00\", \"13:00-22:00\"", "(either)"),
        (
            hours, "[\"collector\"]", "[\"collector\", \"creditor\"]",
            "binds creditors, banks and lenders now, too (stricter)"
        ),
        (hours, "[\"sms\", \"voice\"]", "[\"sms\"]", "channels: no longer calls (looser)"),
        (hours, "2026-01-01", "2026-06-01", "in force from 2026-06-01 instead of 2026-01-01 (looser)"),
        (calls, "limit = 4", "limit = 3", "limit: 3 instead of 4 (stricter)"),
        (calls, "7 days", "8 days", "period: 8 days instead of 7 days (stricter)"),
        (
            calls, "key = \"debt\"", "key = \"debtor\"",
            "contacts to the same debtor instead of contacts about the same debt (either)"
        ),
        (wait, "opens_on_day = 7", "opens_on_day = 6", "opens: at 00:00 of day 6 after the contact instead of"),
        (wait, "consent to more", "consent", "lifted by: consent instead of consent to more (either)"),
        (wait, "lifted_by", "needs_event = true\nlifted_by", "without the event: nothing goes out now (stricter)"),
    ])
    func `a change of one field is told in words, stricter or looser where that is certain`(
        rule: String,
        before: String,
        after: String,
        expected: String
    ) throws {
        let found = try words(rule, rule.replacing(before, with: after))
        #expect(found.count == 1, "\(found)")
        let line = try #require(found.first)
        #expect(line.hasPrefix("t.r0: ") && line.contains(expected), "\(line)")
    }

    @Test func `the same rules have no difference`() throws {
        let book = try #require(Packs.book.book)
        #expect(RuleBookDiff(from: book, to: book).entries.isEmpty)
    }

    @Test func `rules and packs that come and go are told`() throws {
        let one = try Trial(Self.hours).book
        let two = try Trial(Self.hours, Self.calls).book
        #expect(RuleBookDiff(from: one, to: two).entries.map(\.words) == ["t.r1: new rule: Trial (stricter)"])
        #expect(RuleBookDiff(from: two, to: one).entries.map(\.words) == ["t.r1: the rule is gone: Trial (looser)"])
        let ours = try #require(Packs.book.book)
        let entries = RuleBookDiff(from: one, to: ours).entries
        #expect(entries.contains { $0.pack.rawValue == "t" && $0.change.words == "pack “Trial” is gone, 1 rule" })
        #expect(entries.contains { $0.pack.rawValue == "de" && $0.change.words.hasPrefix("new pack “Germany”") })
    }

    @Test func `what only the texts say differently has no effect`() throws {
        let book = try Trial(Self.hours).book
        let entries = RuleBookDiff(from: book, to: try Trial(Self.hours, head: "says = \"Something.\"").book).entries
        #expect(entries.map(\.words) == ["t: what it says of itself is different"])
        #expect(entries.map(\.change.effect) == [.none])
    }
}
