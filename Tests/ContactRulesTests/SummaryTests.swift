import ContactRules
import Dunning
import Testing

/// The first line of an explanation, one exact sentence for each kind of ground.
struct SummaryTests {
    static let hours = "kind = \"window\"\nhours = { daily = [\"08:00-21:00\"] }"
    static let workdays = """
        kind = "window"
        holidays = "own"
        hours = { mon-fri = ["08:00-20:00"], sat-sun = [], holidays = [] }
        """
    static let holidays = "[holidays]\nown = [{ name = \"Thanksgiving Day\", nth = 4, weekday = \"thu\", month = 11 }]"

    private func summary(_ question: ContactQuestion, _ rules: String..., head: String = "") throws -> String {
        var text = rules[0]
        for (index, rule) in rules.dropFirst().enumerated() {
            text += """

                [[rule]]
                id = "t.more\(index)"
                title = "More"
                citation = "Act \(index)"
                source = "none"
                confidence = "high"
                basis = "law"
                \(rule)
                """
        }
        return try Trial(text, head: head).gate.explain(question).summary.replacing(
            " (none; policy of the house, not law)",
            with: ""
        )
    }

    @Test(arguments: [
        (
            "2026-11-18T22:00:00-05:00",
            "May be texted from Thu 19 Nov 2026 08:00 in Columbus: quiet hours end at 08:00."
        ),
        (
            "2026-11-18T12:00:00-05:00",
            "May be texted now, until Wed 18 Nov 2026 21:00 in Columbus, when quiet hours begin."
        ),
        ("2026-03-08T01:30:00-05:00", "May be texted from Sun 8 Mar 2026 08:00 in Columbus: quiet hours end at 08:00."),
    ])
    func `hours are told on the debtor's clock`(at: String, expected: String) throws {
        #expect(try summary(.sample(at: at), Self.hours) == expected)
    }

    @Test func `days without hours are named, holidays by their names`() throws {
        let said = try summary(.sample(at: "2026-11-26T10:00:00-05:00"), Self.workdays, head: Self.holidays)
        #expect(
            said == "May be texted from Fri 27 Nov 2026 08:00 in Columbus: there is no contact on "
                + "Thu 26 Nov 2026 (Thanksgiving Day), and quiet hours end at 08:00."
        )
        let weekend = try summary(.sample(at: "2026-11-20T20:00:00-05:00"), Self.workdays, head: Self.holidays)
        #expect(
            weekend == "May be texted from Mon 23 Nov 2026 08:00 in Columbus: there is no contact on "
                + "Sat 21 Nov 2026 and Sun 22 Nov 2026, and quiet hours end at 08:00."
        )
    }

    @Test func `a count tells which contact leaves it, and the hours that come last are told last`() throws {
        let history = try [2, 2, 3, 4, 5].enumerated().map { index, day in
            try PastContact.out("2026-11-0\(day)T1\(index):00:00-05:00", .voice, .noAnswer)
        }
        let cap = "kind = \"cap\"\nlimit = 3\nper = [\"7 days\"]\ncounts = { channels = [\"voice\"] }"
        let question = try ContactQuestion.sample(at: "2026-11-06T10:00:00-05:00", channel: .voice, history: history)
        #expect(
            try summary(question, Self.hours, cap) == "May be called from Tue 10 Nov 2026 08:00 in Columbus: "
                + "the 3rd of 5 calls on this debt, of 3 Nov 2026 12:00, leaves the 7-day window then (Act 0), "
                + "and quiet hours end at 08:00."
        )
    }

    @Test(arguments: [
        (
            "1 day", "the only text on this debt, of 18 Nov 2026 12:00, leaves the day's count then",
            "Thu 19 Nov 2026 00:00"
        ),
        (
            "24 hours", "the only text on this debt, of 18 Nov 2026 12:00, leaves the 24-hour window then",
            "Thu 19 Nov 2026 12:00"
        ),
        (
            "week", "the only text on this debt, of 18 Nov 2026 12:00, leaves the week's count then",
            "Mon 23 Nov 2026 00:00"
        ),
        (
            "month", "the only text on this debt, of 18 Nov 2026 12:00, leaves the month's count then",
            "Tue 1 Dec 2026 00:00"
        ),
    ])
    func `every period of a count has its own words`(period: String, reason: String, opening: String) throws {
        let history = [try PastContact.out("2026-11-18T12:00:00-05:00")]
        let question = try ContactQuestion.sample(at: "2026-11-18T13:00:00-05:00", history: history)
        #expect(
            try summary(question, CapRuleTests.rule(1, period))
                == "May be texted from \(opening) in Columbus: \(reason)."
        )
    }

    @Test func `a wait tells the event with its date, and a notice how it went out`() throws {
        let talk = try PastContact.out("2026-11-16T10:00:00-05:00", .voice, .conversation)
        let wait = """
            kind = "spacing"
            after_words = "the conversation"
            after = { contact = { channels = ["voice"], outcomes = ["conversation"] } }
            opens_on_day = 7
            """
        let question = try ContactQuestion.sample(at: "2026-11-18T10:00:00-05:00", channel: .voice, history: [talk])
        #expect(
            try summary(question, wait) == "May be called from Mon 23 Nov 2026 00:00 in Columbus: "
                + "the wait after the conversation of 16 Nov 2026 ends then."
        )
        let notice = wait.replacing(
            "{ contact = { channels = [\"voice\"], outcomes = [\"conversation\"] } }",
            with: "{ fact = { kind = \"notice\" } }"
        )
        .replacing("the conversation", with: "the notice")
        let noticed = try ContactQuestion.sample(
            at: "2026-11-18T10:00:00-05:00",
            facts: [.on("2026-11-16T10:00:00-05:00", .notice(.validation, channel: .letter))]
        )
        #expect(
            try summary(noticed, notice) == "May be texted from Mon 23 Nov 2026 00:00 in Columbus: "
                + "the wait after the notice of 16 Nov 2026 (by letter) ends then."
        )
    }

    @Test func `an inconvenient time and a convenient one are the debtor's own words`() throws {
        func wish(_ effect: Wish.Effect) throws -> Fact {
            let wish = Wish(effect: effect, days: nil, from: 12 * 60, to: 13 * 60, channel: nil)
            return try .on("2026-11-10T12:00:00-05:00", .wish(wish))
        }
        let noon = try ContactQuestion.sample(at: "2026-11-18T12:30:00-05:00", facts: [wish(.inconvenient)])
        #expect(
            try summary(noon, "kind = \"wish\"") == "May be texted from Wed 18 Nov 2026 13:00 in Columbus: "
                + "the time that the debtor called inconvenient ends at 13:00, told on 10 Nov 2026 12:00."
        )
        let night = "kind = \"window\"\nhours = { daily = [\"18:00-21:00\"] }\nopened_by = [\"wish\"]"
        let morning = try ContactQuestion.sample(at: "2026-11-18T09:00:00-05:00", facts: [wish(.convenient)])
        #expect(
            try summary(morning, night) == "May be texted from Wed 18 Nov 2026 12:00 in Columbus: "
                + "a time begins at 12:00 that the debtor called convenient."
        )
    }

    @Test(arguments: [
        (Fact.Kind.dispute(form: .written, reasoned: true, answered: nil), "(in writing)", "the dispute is answered"),
        (.attorney(reachable: true, form: nil), "", "the attorney no longer acts for the debtor"),
        (
            .cease(form: .written, via: "letter"), "(in writing by letter)",
            "the debtor takes back the wish for no more contact"
        ),
        (.moratorium(name: "breathing-space", debts: nil, until: nil), "(breathing-space)", "the moratorium is over"),
        (.hold(until: nil, reason: "complaint"), "(complaint)", "whoever put it on hold releases it"),
        (.writingOnly(via: "email"), "(by email)", "the debtor takes back the wish for contact in writing only"),
    ])
    func `a fact is told with its date, how it was told, and what would end it`(
        kind: Fact.Kind,
        told: String,
        condition: String
    ) throws {
        let stop = "kind = \"stop\"\nbecause = \"it stands in the way\"\nfacts = [{ kind = \"\(kind.name.rawValue)\" }]"
        let question = try ContactQuestion.sample(
            at: "2026-11-18T10:00:00-05:00",
            channel: .email,
            facts: [.on("2026-11-10T12:00:00-05:00", kind)]
        )
        let how = told.isEmpty ? "" : " \(told)"
        #expect(
            try summary(question, stop) == "May not be emailed: it stands in the way, told on 10 Nov 2026 12:00\(how). "
                + "It can go out if \(condition)."
        )
    }

    @Test func `what cannot be lifted is said to be final`() throws {
        let stop =
            "kind = \"stop\"\nreach = \"debtor\"\nbecause = \"the debtor has died\"\nfacts = [{ kind = \"deceased\" }]"
        let facts = [try Fact.on("2026-11-10T12:00:00-05:00", .deceased)]
        #expect(
            try summary(.sample(at: "2026-11-18T10:00:00-05:00", channel: .letter, facts: facts), stop)
                == "May not be written to: the debtor has died, told on 10 Nov 2026 12:00. That is final."
        )
    }

    @Test func `missing texts, proofs and wrong words say what would have to be there`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T10:00:00-05:00", channel: .voice, mode: .prerecorded)
        let proof =
            "kind = \"proof\"\ndemands = [{ any_of = [{ consent = [\"contact\"], words = \"consent to calls\" }] }]"
        #expect(
            try summary(question, proof)
                == "May not be called: consent to calls is missing. It can go out if the debtor gives consent to calls."
        )
        question = try .sample(at: "2026-11-18T10:00:00-05:00")
        #expect(
            try summary(question, "kind = \"disclosure\"\ndemands = \"opt-out\"")
                == "May be texted now; no rule ends this. The message must hold `opt-out`."
        )
        question.contact.discloses = []
        #expect(
            try summary(question, "kind = \"disclosure\"\ndemands = \"opt-out\"")
                == "May not be texted: the disclosure `opt-out` is missing. It can go out if the message holds the text `opt-out`."
        )
        question.contact.text = "Your DEBT is due"
        #expect(
            try summary(question, "kind = \"content\"\nbecause = \"it says too much\"\nwords = [\"owed\", \"debt\"]")
                == "May not be texted: it says too much: `debt`. It can go out if the text does not hold the word `debt`."
        )
    }

    @Test func `of several zones the one that opens last is named, and that all must be open`() throws {
        let question = try ContactQuestion.sample(
            at: "2026-11-18T09:00:00-05:00",
            zones: ["America/New_York", "America/Los_Angeles"]
        )
        #expect(
            try summary(question, Self.hours + "\nzones = \"all-indicated\"")
                == "May be texted from Wed 18 Nov 2026 08:00 in Los Angeles (New York and Los Angeles must both be open): "
                + "quiet hours end at 08:00 in Los Angeles."
        )
    }

    @Test func `a zone that no rule asks is not said to count`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00")
        question.debtor.phones = ["+14155550110"]
        #expect(
            try summary(question, Self.hours)
                == "May be texted from Thu 19 Nov 2026 08:00 in Columbus: quiet hours end at 08:00."
        )
    }

    @Test func `policy and doubt are told in words behind the citation`() throws {
        let question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00")
        let trial = try Trial(Self.hours)
        let explained = trial.gate.explain(question)
        #expect(explained.summary.hasSuffix("quiet hours end at 08:00 (none; policy of the house, not law)."))
        #expect(explained.decision.findings.first?.standing == "policy of the house, not law")
        #expect(explained.json["findings"]?.array?.first?["standing"] == "policy of the house, not law")
    }

    @Test func `rules that say the same are told once, the law's citation first`() throws {
        let question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00")
        #expect(
            try summary(question, Self.hours, Self.hours)
                == "May be texted from Thu 19 Nov 2026 08:00 in Columbus: quiet hours end at 08:00 "
                + "(Act 0; also: none; policy of the house, not law)."
        )
    }

    @Test func `nothing is told of a rule that the message does not wait for`() throws {
        let history = [try PastContact.out("2026-11-18T12:00:00-05:00")]
        let question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00", history: history)
        #expect(
            try summary(question, Self.hours, CapRuleTests.rule(1, "1 day"))
                == "May be texted from Thu 19 Nov 2026 08:00 in Columbus: quiet hours end at 08:00."
        )
    }

    @Test func `a soft limit is a caution behind the sentence`() throws {
        let history = [try PastContact.out("2026-11-18T09:00:00-05:00")]
        let soft = CapRuleTests.rule(3, "week") + "\nsoft = { limit = 1, per = [\"1 day\"] }"
        let question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00", history: history)
        #expect(
            try summary(question, soft)
                == "May be texted now; no rule ends this. Caution: 1 already in a day, 1 advised."
        )
    }

    @Test func `the law's time to stop comes behind the debtor's word`() throws {
        let optOut = "kind = \"opt-out\"\ndeadline = { business_days = 10, holidays = \"own\" }"
        let facts = [
            try Fact.on("2026-11-10T12:00:00-05:00", .optOut(channel: .sms, value: nil, via: "STOP", about: nil))
        ]
        let question = try ContactQuestion.sample(at: "2026-11-18T12:00:00-05:00", facts: facts)
        #expect(
            try summary(question, optOut, head: Self.holidays)
                == "May not be texted: the debtor opted out, told on 10 Nov 2026 12:00 (by STOP), and the law gives until "
                + "24 Nov 2026 to stop. It can go out if the debtor opts in to texts again."
        )
    }
}
