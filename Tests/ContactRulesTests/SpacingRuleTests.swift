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

    @Test(arguments: [
        ("day", "2026-11-14T05:00:00Z"), ("week", "2026-11-16T05:00:00Z"), ("month", "2026-12-01T05:00:00Z"),
    ])
    func `a wait ends with the day, the week or the month`(turn: String, expected: String) throws {
        // A Friday.
        let history = [try PastContact.in("2026-11-13T12:00:00-05:00", .voice, .conversation)]
        let trial = try Trial(Self.talk + "\nopens_with = \"\(turn)\"")
        #expect(try trial(.sample(at: "2026-11-13T13:00:00-05:00", history: history)).short == expected)
        let opening = try trial(.sample(at: expected, history: history))
        #expect(opening.short == "send")
    }

    @Test func `one channel a week: the others open on Monday, the same one stays open`() throws {
        let rule =
            "kind = \"spacing\"\nafter_words = \"a contact by another channel\"\nopens_with = \"week\"\n"
            + "after = { contact = { key = \"debtor\", channel = \"other\" } }"
        let history = [try PastContact.out("2026-11-17T12:00:00-05:00", .email)]
        let trial = try Trial(rule)
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", history: history)).short == "2026-11-23T05:00:00Z")
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", channel: .email, history: history)).short == "send")
    }

    @Test(arguments: [("first", "2026-11-06T05:00:00Z"), ("last", "2026-11-09T05:00:00Z")])
    func `of several events the first or the last one counts`(measure: String, expected: String) throws {
        let history = try ["2026-11-01", "2026-11-04"].map {
            try PastContact.out("\($0)T12:00:00-05:00", .voice, .conversation)
        }
        let trial = try Trial(Self.talk + "\nopens_on_day = 5\nmeasured_from = \"\(measure)\"")
        #expect(try trial(.sample(at: "2026-11-05T12:00:00-05:00", history: history)).short == expected)
        #expect(try trial(.sample(at: "2026-11-05T12:00:00-05:00", history: history.reversed())).short == expected)
    }

    @Test func `only events behind the first contact of another kind count`() throws {
        let begins = "\nopens_on_day = 5\nbegins_after = { channels = [\"letter\"] }"
        let talk = try PastContact.out("2026-11-04T12:00:00-05:00", .voice, .conversation)
        let trial = try Trial(Self.talk + begins)
        for (letter, expected) in [("2026-11-03", "2026-11-09T05:00:00Z"), ("2026-11-05", "send")] {
            let history = [try PastContact.out("\(letter)T12:00:00-05:00", .letter, mode: .envelope), talk]
            #expect(try trial(.sample(at: "2026-11-05T13:00:00-05:00", history: history)).short == expected)
        }
        #expect(try trial(.sample(at: "2026-11-05T13:00:00-05:00", history: [talk])).short == "send")
    }

    @Test(arguments: [
        (Channel.email, "2026-11-02T12:00:00+01:00", "2026-11-16T23:00:00Z"),
        (.letter, "2026-11-09T12:00:00+01:00", "2026-11-26T23:00:00Z"),
        (.letter, "2026-11-07T12:00:00+01:00", "2026-11-25T23:00:00Z"),
    ])
    func `fourteen days begin the day after an email, and on the third working day after a letter`(
        channel: Channel,
        at: String,
        expected: String
    ) throws {
        let head = "[holidays]\nnational = [{ name = \"Armistice\", on = \"11-11\" }]"
        let rule = """
            kind = "spacing"
            after_words = "the reminder"
            after = { contact = { purposes = ["reminder"] } }
            opens_on_day = 15
            later_start = [{ channels = ["letter"], working_day = 3, holidays = "national" }]
            """
        var question = try ContactQuestion.sample(
            at: "2026-11-12T12:00:00+01:00",
            channel: .email,
            zones: ["Europe/Brussels"]
        )
        question.history = [try .out(at, channel, mode: channel == .letter ? .envelope : nil)]
        #expect(try Trial(rule, head: head)(question).short == expected)
    }

    @Test(arguments: [
        ("opens_on_day = 1\nopens_with = \"day\"", "a wait has one length"), ("", "a wait has one length"),
        ("opens_with = \"year\"", "write one of `day`, `week`, `month`"),
        (
            "opens_after_hours = 1\nlater_start = [{ channels = [\"letter\"], working_day = 3, holidays = \"public\" }]",
            "write `opens_on_day`"
        ),
        ("opens_on_day = 1\nlater_start = [{ channels = [\"letter\"], working_day = 3 }]", "add `holidays`"),
    ])
    func `a wait that cannot be is told`(wait: String, mend: String) throws {
        let said = try Trial.mistakes(of: Self.talk + "\n" + wait)
        #expect(said.contains(mend), "\(said)")
    }
}
