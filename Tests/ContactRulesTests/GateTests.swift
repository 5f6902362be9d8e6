import ContactRules
import Dunning
import Testing

struct GateTests {
    @Test func `nothing goes out where no law or clock is known, and the finding says so`() throws {
        let gate = try Packs.gate()
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: .email)
        question.debtor.address = nil
        let nowhere = gate.decide(question)
        #expect(nowhere.short == "block")
        #expect(nowhere.findings.map(\.rule.rawValue) == ["house.place-known"])
        question.debtor.zones = ["Mars/Olympus"]
        #expect(gate.decide(question).findings.first?.because.contains("Mars/Olympus") == true)
        question.debtor.zones = []
        question.debtor.address = PostalAddress(city: nil, region: nil, postalCode: nil, country: "XX")
        #expect(gate.decide(question).short == "block")
    }

    @Test func `an unknown region takes in the packs of all regions of its country`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T20:00:00Z", channel: .email)
        question.debtor.address = PostalAddress(city: nil, region: "US-XX", postalCode: nil, country: "US")
        let decision = try Packs.gate().decide(question)
        #expect(Set(decision.jurisdictions.map(\.rawValue)).isSuperset(of: ["us", "us-dc", "us-fl", "us-ma"]))
        #expect(decision.zones.count == 8)
    }

    @Test func `a country without a pack gets the house rules, a country with one does not`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-15T10:00:00Z", channel: .email)
        question.debtor.address = PostalAddress(city: "Nairobi", region: nil, postalCode: nil, country: "KE")
        #expect(try Packs.gate().decide(question).short == "2026-11-16T05:00:00Z")
        question.debtor.address = PostalAddress(city: "Utrecht", region: "NL-UT", postalCode: nil, country: "NL")
        #expect(try Packs.gate().decide(question).short == "send")
    }

    @Test func `disclosures are demanded where nobody checked them, and block where they are missing`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", role: .collector)
        let asked = try Packs.gate().decide(question)
        #expect(asked.short == "send")
        #expect(asked.demands.map(\.rawValue) == ["opt-out", "mini-miranda-initial"])
        question.contact.discloses = []
        let missing = try Packs.gate().decide(question)
        #expect(missing.short == "block")
        #expect(missing.objections.allSatisfy { $0.card.reach == .message })
        question.contact.discloses = Set(asked.demands)
        #expect(try Packs.gate().decide(question).short == "send")
    }

    @Test func `a paid debt ends everything but its confirmation, an operator's hold all`() throws {
        let paid = [try Fact.on("2026-11-01T00:00:00Z", .paid)]
        let hold = [try Fact.on("2026-11-01T00:00:00Z", .hold(until: nil, reason: "complaint"))]
        let gate = try Packs.gate()
        let stopped = gate.decide(try .sample(at: "2026-11-18T15:00:00Z", facts: paid))
        #expect(stopped.short == "block" && stopped.isFinal)
        #expect(
            gate.decide(try .sample(at: "2026-11-18T15:00:00Z", purpose: .paymentConfirmation, facts: paid)).short
                == "send"
        )
        let held = gate.decide(try .sample(at: "2026-11-18T15:00:00Z", facts: hold))
        #expect(held.short == "block" && held.isHold && !held.isFinal)
    }

    @Test func `an opt-out leaves the other channels open and is neither final nor a hold`() throws {
        let facts = [try OptOutRuleTests.optOut("2026-11-01T00:00:00Z")]
        let decision = try Packs.gate().decide(.sample(at: "2026-11-18T15:00:00Z", facts: facts))
        #expect(decision.short == "block" && !decision.isHold && !decision.isFinal)
        #expect(decision.objections.first?.card.reach == .point)
        #expect(
            try Packs.gate().decide(.sample(at: "2026-11-18T15:00:00Z", channel: .email, facts: facts)).short == "send"
        )
    }

    @Test func `a rule holds on its first day and no longer on its last`() throws {
        let hours = "hours = { mon-sat = [], sun = [\"08:00-20:00\"] }"
        let window = "kind = \"window\"\n\(hours)\nin_force = { from = 2026-11-18, to = 2026-11-20 }"
        let trial = try Trial(window)
        let before = try trial(.sample(at: "2026-11-17T12:00:00-05:00"))
        #expect(before.short == "send")
        #expect(before.openUntil?.description == "2026-11-18T05:00:00Z")
        #expect(before.findings.isEmpty)
        #expect(try trial(.sample(at: "2026-11-18T12:00:00-05:00")).short == "2026-11-20T05:00:00Z")
        #expect(try trial(.sample(at: "2026-11-20T00:00:00-05:00")).short == "send")
    }

    @Test func `a rule more never lets more through`() throws {
        let rules = [
            WindowRuleTests.hours, CapRuleTests.rule(1, "3 days"), "kind = \"wish\"", StopRuleTests.attorney,
            "kind = \"window\"\nhours = { daily = [\"10:00-18:00\"] }",
        ]
        let history = [try PastContact.out("2026-11-18T12:00:00-05:00")]
        for hour in 10..<24 {
            let question = try ContactQuestion.sample(at: "2026-11-18T\(hour):30:00Z", history: history)
            var last = try ContactQuestion.instant("2026-11-18T00:00:00Z")
            for count in 1...rules.count {
                var text = ""
                for rule in rules.prefix(count) {
                    text +=
                        rule
                        + "\n[[rule]]\nid = \"t.x\(text.utf8.count)\"\ntitle = \"T\"\ncitation = \"n\"\nsource = \"n\"\nconfidence = \"high\"\nbasis = \"policy\"\n"
                }
                let decision = try Trial(text + "kind = \"opt-out\"")(question)
                let opening: Instant =
                    switch decision.verdict {
                    case .send: question.contact.at
                    case .defer(let until): until
                    case .block: Instant(milliseconds: .max)
                    }
                #expect(opening >= last)
                last = max(last, opening)
            }
        }
    }

    @Test func `findings say why in a sentence with the dates`() throws {
        let history = try (10...16).map { try PastContact.out("2026-11-18T\($0):00:00-05:00", .voice, .noAnswer) }
        let question = try ContactQuestion.sample(
            at: "2026-11-18T22:00:00-05:00",
            channel: .voice,
            role: .collector,
            history: history,
            facts: [.on("2026-11-10T12:00:00-05:00", .attorney(reachable: true, form: nil))]
        )
        let said = try Packs.gate().decide(question).objections.map(\.because)
        #expect(
            said == [
                "A represented consumer is contacted through the attorney only: an attorney who can be reached represents the consumer (told on 10 Nov 2026 12:00).",
                "8:00-21:00 at the consumer's location: it is outside these hours in America/New_York.",
                "Seven calls in seven consecutive days about one debt; three on one day are advised against (policy: no bunching): 7 already in 7 days, 7 allowed.",
            ]
        )
    }
}
