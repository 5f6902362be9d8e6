import ContactRules
import Dunning
import Testing

struct ProofRuleTests {
    static let consent =
        "kind = \"proof\"\n[[rule.demands]]\nany_of = [{ consent = [\"contact\"], form = \"written\", words = \"consent\" }]"

    static func fact(_ channel: Channel?, _ form: Fact.Form, _ scope: Fact.ConsentScope, until: String? = nil) throws
        -> Fact
    {
        let until = try until.map { try ContactQuestion.instant($0) }
        return try .on(
            "2026-11-01T00:00:00Z",
            .consent(channel: channel, value: nil, form: form, scope: scope, until: until)
        )
    }

    @Test func `a consent counts for its channel, form and scope alone`() throws {
        let trial = try Trial(Self.consent)
        let tries: [(Fact?, String)] = [
            (nil, "block"), (try Self.fact(.sms, .written, .contact), "send"),
            (try Self.fact(nil, .written, .contact), "send"),
            (try Self.fact(.voice, .written, .contact), "block"), (try Self.fact(.sms, .oral, .contact), "block"),
            (try Self.fact(.sms, .written, .frequency), "block"),
            (try Self.fact(.sms, .written, .contact, until: "2026-11-18T15:00:00Z"), "block"),
        ]
        for (fact, expected) in tries {
            #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", facts: [fact].compactMap { $0 })).short == expected)
        }
    }

    @Test func `a consent that ends says until when the message may go`() throws {
        let facts = [try Self.fact(.sms, .written, .contact, until: "2026-11-18T16:00:00Z")]
        let decision = try Trial(Self.consent)(.sample(at: "2026-11-18T15:00:00Z", facts: facts))
        #expect(decision.openUntil?.description == "2026-11-18T16:00:00Z")
    }

    @Test(arguments: [("2027-01-15T23:00:00-05:00", "send"), ("2027-01-16T00:00:00-05:00", "block")])
    func `evidence of some days counts through the last of them`(at: String, expected: String) throws {
        let rule =
            "kind = \"proof\"\nrelying_on = { kind = \"procedure\", procedure = \"reg-f-text\" }\n[[rule.demands]]\nany_of = [{ from_debtor = true, days = 60, words = \"a text\" }]"
        let history = [try PastContact.in("2026-11-17T12:00:00-05:00")]
        let relying = [try Fact.on("2026-11-01T00:00:00Z", .procedure(.text, channel: .sms, value: "+16145550110"))]
        #expect(try Trial(rule)(.sample(at: at, history: history, facts: relying)).short == expected)
        #expect(try Trial(rule)(.sample(at: at)).short == "send")
    }
}
