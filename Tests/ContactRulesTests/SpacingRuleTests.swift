import ContactRules
import Dunning
import Testing

struct SpacingRuleTests {
    static let talk =
        "kind = \"spacing\"\nafter_words = \"the talk\"\nafter = { contact = { channels = [\"voice\"], directions = [\"out\", \"in\"], outcomes = [\"conversation\"] } }"

    @Test(arguments: [
        ("opens_on_day = 7", "2026-11-17T05:00:00Z"), ("opens_on_day = 2", "send"),
        ("opens_after_hours = 72", "2026-11-13T17:00:00Z"),
    ])
    func `a wait ends at the beginning of its day, or so many hours later`(wait: String, expected: String) throws {
        let history = [try PastContact.in("2026-11-10T12:00:00-05:00", .voice, .conversation)]
        let decision = try Trial(Self.talk + "\n" + wait)(.sample(at: "2026-11-12T12:00:00-05:00", history: history))
        #expect(decision.short == expected)
    }

    @Test func `the latest event counts, and no event is no wait`() throws {
        let trial = try Trial(Self.talk + "\nopens_on_day = 7")
        let history = [
            try PastContact.out("2026-11-10T12:00:00-05:00", .voice, .conversation),
            try PastContact.out("2026-11-14T12:00:00-05:00", .voice, .conversation),
        ]
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", history: history)).short == "2026-11-21T05:00:00Z")
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00")).short == "send")
    }

    @Test func `where the event must be on record, its absence blocks`() throws {
        let rule =
            "kind = \"spacing\"\nafter_words = \"the notice\"\nneeds_event = true\nopens_on_day = 6\nafter = { fact = { kind = \"notice\", notice = \"collection\" } }"
        let trial = try Trial(rule)
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00")).short == "block")
        let facts = [try Fact.on("2026-11-16T12:00:00-05:00", .notice(.collection, channel: .letter))]
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", facts: facts)).short == "2026-11-22T05:00:00Z")
    }

    @Test(arguments: [("opens_on_day = 48", "send"), ("opens_on_day = 49", "2026-11-19T05:00:00Z")])
    func `the due date starts a wait as well`(wait: String, expected: String) throws {
        let rule = "kind = \"spacing\"\nafter_words = \"the due date\"\nafter = { due = true }\n" + wait
        #expect(try Trial(rule)(.sample(at: "2026-11-18T12:00:00-05:00")).short == expected)
    }
}
