import ContactRules
import Dunning
import Testing

struct StopRuleTests {
    static let attorney =
        "kind = \"stop\"\nreach = \"debtor\"\nbecause = \"a lawyer acts\"\nfacts = [{ kind = \"attorney\", reachable = true }]"

    @Test func `a fact stops for good, and its end opens again`() throws {
        let rule = "kind = \"stop\"\nreach = \"hold\"\nbecause = \"a plan\"\nfacts = [{ kind = \"payment-plan\" }]"
        let trial = try Trial(rule)
        let open = [try Fact.on("2026-11-01T00:00:00Z", .paymentPlan(until: nil))]
        let blocked = try trial(.sample(at: "2026-11-18T15:00:00Z", facts: open))
        #expect(blocked.short == "block")
        #expect(blocked.isHold && !blocked.isFinal)
        let end = try ContactQuestion.instant("2026-12-01T00:00:00Z")
        let ended = [try Fact.on("2026-11-01T00:00:00Z", .paymentPlan(until: end))]
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: ended)).short == "2026-12-01T00:00:00Z")
    }

    @Test func `a release and a later fact with an end lift an earlier one`() throws {
        let trial = try Trial(
            "kind = \"stop\"\nreach = \"hold\"\nbecause = \"disputed\"\nfacts = [{ kind = \"dispute\" }]"
        )
        let open = try Fact.on("2026-11-01T00:00:00Z", .dispute(form: .written, reasoned: true, answered: nil))
        let answered = try Fact.on(
            "2026-11-10T00:00:00Z",
            .dispute(form: .written, reasoned: true, answered: ContactQuestion.instant("2026-11-10T00:00:00Z"))
        )
        let release = try Fact.on("2026-11-10T00:00:00Z", .release(kind: "dispute"))
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [open])).short == "block")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [open, answered])).short == "send")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [release, open])).short == "send")
        let again = try Fact.on("2026-11-12T00:00:00Z", .dispute(form: .written, reasoned: true, answered: nil))
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [open, release, again])).short == "block")
    }

    @Test(arguments: [("2026-11-19T14:59:59Z", "send"), ("2026-11-19T15:00:00Z", "block")])
    func `a fact may bind only some hours after it was told`(at: String, expected: String) throws {
        let facts = [try Fact.on("2026-11-16T15:00:00Z", .attorney(reachable: true, form: .written))]
        let decision = try Trial(Self.attorney + "\nbinds_after_hours = 72")(.sample(at: at, facts: facts))
        #expect(decision.short == expected)
        if expected == "send" { #expect(decision.openUntil?.description == "2026-11-19T15:00:00Z") }
    }

    @Test func `the later word about the attorney counts`() throws {
        let reachable = try Fact.on("2026-11-01T00:00:00Z", .attorney(reachable: true, form: nil))
        let silent = try Fact.on("2026-11-10T00:00:00Z", .attorney(reachable: false, form: nil))
        let trial = try Trial(Self.attorney)
        let stopped = try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [reachable]))
        #expect(stopped.isFinal && stopped.short == "block")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [silent, reachable])).short == "send")
    }

    @Test(arguments: [("2026-11-12T23:59:59-05:00", "2026-11-13T05:00:00Z"), ("2026-11-13T00:00:00-05:00", "send")])
    func `an oral request lapses on its day unless it was confirmed in time`(at: String, expected: String) throws {
        let rule =
            "kind = \"stop\"\nbecause = \"not at work\"\nfacts = [{ kind = \"workplace-prohibited\" }]\nlapses = { on_day = 11, confirmed_within_days = 7 }"
        let trial = try Trial(rule)
        let fact = { (confirmed: String?) in
            let confirmed = try confirmed.map { try ContactQuestion.instant($0) }
            return try Fact.on(
                "2026-11-02T12:00:00-05:00",
                .workplaceProhibited(by: .debtor, form: .oral, confirmed: confirmed)
            )
        }
        #expect(try trial(.sample(at: at, facts: [fact(nil)])).short == expected)
        #expect(try trial(.sample(at: at, facts: [fact("2026-11-09T23:00:00-05:00")])).short == "block")
        #expect(try trial(.sample(at: at, facts: [fact("2026-11-10T00:00:00-05:00")])).short == expected)
    }

    @Test(arguments: [("2026-11-20T23:00:00-05:00", "block"), ("2026-11-21T01:00:00-05:00", "send")])
    func `a dispute stops only within the validation period`(disputed: String, expected: String) throws {
        let question = try ContactQuestion.sample(
            at: "2026-11-25T10:00:00-05:00",
            role: .collector,
            facts: [
                .on("2026-10-14T12:00:00-04:00", .notice(.validation, channel: .letter)),
                .on(disputed, .dispute(form: .written, reasoned: false, answered: nil)),
            ]
        )
        let decision = try Packs.gate().decide(question)
        #expect(decision.short == expected)
        #expect(decision.isHold == (expected == "block"))
    }
}
