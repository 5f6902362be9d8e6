import ContactRules
import Dunning
import Testing

struct WindowRuleTests {
    static let hours =
        "kind = \"window\"\nhours = { mon-fri = [\"08:00-12:00\", \"13:00-21:00\"], sat = [], sun = [\"13:00-17:00\"] }"

    @Test(arguments: [
        ("2026-11-18T08:00:00-05:00", "send"), ("2026-11-18T07:59:59-05:00", "2026-11-18T13:00:00Z"),
        ("2026-11-18T12:00:00-05:00", "2026-11-18T18:00:00Z"), ("2026-11-18T20:59:59.999-05:00", "send"),
        ("2026-11-20T21:00:00-05:00", "2026-11-22T18:00:00Z"), ("2026-11-22T17:00:00-05:00", "2026-11-23T13:00:00Z"),
    ])
    func `hours are half-open, on the debtor's clock, day by day`(at: String, expected: String) throws {
        #expect(try Trial(Self.hours)(.sample(at: at)).short == expected)
    }

    @Test func `an open window says when it shuts`() throws {
        let decision = try Trial(Self.hours)(.sample(at: "2026-11-18T09:00:00-05:00"))
        #expect(decision.openUntil?.description == "2026-11-18T17:00:00Z")
    }

    @Test func `every one of several zones must be open`() throws {
        let question = try ContactQuestion.sample(
            at: "2026-11-18T08:30:00-05:00",
            zones: ["America/New_York", "America/Los_Angeles"]
        )
        #expect(
            try Trial("kind = \"window\"\nhours = { daily = [\"08:00-21:00\"] }")(question).short
                == "2026-11-18T16:00:00Z"
        )
    }

    @Test func `a gap opens at the change and an overlap opens at the first of the two`() throws {
        let rule = "kind = \"window\"\nhours = { daily = [\"02:30-03:30\"] }"
        // 02:30 does not exist on 14 March 2027; the clock goes from 02:00 to 03:00.
        #expect(try Trial(rule)(.sample(at: "2027-03-14T01:00:00-05:00")).short == "2027-03-14T07:00:00Z")
        let night = "kind = \"window\"\nhours = { daily = [\"01:30-01:45\"] }"
        #expect(try Trial(night)(.sample(at: "2026-11-01T00:00:00-04:00")).short == "2026-11-01T05:30:00Z")
        #expect(try Trial(night)(.sample(at: "2026-11-01T01:45:00-04:00")).short == "2026-11-01T06:30:00Z")
    }

    @Test func `a holiday has its own hours`() throws {
        let head = "[holidays]\nown = [{ name = \"Day\", on = \"11-18\" }]"
        let rule =
            "kind = \"window\"\nholidays = \"own\"\nhours = { daily = [\"08:00-21:00\"], holidays = [\"10:00-11:00\"] }"
        let trial = try Trial(rule, head: head)
        #expect(try trial(.sample(at: "2026-11-18T09:00:00-05:00")).short == "2026-11-18T15:00:00Z")
        #expect(try trial(.sample(at: "2026-11-18T11:00:00-05:00")).short == "2026-11-19T13:00:00Z")
    }

    @Test func `a holiday of another region does not count for a debtor with two numbers of one region`() throws {
        let head = "[holidays]\nown = [{ name = \"Day\", on = \"11-18\", regions = [\"US-CA\"] }]"
        let rule = "kind = \"window\"\nholidays = \"own\"\nhours = { daily = [\"08:00-21:00\"], holidays = [] }"
        let trial = try Trial(rule, head: head)
        var question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00", channel: .email)
        question.debtor.address = nil
        question.debtor.phones = ["+12125550110", "+12125550111"]
        #expect(trial(question).short == "send")
        question.debtor.phones = ["+12125550110", "+14155550110"]
        #expect(trial(question).short == "2026-11-19T16:00:00Z")
    }

    @Test func `one answer goes out within the closed time in which the debtor wrote, a second one does not`() throws {
        let trial = try Trial("kind = \"window\"\nhours = { daily = [\"08:00-21:00\"] }\nopened_by = [\"reply\"]")
        var question = try ContactQuestion.sample(
            at: "2026-11-18T22:00:00-05:00",
            history: [.in("2026-11-18T21:30:00-05:00")]
        )
        question.contact.replyTo = AnsweredMessage(
            channel: .sms,
            at: try ContactQuestion.instant("2026-11-18T21:30:00-05:00")
        )
        #expect(trial(question).short == "send")
        var answered = question
        var reply = try PastContact.out("2026-11-18T21:40:00-05:00")
        reply.replyTo = question.contact.replyTo
        answered.history.append(reply)
        #expect(trial(answered).short == "2026-11-19T13:00:00Z")
        var unproved = question
        unproved.history = []
        #expect(trial(unproved).short == "2026-11-19T13:00:00Z")
        var late = question
        late.contact.at = try ContactQuestion.instant("2026-11-19T22:00:00-05:00")
        #expect(trial(late).short == "2026-11-20T13:00:00Z")
    }

    @Test func `hours that never open block with the reason`() throws {
        let wish = Fact.Kind.wish(Wish(effect: .inconvenient, days: nil, from: 480, to: 1260, channel: nil))
        let trial = try Trial("kind = \"window\"\nhours = { daily = [\"08:00-21:00\"] }", "kind = \"wish\"")
        let decision = try trial(
            .sample(at: "2026-11-18T15:00:00Z", facts: [.on("2026-11-01T00:00:00Z", wish)])
        )
        #expect(decision.short == "block")
        #expect(decision.objections.first?.verdict == .closed)
    }

    @Test(arguments: [
        ("wish", nil, "send"), ("wish", Fact.Form.oral, "send"), ("written-wish", .written, "send"),
        ("written-wish", .oral, "2026-11-19T13:00:00Z"), ("written-wish", nil, "2026-11-19T13:00:00Z"),
    ])
    func `a convenient time opens the hours, where it must be only one that was agreed in writing`(
        opener: String,
        form: Fact.Form?,
        expected: String
    ) throws {
        let wish = Wish(effect: .convenient, days: nil, from: 1290, to: 1350, channel: nil, form: form)
        let facts = [try Fact.on("2026-11-01T00:00:00Z", .wish(wish))]
        let trial = try Trial(Self.hours + "\nopened_by = [\"\(opener)\"]")
        #expect(try trial(.sample(at: "2026-11-18T22:00:00-05:00", facts: facts)).short == expected)
    }

    @Test(arguments: [
        (Use.home, "2026-11-18T22:00:00Z", "block"), (.work, "send", "send"),
        (.unknown, "2026-11-18T22:00:00Z", "block"),
    ])
    func `a wish for one use stops there and where the use is not known, and opens only there`(
        use: Use,
        stopped: String,
        opened: String
    ) throws {
        var wish = Wish(effect: .inconvenient, days: nil, from: 540, to: 1020, channel: nil, use: .home)
        var question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00")
        question.contact.to?.use = use
        question.facts = [try .on("2026-11-01T00:00:00Z", .wish(wish))]
        #expect(try Trial("kind = \"wish\"")(question).short == stopped)
        (wish.effect, wish.use) = (.convenient, .work)
        question.facts = [try .on("2026-11-01T00:00:00Z", .wish(wish))]
        let never = "kind = \"window\"\nhours = { daily = [\"23:59-24:00\"] }\nopened_by = [\"wish\"]"
        #expect((try Trial(never)(question).short == "send") == (opened == "send"))
    }

    @Test func `a convenient time opens one that is inconvenient, where the rule says so`() throws {
        let inconvenient = Wish(effect: .inconvenient, days: nil, from: 0, to: 1440, channel: nil)
        let convenient = Wish(effect: .convenient, days: nil, from: 780, to: 840, channel: nil)
        let facts = try [inconvenient, convenient].map { try Fact.on("2026-11-01T00:00:00Z", .wish($0)) }
        let question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00", facts: facts)
        #expect(try Trial("kind = \"wish\"\nopened_by = [\"wish\"]")(question).short == "2026-11-18T18:00:00Z")
        #expect(try Trial("kind = \"wish\"")(question).short == "block")
    }
}
