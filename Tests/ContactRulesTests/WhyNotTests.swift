import ContactRules
import Dunning
import Testing

struct WhyNotTests {
    private func ways(_ question: ContactQuestion, _ rules: String..., points: [ContactPoint] = []) throws -> [String] {
        var text = rules[0]
        for (index, rule) in rules.dropFirst().enumerated() {
            text +=
                "\n[[rule]]\nid = \"t.more\(index)\"\ntitle = \"M\"\ncitation = \"n\"\nsource = \"n\"\nconfidence = \"high\""
            text += "\nbasis = \"policy\"\n\(rule)"
        }
        return WhyNot(question, try Trial(text).gate, points: points).ways.map(\.words)
    }

    @Test(arguments: Packs.files("rules/cases", ".jsonl").map(\.path))
    func `every way that is told turns the verdict, and without its changes the gate says otherwise`(
        path: String
    ) throws {
        let gate = try Packs.gate()
        let file = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path == path })
        for contactCase in CaseFile(file).cases.prefix(12) {
            let why = WhyNot(contactCase.question, gate)
            let isSent = why.present.decision.verdict == .send
            #expect(!isSent || (why.ways.isEmpty && why.ends.isEmpty), "\(contactCase.id)")
            #expect(isSent || why.ways.isEmpty != why.ends.isEmpty, "\(contactCase.id)")
            for way in why.ways {
                #expect(gate.decide(way.question).verdict == .send, "\(contactCase.id): \(way.words)")
                #expect(
                    way.changes.count <= 3 && way.question.contact.at == way.from ?? contactCase.question.contact.at
                )
            }
            #expect(why.ways.map(\.changes.count) == why.ways.map(\.changes.count).sorted(), "\(contactCase.id)")
        }
    }

    @Test func `a message that waits is told when, and how else it could go`() throws {
        let question = try ContactQuestion.sample(at: "2026-11-18T22:10:00-05:00")
        #expect(
            try ways(question, SummaryTests.hours + "\napplies.channels = [\"sms\", \"voice\"]\nopened_by = [\"wish\"]")
                == [
                    "from Thu 19 Nov 2026 08:00 in Columbus on", "if it goes by letter to the debtor's address",
                    "if the debtor calls Wednesdays 22:00-23:00 convenient for texts",
                ]
        )
    }

    @Test func `an opt-out leaves the other contact points and the debtor's own word`() throws {
        let question = try ContactQuestion.sample(
            at: "2026-11-18T12:00:00-05:00",
            facts: [.on("2026-11-01T00:00:00Z", .optOut(channel: .sms, value: nil, via: "STOP", about: nil))]
        )
        let email = ContactPoint(channel: .email, value: "jane@example.com", use: .home)
        #expect(
            try ways(question, "kind = \"opt-out\"", points: [email]) == [
                "if it goes by email to jane@example.com", "if a person calls +16145550110",
                "if it goes by letter to the debtor's address", "if the debtor opts in to texts again",
            ]
        )
    }

    @Test func `consents name their form, and texts, words, offers and modes what is to be changed`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00", channel: .voice, mode: .prerecorded)
        question.debtor.address?.city = nil
        question.debtor.address?.postalCode = nil
        let consent =
            "demands = [{ any_of = [{ consent = [\"contact\"], form = \"written\", words = \"consent to calls\" }] }]"
        #expect(
            try ways(question, "kind = \"proof\"\n\(consent)\napplies.modes = [\"prerecorded\"]") == [
                "if it goes by text to +16145550110", "if the debtor gives consent to calls in writing",
                "if it goes as a call by a person instead of a recorded call",
            ]
        )
        question.contact.advertises = true
        #expect(
            try ways(question, "kind = \"stop\"\nbecause = \"no offers\"\napplies.offers = true") == [
                "if it holds no offer"
            ]
        )
        question.contact.text = "You owe us, you still owe us"
        question.contact.discloses = []
        let words = "kind = \"content\"\nbecause = \"words\"\nwords = [\"owe\", \"debt\"]"
        #expect(
            try ways(question, words, "kind = \"disclosure\"\ndemands = \"opt-out\"") == [
                "if the text does not hold the word `owe` and the message holds the text `opt-out`"
            ]
        )
    }

    @Test func `facts that hold it must end, several of them together`() throws {
        let facts = [
            try Fact.on("2026-11-01T00:00:00Z", .dispute(form: .written, reasoned: true, answered: nil)),
            try Fact.on("2026-11-02T00:00:00Z", .hold(until: nil, reason: "complaint")),
        ]
        let question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00", facts: facts)
        let dispute = "kind = \"stop\"\nbecause = \"disputed\"\nfacts = [{ kind = \"dispute\" }]"
        let hold = "kind = \"stop\"\nbecause = \"held\"\nfacts = [{ kind = \"hold\" }]"
        #expect(
            try ways(question, dispute, hold, SummaryTests.hours) == [
                "if the dispute is answered and whoever put it on hold releases it, from Thu 19 Nov 2026 08:00 in Columbus on"
            ]
        )
    }

    @Test func `a release ends a fact that has no end of its own`() throws {
        let question = try ContactQuestion.sample(
            at: "2026-11-18T12:00:00-05:00",
            facts: [.on("2026-11-01T00:00:00Z", .cease(form: .written, via: "letter"))]
        )
        let stop = "kind = \"stop\"\nbecause = \"no more\"\nfacts = [{ kind = \"cease\" }]"
        #expect(try ways(question, stop) == ["if the debtor takes back the wish for no more contact"])
    }

    @Test func `a notice that is missing must go out first, and its wait counts`() throws {
        let wait = """
            kind = "spacing"
            after_words = "the first letter"
            after = { fact = { kind = "notice", notice = "collection" } }
            opens_on_day = 7
            needs_event = true
            """
        #expect(
            try ways(.sample(at: "2026-11-18T12:00:00-05:00"), wait) == [
                "if the first letter is on record, from Wed 25 Nov 2026 00:00 in Columbus on"
            ]
        )
    }

    @Test func `where nothing helps, the rules are told that end it`() throws {
        let stop = "kind = \"stop\"\nreach = \"debtor\"\nbecause = \"died\"\nfacts = [{ kind = \"deceased\" }]"
        let question = try ContactQuestion.sample(
            at: "2026-11-18T12:00:00-05:00",
            facts: [.on("2026-11-01T00:00:00Z", .deceased)]
        )
        let why = WhyNot(question, try Trial(stop).gate)
        #expect(why.ways.isEmpty && why.ends.map(\.rule.rawValue) == ["t.r0"])
        #expect(why.json["ends"]?.array?.count == 1 && why.json["verdict"] == "block")
    }

    @Test func `a message that may go now has nothing to be changed`() throws {
        let why = WhyNot(try .sample(at: "2026-11-18T12:00:00-05:00"), try Trial(SummaryTests.hours).gate)
        #expect(why.ways.isEmpty && why.ends.isEmpty && why.present.decision.verdict == .send)
    }
}
