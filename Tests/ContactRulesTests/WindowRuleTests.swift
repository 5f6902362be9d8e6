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
        let decision = try Trial("kind = \"window\"\nhours = { daily = [] }")(.sample(at: "2026-11-18T10:00:00Z"))
        #expect(decision.short == "block")
        #expect(decision.objections.first?.verdict == .closed)
    }
}
