import ContactRules
import Dunning
import Testing

struct PackReaderTests {
    static func compile(_ text: String, _ more: SourceFile...) -> (book: RuleBook?, diagnostics: [Diagnostic]) {
        RuleBook.compiling(
            [SourceFile(path: "bad.toml", bytes: Array(text.utf8))] + more,
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: ""
        )
    }

    @Test func `ten mistakes are told at once, with line, key and mend, and there is no book`() throws {
        let text = """
            [pack]
            id = "t"
            title = "T"
            regions = ["US-MA"]
            [holidays]
            own = [{ name = "No day" }]
            [[rule]]
            id = "u.first"
            kind = "window"
            title = "T"
            citation = "C"
            source = "S"
            confidence = "hihg"
            basis = "law"
            zones = "Mars/Olympus"
            in_force = { from = 2026-01-02, to = 2026-01-01 }
            holidays = "owm"
            hours = { mon-fri = ["21:00-08:00"], sat = ["08:00-12:00", "11:00-13:00"] }
            applies = { roles = ["colector"], chanels = ["sms"] }
            """
        let (book, diagnostics) = Self.compile(text)
        #expect(book == nil)
        #expect(diagnostics.count >= 10)
        let said = diagnostics.map(\.description).joined(separator: "\n")
        for part in [
            "bad.toml:13:", "did you mean `high`?", "did you mean `collector`?", "`Mars/Olympus` is no time zone",
            "ends before it begins", "a place needs its country", "the holiday has no day",
            "a rule's id begins with its pack's", "are no hours", "overlap",
        ] {
            #expect(said.contains(part), "\(part) in\n\(said)")
        }
    }

    @Test func `a rule that cannot be read leaves no rule set at all`() throws {
        let good = try #require(Packs.files("rules", ".toml").first { $0.path.hasSuffix("house.toml") })
        #expect(Self.compile("[pack", good).book == nil)
        #expect(Self.compile("[pack]\nid = \"x\"\ntitle = \"X\"\n[[rule]]\nkind = \"no-such\"\n", good).book == nil)
        #expect(Self.compile("\u{FF}", good).book == nil)
    }

    @Test func `a rule that is there twice is refused`() throws {
        let good = try #require(Packs.files("rules", ".toml").first { $0.path.hasSuffix("nl.toml") })
        let again = SourceFile(path: "other.toml", bytes: good.bytes)
        let (book, diagnostics) = RuleBook.compiling(
            [good, again],
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: ""
        )
        #expect(book == nil)
        #expect(diagnostics.contains { $0.message.contains("is there twice") })
    }

    @Test func `no packs at all are no rule set`() {
        let (book, diagnostics) = RuleBook.compiling(
            [],
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: ""
        )
        #expect(book == nil && diagnostics.count == 1)
    }

    @Test func `a pack that needs newer zones closes its place`() throws {
        let rule = "kind = \"opt-out\""
        let trial = try Trial(rule, head: "countries = [\"US\"]\ntzdata = \"2099a\"")
        let decision = try trial(.sample(at: "2026-11-18T15:00:00Z"))
        #expect(decision.short == "block")
        #expect(decision.findings.map(\.rule.rawValue) == ["house.tzdata-new-enough"])
    }

    @Test func `every rule of ours says where it comes from`() throws {
        let cards = try #require(Packs.book.book).cards
        #expect(cards.count > 75)
        for card in cards {
            #expect(!card.citation.isEmpty && !card.source.isEmpty, "\(card.id)")
            #expect(card.pack.rawValue != "house" || card.basis == .policy, "\(card.id)")
        }
    }
}
