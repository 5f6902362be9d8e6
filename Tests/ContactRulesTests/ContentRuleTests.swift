import ContactRules
import Dunning
import Testing

struct ContentRuleTests {
    @Test(arguments: [
        ("Please call Jane Doe at 614-555-0115", "send"), ("Your DEBT is open", "block"), ("You owe $412", "block"),
        ("Call Deborah in Debtford", "send"), ("your past  due amount", "block"), ("USD£5", "send"),
        ("5€ are open", "block"),
    ])
    func `barred words are found as whole words, whatever their case`(text: String, expected: String) throws {
        let rule =
            "kind = \"content\"\nbecause = \"it reveals the debt\"\nwords = [\"debt\", \"$\", \"€\", \"past due\"]"
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: .voice, mode: .voicemail)
        question.contact.text = text
        #expect(try Trial(rule)(question).short == expected)
    }

    @Test func `a rule without words bars its whole scope and nothing else`() throws {
        let trial = try Trial("kind = \"content\"\nbecause = \"open cards are barred\"\napplies.modes = [\"postcard\"]")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", channel: .letter, mode: .postcard)).short == "block")
        #expect(try trial(.sample(at: "2026-11-18T15:00:00Z", channel: .letter)).short == "send")
    }

    @Test func `the first message needs the long text, later ones take either`() throws {
        let sent = [try PastContact.out("2026-11-10T12:00:00-05:00")]
        let gate = try Packs.gate()
        for (history, texts, expected) in [
            ([], ["opt-out", "mini-miranda"], "block"), ([], ["opt-out", "mini-miranda-initial"], "send"),
            (sent, ["opt-out", "mini-miranda"], "send"), (sent, ["opt-out", "mini-miranda-initial"], "send"),
            (sent, ["opt-out"], "block"), (sent, ["mini-miranda"], "block"),
        ] {
            var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", role: .collector, history: history)
            question.contact.discloses = Set(texts.map(DisclosureID.init(trusted:)))
            #expect(gate.decide(question).short == expected, "\(texts)")
        }
    }
}
