import ContactRules
import Dunning
import Testing

struct CapRuleTests {
    static func rule(_ limit: Int, _ per: String, _ more: String = "") -> String {
        "kind = \"cap\"\nlimit = \(limit)\nper = [\"\(per)\"]\ncounts = { channels = [\"sms\"], not_outcomes = [\"busy\"] }\n\(more)"
    }

    @Test(arguments: [
        ("7 days", "2026-11-22T23:59:59-05:00", "2026-11-23T05:00:00Z"),
        ("7 days", "2026-11-23T00:00:00-05:00", "send"),
        ("week", "2026-11-22T10:00:00-05:00", "2026-11-23T05:00:00Z"),
        ("month", "2026-11-30T23:00:00-05:00", "2026-12-01T05:00:00Z"),
        ("24 hours", "2026-11-17T11:59:59-05:00", "2026-11-17T17:00:00Z"),
        ("1 day", "2026-11-17T00:00:00-05:00", "send"),
    ])
    func `a full period frees its first instant on the calendar`(per: String, at: String, expected: String) throws {
        let history = [try PastContact.out("2026-11-16T12:00:00-05:00")]
        #expect(try Trial(Self.rule(1, per))(.sample(at: at, history: history)).short == expected)
    }

    @Test func `the limit itself is allowed and one more is not`() throws {
        let one = [try PastContact.out("2026-11-16T12:00:00-05:00")]
        let two = one + [try PastContact.out("2026-11-17T12:00:00-05:00")]
        let trial = try Trial(Self.rule(2, "7 days"))
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", history: one)).short == "send")
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00", history: two)).short == "2026-11-23T05:00:00Z")
    }

    @Test func `inbound contacts, left-out outcomes, other channels and other debts do not count`() throws {
        let history = [
            try PastContact.in("2026-11-16T12:00:00-05:00"),
            try PastContact.out("2026-11-16T12:01:00-05:00", .sms, .busy),
            try PastContact.out("2026-11-16T12:02:00-05:00", .email),
            try PastContact.out("2026-11-16T12:03:00-05:00", debt: "B"),
        ]
        #expect(
            try Trial(Self.rule(1, "7 days"))(.sample(at: "2026-11-16T13:00:00-05:00", history: history)).short
                == "send"
        )
    }

    @Test func `a message whose fate is not known counts`() throws {
        let history = [try PastContact.out("2026-11-16T12:00:00-05:00", .sms, .sent)]
        #expect(
            try Trial(Self.rule(1, "1 day"))(.sample(at: "2026-11-16T13:00:00-05:00", history: history)).short
                == "2026-11-17T05:00:00Z"
        )
    }

    @Test func `consent lifts the cap for its days and no longer`() throws {
        let rule = Self.rule(1, "30 days", "lifted_by = [{ consent = [\"frequency\"], days = 7, words = \"consent\" }]")
        let history = [try PastContact.out("2026-11-10T12:00:00-05:00")]
        let kind = Fact.Kind.consent(channel: .sms, value: nil, form: .oral, scope: .frequency, until: nil)
        let facts = [try Fact.on("2026-11-10T12:00:00-05:00", kind)]
        let trial = try Trial(rule)
        let open = try trial(.sample(at: "2026-11-16T23:00:00-05:00", history: history, facts: facts))
        #expect(open.short == "send")
        #expect(open.openUntil?.description == "2026-11-17T05:00:00Z")
        #expect(
            try trial(.sample(at: "2026-11-17T00:00:00-05:00", history: history, facts: facts)).short
                == "2026-12-10T05:00:00Z"
        )
    }

    @Test func `the count begins behind the first conversation where the rule says so`() throws {
        let rule = Self.rule(1, "7 days", "begins_after = { channels = [\"voice\"], outcomes = [\"conversation\"] }")
        let before = [try PastContact.out("2026-11-16T12:00:00-05:00")]
        let talked = before + [try PastContact.out("2026-11-16T13:00:00-05:00", .voice, .conversation)]
        let after = talked + [try PastContact.out("2026-11-16T14:00:00-05:00")]
        let trial = try Trial(rule)
        #expect(try trial(.sample(at: "2026-11-17T12:00:00-05:00", history: talked)).short == "send")
        #expect(try trial(.sample(at: "2026-11-17T12:00:00-05:00", history: after)).short == "2026-11-23T05:00:00Z")
    }

    @Test func `the order of the history does not matter`() throws {
        let history = try (1...5).map { try PastContact.out("2026-11-1\($0)T12:00:00-05:00") }
        let trial = try Trial(Self.rule(3, "7 days"))
        let expected = try trial(.sample(at: "2026-11-16T12:00:00-05:00", history: history)).short
        #expect(expected == "2026-11-20T05:00:00Z")
        #expect(try trial(.sample(at: "2026-11-16T12:00:00-05:00", history: history.reversed())).short == expected)
    }
}
