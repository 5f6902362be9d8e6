import ContactRules
import Dunning
import Testing

struct OptOutRuleTests {
    static func optOut(
        _ at: String,
        _ channels: Fact.Channels? = .sms,
        _ value: String? = "+16145550110",
        about: Purpose? = nil
    ) throws -> Fact {
        try .on(at, .optOut(channel: channels, value: value, via: "STOP", about: about))
    }

    @Test func `the last word on a contact point counts, in whatever order the facts come`() throws {
        let stop = try Self.optOut("2026-11-01T00:00:00Z")
        let start = try Fact.on("2026-11-05T00:00:00Z", .optIn(channel: .sms, value: "+16145550110", via: "START"))
        let again = try Self.optOut("2026-11-10T00:00:00Z")
        let trial = try Trial("kind = \"opt-out\"")
        for (facts, expected) in [([stop], "block"), ([start, stop], "send"), ([again, start, stop], "block")] {
            #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: facts)).short == expected)
        }
    }

    @Test(arguments: [
        (Fact.Kind.optIn(channel: .sms, value: "+16145550110", via: "START"), "2026-12-01T00:00:00Z"),
        (.optIn(channel: nil, value: nil, via: "form"), "2026-12-01T00:00:00Z"),
        (.release(kind: "opt-out"), "2026-12-01T00:00:00Z"),
    ])
    func `a word that takes an opt-out back holds from its date on, not before`(word: Fact.Kind, at: String) throws {
        let facts = [try Self.optOut("2026-11-01T00:00:00Z"), try .on(at, word)]
        let trial = try Trial("kind = \"opt-out\"")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: facts)).short == at)
        #expect(try trial(.sample(at: "2026-11-30T23:59:59.999Z", facts: facts)).short == at)
        #expect(try trial(.sample(at: at, facts: facts)).short == "send")
    }

    @Test(arguments: [
        (Fact.Channels?.some(.sms), String?.some("+16145550110"), "block"), (.some(.sms), nil, "block"),
        (nil, nil, "block"),
        (.some(.sms), "+16145550111", "send"), (.some(.voice), "+16145550110", "send"),
    ])
    func `an opt-out reaches as far as it says`(channel: Fact.Channels?, value: String?, expected: String) throws {
        let facts = [try Self.optOut("2026-11-01T00:00:00Z", channel, value)]
        #expect(try Trial("kind = \"opt-out\"")(.sample(at: "2026-11-18T15:00:00Z", facts: facts)).short == expected)
    }

    @Test func `an email address is the same in capital letters`() throws {
        let facts = [try Self.optOut("2026-11-01T00:00:00Z", .email, "Jane@Example.com")]
        #expect(
            try Trial("kind = \"opt-out\"")(.sample(at: "2026-11-18T15:00:00Z", channel: .email, facts: facts)).short
                == "block"
        )
    }

    @Test func `an opt-out about marketing leaves reminders open`() throws {
        let facts = [try Self.optOut("2026-11-01T00:00:00Z", about: .marketing)]
        let trial = try Trial("kind = \"opt-out\"")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: facts)).short == "send")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", purpose: .marketing, facts: facts)).short == "block")
    }

    @Test(arguments: [("2026-11-18T15:05:00Z", "send"), ("2026-11-18T15:05:00.001Z", "block")])
    func `one confirmation goes out within its minutes`(at: String, expected: String) throws {
        let facts = [try Self.optOut("2026-11-18T15:00:00Z")]
        let trial = try Trial("kind = \"opt-out\"\nconfirmation_minutes = 5")
        #expect(try trial(.sample(at: at, purpose: .optOutConfirmation, facts: facts)).short == expected)
        let history = [try PastContact.out("2026-11-18T15:01:00Z", purpose: .optOutConfirmation)]
        #expect(
            try trial(.sample(at: at, purpose: .optOutConfirmation, history: history, facts: facts)).short == "block"
        )
    }

    @Test(arguments: [("2027-01-30T10:00:00-05:00", "send"), ("2027-01-31T10:00:00-05:00", "block")])
    func `from the last day of January 2027 one STOP ends all automated texts`(at: String, expected: String) throws {
        let consent = Fact.Kind.consent(channel: .sms, value: nil, form: .written, scope: .marketing, until: nil)
        let facts = [
            try Fact.on("2026-06-01T00:00:00Z", consent), try Self.optOut("2026-12-01T00:00:00Z", about: .reminder),
        ]
        let question = try ContactQuestion.sample(at: at, purpose: .marketing, facts: facts)
        #expect(try Packs.gate().decide(question).short == expected)
    }

    @Test(arguments: [(Channel.sms, "block"), (.email, "block"), (.voice, "send"), (.letter, "send")])
    func `an opt-out of all electronic channels closes email and texts`(channel: Channel, expected: String) throws {
        let facts = [try Self.optOut("2026-11-01T00:00:00Z", .electronic, nil)]
        let question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: channel, facts: facts)
        #expect(try Trial("kind = \"opt-out\"")(question).short == expected)
    }

    @Test func `a narrower opt-in opens only its own part`() throws {
        let back = Fact.Kind.optIn(channel: .email, value: "jane@example.com", via: "form")
        let facts = [try Self.optOut("2026-11-01T00:00:00Z", .electronic, nil), try .on("2026-11-02T00:00:00Z", back)]
        let trial = try Trial("kind = \"opt-out\"")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", channel: .email, facts: facts)).short == "send")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", channel: .sms, facts: facts)).short == "block")
    }

    @Test func `the law's last day to stop is told, and Dunlin stops at once`() throws {
        let head = "[holidays]\nfederal = [{ name = \"Thanksgiving\", on = \"11-26\" }]"
        let rule = "kind = \"opt-out\"\ndeadline = { business_days = 10, holidays = \"federal\" }"
        let facts = [try Self.optOut("2026-11-18T10:00:00-05:00")]
        let decision = try Trial(rule, head: head)(.sample(at: "2026-11-18T15:00:00-05:00", facts: facts))
        #expect(decision.short == "block")
        #expect(decision.findings.first?.because.contains("until 3 Dec 2026") == true)
    }
}
