import ContactRules
import Dunning
import Testing

struct PackPageTests {
    @Test(arguments: [
        (
            """
            kind = "window"
            hours = { mon-fri = ["08:00-12:00", "13:00-20:00"], sat = ["09:00-12:00"], sun = [] }
            opened_by = ["written-wish"]
            """,
            [
                "Monday to Friday  08:00-12:00, 13:00-20:00", "Saturday          09:00-12:00",
                "Sunday            closed", "Open at a time that was agreed with the debtor in writing.",
                "Binds everybody who asks for payment.",
            ]
        ),
        (
            """
            kind = "cap"
            limit = 3
            per = ["7 days", "month"]
            soft = { limit = 2, per = ["1 day"] }
            counts = { key = "debtor", channels = ["sms", "voice"], not_outcomes = ["busy"], replies = false }
            lifted_by = [{ consent = ["frequency"], days = 7, words = "consent to more" }]
            applies = { roles = ["collector"], debtors = ["consumer"] }
            """,
            [
                "No more than 3 in 7 days and in a calendar month: texts and calls to the same debtor; "
                    + "outcomes: all but busy; answers to the debtor left out.",
                "No more than 2 in a day is advised.", "Lifted by consent to more (counts for 7 days).",
                "Binds collectors.", "Only: debtors: consumer.",
            ]
        ),
        (
            """
            kind = "spacing"
            after = { fact = { kind = "notice", notice = "collection" } }
            after_words = "the notice"
            opens_on_day = 6
            needs_event = true
            """,
            ["Opens at 00:00 of day 6 after the notice.", "Without that on record nothing goes out."]
        ),
        (
            """
            kind = "stop"
            because = "it is disputed"
            facts = [{ kind = "dispute", form = "written" }]
            binds_after_hours = 24
            relying_on = { kind = "calamity-notice" }
            """,
            [
                "Nothing goes out while on record: dispute, written.", "Binds 24 hours after it was told.",
                "Asked only where this is on record: calamity-notice.",
            ]
        ),
        (
            """
            kind = "opt-out"
            revokes_all = ["sms", "voice"]
            confirmation_minutes = 5
            """,
            [
                "An opt-out from one of calls and texts ends all of them.",
                "One confirmation may go out within 5 minutes.",
            ]
        ),
        (
            """
            kind = "disclosure"
            demands = "opt-out"
            accepts = ["stop"]
            position = "first"
            earlier = [{ key = "debt" }]
            """,
            [
                "The first message must hold the text `opt-out`.", "As good: `stop`.",
                "An earlier message: contacts about",
            ]
        ),
        (
            """
            kind = "content"
            because = "a word"
            words = ["jail", "police"]
            in = "envelope"
            """,
            ["The envelope must hold none of: `jail`, `police`."]
        ),
    ])
    func `a rule says in words what it does`(rule: String, sentences: [String]) throws {
        let head = rule.contains("calamity-notice") ? "engine_facts = [\"calamity-notice\"]" : ""
        let page = try Trial(rule, head: head).page()
        let unbroken = page.replacing("\n    ", with: " ")
        for sentence in sentences { #expect(page.contains(sentence) || unbroken.contains(sentence), "\(page)") }
    }

    @Test func `policy and what is not verified are marked, and dates are told`() throws {
        let trial = try Trial("kind = \"stop\"\nbecause = \"no\"\nin_force = { from = 2026-01-01, to = 2027-01-01 }")
        let page = try trial.page()
        #expect(page.contains("(stop, POLICY, not law, confidence high)"))
        #expect(page.contains("In force from 2026-01-01 until 2027-01-01, that day left out."))
    }

    @Test func `no line of our packs is longer than 100 columns, but for words that cannot be broken`() throws {
        let book = try #require(Packs.book.book)
        for pack in book.packs {
            for line in PackPage(pack, holidaysOf: 2026).lines where line.count > 100 {
                let words = line.split(separator: " ")
                #expect(words.count <= 2, "\(pack.id): \(line)")
            }
        }
    }

    @Test func `a page tells where the pack holds, its holidays of this and the next year, and no rule twice`() throws {
        let pack = try #require(Packs.book.book?.packs.first { $0.id.rawValue == "de" })
        let lines = PackPage(pack, holidaysOf: 2026).lines
        #expect(lines.contains("Holds in: DE"))
        #expect(lines.contains("  2026-10-03 sat  Tag der Deutschen Einheit"))
        #expect(lines.contains { $0.hasPrefix("  2027-03-26 fri  Karfreitag") })
        #expect(lines.contains { $0.contains("Fronleichnam (not everywhere)") })
        for card in pack.cards { #expect(lines.count { $0.hasPrefix("\(card.id) (") } == 1) }
    }

    @Test func `a summary counts law and policy and tells the least confidence and the dates`() throws {
        let head = "countries = [\"US\"]\nregions = [\"US-OH\"]"
        let trial = try Trial(
            "kind = \"stop\"\nbecause = \"a\"\nin_force = { from = 2021-11-30 }",
            "kind = \"stop\"\nbecause = \"b\"\nin_force = { from = 2025-01-01 }",
            head: head
        )
        let summary = PackSummary(try #require(trial.book.packs.first))
        #expect(summary.place == "US-OH" && summary.rules == 2 && summary.policies == 2 && summary.laws == 0)
        #expect(summary.counts == "2 rules, 2 policy, lowest confidence high, dated from 2021-11-30 to 2025-01-01")
    }
}
