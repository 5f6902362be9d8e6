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

    @Test(arguments: [(1, String?.none), (2, "2 already in a day, 2 advised"), (3, "3 already in a day, 2 advised")])
    func `a soft limit warns and lets the message go`(count: Int, caution: String?) throws {
        let trial = try Trial(Self.rule(4, "7 days", "soft = { limit = 2, per = [\"1 day\"] }"))
        let history = try (0..<count).map { try PastContact.out("2026-11-16T1\($0):00:00-05:00") }
        let decision = try trial(.sample(at: "2026-11-16T18:00:00-05:00", history: history))
        #expect(decision.short == "send")
        #expect(decision.openUntil == nil)
        #expect(decision.findings.first?.caution == caution)
        #expect(decision.json["findings"]?.array?.first?["caution"]?.string == caution)
        let later = try trial(.sample(at: "2026-11-17T18:00:00-05:00", history: history))
        #expect(later.findings.first?.caution == nil)
    }

    @Test func `a full count says so, whatever its soft limit`() throws {
        let trial = try Trial(Self.rule(2, "7 days", "soft = { limit = 1, per = [\"30 days\"] }"))
        let history = try (0..<2).map { try PastContact.out("2026-11-16T1\($0):00:00-05:00") }
        let decision = try trial(.sample(at: "2026-11-16T18:00:00-05:00", history: history))
        #expect(decision.short == "2026-11-23T05:00:00Z")
        #expect(decision.findings.first?.caution == nil)
    }

    @Test(arguments: [
        ("creditor", String?.some("c-1"), Use.home, Channel.sms, true), ("creditor", "c-2", .home, .sms, false),
        ("creditor", nil, .home, .sms, true), ("use", "c-2", .home, .sms, true), ("use", "c-1", .work, .sms, false),
        ("use", "c-1", .unknown, .sms, true), ("debtor", "c-2", .work, .sms, true),
    ])
    func `contacts count together by what they have in common`(
        key: String,
        creditor: String?,
        use: Use,
        channel: Channel,
        counts: Bool
    ) throws {
        let trial = try Trial(
            "kind = \"cap\"\nlimit = 1\nper = [\"7 days\"]\ncounts = { key = \"\(key)\" }"
        )
        var past = try PastContact.out("2026-11-16T12:00:00-05:00", channel, debt: "B")
        past.creditor = creditor.map { CreditorID(trusted: $0) }
        past.use = use
        var question = try ContactQuestion.sample(at: "2026-11-16T13:00:00-05:00", history: [past])
        question.creditor = CreditorID(trusted: "c-1")
        #expect((trial(question).short == "send") != counts)
    }

    @Test(arguments: [
        ("same", Channel.sms, true), ("same", .email, false), ("other", .sms, false), ("other", .email, true),
    ])
    func `contacts by the channel asked about count apart from those by others`(
        wanted: String,
        channel: Channel,
        counts: Bool
    ) throws {
        let trial = try Trial(
            "kind = \"cap\"\nlimit = 1\nper = [\"7 days\"]\ncounts = { channel = \"\(wanted)\" }"
        )
        let history = [try PastContact.out("2026-11-16T12:00:00-05:00", channel)]
        let decision = try trial(.sample(at: "2026-11-16T13:00:00-05:00", history: history))
        #expect((decision.short == "send") != counts)
    }
}
