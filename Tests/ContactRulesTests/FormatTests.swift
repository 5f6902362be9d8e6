import ContactRules
import Dunning
import Testing

/// What every kind of rule shares: facts that it relies on, evidence that lifts it, and the finer scopes.
struct FormatTests {
    static let daily = "kind = \"window\"\nhours = { daily = [\"09:00-10:00\"] }"
    static let noon = "2026-11-18T12:00:00-05:00"

    @Test func `a rule that relies on a fact is asked only while that is on record`() throws {
        let head = "engine_facts = [\"calamity\"]"
        let trial = try Trial(Self.daily + "\nrelying_on = { kind = \"calamity\" }", head: head)
        let until = try ContactQuestion.instant("2026-11-18T20:00:00-05:00")
        let ended = try Fact.on("2026-11-01T00:00:00Z", .other(kind: "calamity", until: until))
        let open = try Fact.on("2026-11-01T00:00:00Z", .other(kind: "calamity", until: nil))
        let release = try Fact.on("2026-11-18T16:59:00Z", .release(kind: "calamity"))
        for (facts, expected) in [
            ([], "send"), ([open], "2026-11-19T14:00:00Z"), ([ended], "2026-11-19T01:00:00Z"),
            ([open, release], "send"),
        ] {
            #expect(try trial(.sample(at: Self.noon, facts: facts)).short == expected)
        }
        #expect(try trial(.sample(at: Self.noon)).findings.isEmpty)
    }

    @Test(arguments: [
        daily, "kind = \"stop\"\nbecause = \"it is barred\"", "kind = \"content\"\nbecause = \"texts are barred\"",
        "kind = \"disclosure\"\ndemands = \"opt-out\"",
        "kind = \"proof\"\ndemands = [{ any_of = [{ from_debtor = true, words = \"a word\" }] }]",
    ])
    func `evidence lifts a rule of any kind while it is on record`(rule: String) throws {
        let trial = try Trial(
            rule + "\nlifted_by = [{ consent = [\"contact\"], days = 10, words = \"consent to contact\" }]"
        )
        var question = try ContactQuestion.sample(at: Self.noon)
        question.contact.discloses = []
        #expect(trial(question).short != "send")
        let consent = Fact.Kind.consent(channel: nil, value: nil, form: .oral, scope: .contact, until: nil)
        question.facts = [try .on("2026-11-10T00:00:00-05:00", consent)]
        let decision = trial(question)
        #expect(decision.short == "send")
        #expect(decision.demands.isEmpty)
        #expect(decision.openUntil == (try ContactQuestion.instant("2026-11-20T00:00:00-05:00")))
        #expect(decision.findings.contains { $0.because.contains("consent to contact is on record") })
        question.facts = [try .on("2026-11-08T00:00:00-05:00", consent)]
        #expect(trial(question).short != "send")
    }

    @Test(arguments: [
        ("not_modes = [\"live\"]", "send"), ("not_modes = [\"voicemail\"]", "block"),
        ("not_uses = [\"home\"]", "send"), ("not_uses = [\"unknown\"]", "block"),
        ("not_lines = [\"mobile\", \"unknown\"]", "send"), ("not_lines = [\"landline\"]", "block"),
        ("time_barred = true", "block"), ("time_barred = false", "send"), ("judgment = true", "send"),
    ])
    func `the scope leaves out what it names, and asks what the debt is`(key: String, expected: String) throws {
        let trial = try Trial("kind = \"stop\"\nbecause = \"it is barred\"\napplies.\(key)")
        var question = try ContactQuestion.sample(at: Self.noon, channel: .voice)
        question.debt.timeBarred = true
        #expect(trial(question).short == expected)
    }

    @Test(arguments: [(true, "2026-11-20T00:00:00Z", "send"), (false, "send", "block")])
    func `a rule for disputed debts holds while the dispute is open`(
        isFor: Bool,
        disputed: String,
        answered: String
    ) throws {
        let trial = try Trial("kind = \"stop\"\nbecause = \"it is barred\"\napplies.disputed = \(isFor)")
        let end = try ContactQuestion.instant("2026-11-20T00:00:00Z")
        let past = try ContactQuestion.instant("2026-11-10T00:00:00Z")
        let facts = try [end, past].map {
            try Fact.on("2026-11-01T00:00:00Z", .dispute(form: .oral, reasoned: false, answered: $0))
        }
        let decision = try trial(.sample(at: Self.noon, facts: [facts[0]]))
        #expect(decision.short == disputed)
        if !isFor { #expect(decision.openUntil == end) }
        #expect(try trial(.sample(at: Self.noon, facts: [facts[1]])).short == answered)
    }

    @Test func `the billing address counts even where the debtor is known to be elsewhere`() throws {
        let question = try ContactQuestion.sample(at: "2026-11-18T14:30:00Z", zones: ["America/Los_Angeles"])
        #expect(try Trial(Self.daily)(question).short == "2026-11-18T17:00:00Z")
        #expect(try Trial(Self.daily + "\nzones = \"billing-address\"")(question).short == "send")
    }

    @Test func `a pack that keeps the house default does not stand in for it`() throws {
        let rule = "kind = \"stop\"\nbecause = \"nobody stands in\"\napplies.uncovered = true"
        let pack = "countries = [\"US\"]"
        #expect(try Trial(rule, head: pack)(.sample(at: Self.noon)).short == "send")
        #expect(try Trial(rule, head: pack + "\nhouse_default = true")(.sample(at: Self.noon)).short == "block")
    }

    @Test func `a pack says what it covers, which facts it needs and how long evidence is kept`() throws {
        let head = """
            says = "Hours only."
            engine_facts = ["calamity", "wedding"]
            [[retention]]
            what = "records"
            years = 3
            after = "the last contact"
            citation = "none"
            source = "none"
            confidence = "high"
            basis = "law"
            """
        let rules = Self.daily + "\nrelying_on = { kind = \"calamity\" }"
        let (book, diagnostics) = try Trial.compiling([rules], head: head)
        let pack = try #require(book?.packs.first)
        #expect(pack.says == "Hours only.")
        #expect(pack.engineFacts == ["calamity", "wedding"] && pack.readFacts == ["calamity"])
        #expect(pack.retention.map(\.years) == [3] && pack.retention.map(\.what) == [.records])
        #expect(book?.knownFactKinds.isSuperset(of: ["calamity", "dispute", "paid"]) == true)
        #expect(book?.knownFactKinds.contains("wedding") == false)
        #expect(diagnostics.map(\.severity) == [.warning])
        #expect(diagnostics.first?.message == "no rule of this pack reads `wedding`")
        #expect(diagnostics.first?.place.line == 5)
    }

    @Test(arguments: [
        (
            "engine_facts = [\"calamity\"]", "kind = \"stop\"\nfacts = [{ kind = \"calmity\" }]",
            "did you mean `calamity`?"
        ),
        ("", "kind = \"stop\"\nfacts = [{ kind = \"calamity\" }]", "add it to `engine_facts`"),
        ("engine_facts = [\"dispute\"]", "", "`dispute` is one of Dunlin's own kinds"),
        ("house_default = true", "", "a pack of no place is the house itself"),
        ("", "kind = \"wish\"\nopened_by = [\"written\"]", "write one of `wish`, `written-wish`, `reply`"),
        ("[holidays]\npublic = []", "", "give this list another name"),
        ("[holidays]\na = [{ name = \"X\", nth = 1, weekday = \"mon\", month = 9, monday = true }]", "", "not moved"),
    ])
    func `a mistake in the new keys is told with its mend`(head: String, rule: String, mend: String) throws {
        let said = try Trial.mistakes(of: rule, head: head)
        #expect(said.contains(mend), "\(said)")
    }
}
