import ContactRules
import Dunning
import Testing

/// What the gate keeps of a place, and of the rules for it, changes no answer.
struct KeptPlacesTests {
    static let rules = [
        """
        kind = "window"
        applies.channels = ["sms", "voice"]
        zones = "all-indicated"
        hours = { daily = ["08:00-20:00"] }
        """,
        """
        kind = "stop"
        applies.routes = ["a2p-10dlc"]
        because = "the carrier bars it"
        reach = "point"
        """,
        """
        kind = "stop"
        applies.roles = ["collector"]
        facts = [{ kind = "dispute" }]
        because = "the debt is disputed"
        """,
        """
        kind = "cap"
        limit = 2
        per = ["7 days"]
        counts = { key = "point" }
        """,
    ]

    @Test func `the same gate answers each of many questions as one that was never asked before`() throws {
        let questions = try Self.questions()
        let kept = try Self.trial()
        // Asked twice, so that the second answer is from what was kept.
        for question in questions { _ = kept(question) }
        for question in questions {
            let fresh = try Self.trial()(question)
            #expect(kept(question).json == fresh.json, "\(question)")
        }
        let answers = Set(questions.map { kept($0).short })
        #expect(answers.count > 3, "nothing is proved by answers that are all alike: \(answers)")
    }

    private static func trial() throws -> Trial { try Trial(rules[0], rules[1], rules[2], rules[3]) }

    /// Questions that differ in one thing each: place, numbers, known zones, channel, role, route, facts, history.
    private static func questions() throws -> [ContactQuestion] {
        let base = try ContactQuestion.sample(at: "2026-11-18T13:30:00-05:00")
        var questions = [base]
        func add(_ change: (inout ContactQuestion) -> Void) {
            var question = base
            change(&question)
            questions.append(question)
        }
        for (country, region, postal) in [("US", "US-CA", "90001"), ("US", nil, nil), ("DE", "DE-BY", "80331")] {
            add { $0.debtor.address = PostalAddress(city: nil, region: region, postalCode: postal, country: country) }
        }
        add { $0.debtor.address = PostalAddress(city: nil, region: nil, postalCode: nil, country: "XX") }
        add { $0.debtor.address = nil }
        add { $0.debtor.address?.postalCode = "90001" }
        for phones in [["+13105550110"], ["+442079460110", "+13105550110"], ["+99955501100"]] {
            add { $0.debtor.phones = phones }
            add {
                $0.debtor.phones = phones
                $0.debtor.address = nil
                $0.contact.to = nil
                $0.contact.channel = .email
            }
        }
        add { $0.debtor.zones = ["Asia/Tokyo"] }
        add { $0.debtor.zones = ["Mars/Olympus"] }
        add { $0.contact.route = "a2p-10dlc" }
        add { $0.contact.route = "other" }
        add { $0.contact.at = $0.contact.at + .seconds(8 * 3600) }
        let dispute = Fact(at: base.contact.at - .seconds(60), .dispute(form: .written, reasoned: true, answered: nil))
        add { $0.facts = [dispute] }
        add {
            $0.facts = [dispute]
            $0.role = .collector
        }
        add { $0.facts = [Fact(at: base.contact.at, .other(kind: "calamity", until: nil))] }
        let contacts = try (1...3).map { try PastContact.out("2026-11-1\($0)T15:00:00Z") }
        add { $0.history = contacts }
        add { $0.history = contacts.reversed() }
        let later = try PastContact.out("2026-11-25T15:00:00Z")
        add { $0.history = contacts + [later] }
        return questions
    }
}
