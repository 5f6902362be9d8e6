import ContactRules
import Dunning
import Testing

/// What `rules check` finds although every key can be read.
struct PackReviewTests {
    static let stop = "kind = \"stop\"\nbecause = \"it is barred\"\n"
    static let cap = "kind = \"cap\"\nlimit = 3\nper = [\"7 days\", \"1 day\"]\n"
    static let never = "kind = \"window\"\nhours = { daily = [] }\n"

    static let impossible: [(rule: String, said: String)] = [
        (never, "rule[0].hours: the window never opens"),
        (
            stop + "applies = { channels = [\"sms\"], modes = [\"live\"] }",
            "no message is of these channels, modes and lines"
        ),
        (stop + "applies = { channels = [\"letter\"], uses = [\"work\"] }", "no message is of these channels"),
        (stop + "applies = { channels = [\"email\"], lines = [\"mobile\"] }", "no message is of these channels"),
        (stop + "applies = { purposes = [\"marketing\"], offers = false }", "no message has these purposes and offers"),
        (
            stop + "applies = { relations = [\"spouse\"], not_relations = [\"spouse\"] }",
            "`not_relations` leaves nothing"
        ),
        (stop + "facts = [{ kind = \"deceased\", form = \"written\" }]", "a fact of the kind `deceased` has no `form`"),
        (cap + "counts = { channels = [\"email\"], modes = [\"live\"] }", "no contact is like that"),
        (cap + "counts = {}\nsoft = { limit = 3, per = [\"1 day\"] }", "3 in a day is not below the limit of 3"),
    ]

    @Test(arguments: impossible)
    func `what can never be meant is an error`(rule: String, said: String) throws {
        let (book, diagnostics) = try Trial.compiling([rule])
        let all = diagnostics.map(\.description).joined(separator: "\n")
        #expect(book == nil)
        #expect(all.contains(said), "\(all)")
    }

    @Test(arguments: [
        never + "opened_by = [\"written-wish\"]", cap + "counts = {}\nsoft = { limit = 3, per = [\"30 days\"] }",
        stop + "applies = { modes = [\"live\", \"envelope\"], uses = [\"unknown\"] }",
        stop + "applies = { purposes = [\"marketing\", \"reminder\"], offers = false }",
    ])
    func `what may be meant is none`(rule: String) throws {
        #expect(try Trial.compiling([rule]).book != nil)
    }

    @Test func `a rule that stands in no country of its pack is an error`() throws {
        let said = try Trial.mistakes(of: Self.stop + "applies.not_countries = [\"US\"]", head: "countries = [\"US\"]")
        #expect(said.contains("its pack is about no other country"))
    }

    @Test(arguments: ["citation", "source"])
    func `a blank citation or source is an error`(key: String) throws {
        let text = """
            [pack]
            id = "t"
            title = "T"
            [[rule]]
            id = "t.a"
            title = "A"
            kind = "opt-out"
            citation = "\(key == "citation" ? "  " : "c")"
            source = "\(key == "source" ? "  " : "s")"
            confidence = "high"
            basis = "law"
            """
        let (book, diagnostics) = Self.compile(text)
        #expect(book == nil)
        #expect(diagnostics.contains { $0.place.field == "rule[0].\(key)" && $0.message == "this says nothing" })
    }

    static func compile(_ texts: String...) -> (book: RuleBook?, diagnostics: [Diagnostic]) {
        let files = texts.enumerated().map { SourceFile(path: "\($0).toml", bytes: Array($1.utf8)) }
        return RuleBook.compiling(files, places: Packs.places.table, zones: Packs.zones.table, digest: "")
    }

    private func warnings(_ rules: [String], _ head: String) throws -> [String] {
        let (book, diagnostics) = try Trial.compiling(rules, head: head)
        #expect(book != nil, "\(diagnostics)")
        #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.place.line != nil })
        return diagnostics.map(\.message)
    }

    @Test(arguments: [
        ("[holidays]\na = []", "no rule of this pack uses the list `a`"),
        (
            "[holidays]\na = [{ name = \"X\", dates = [2026-02-17, 2034-02-19] }]", "the days end in 2034"
        ),
        ("", "the pack does not say what it covers"),
    ])
    func `what is not quite right is a warning at its place`(head: String, said: String) throws {
        #expect(try warnings(["kind = \"opt-out\""], head).contains(said))
    }

    @Test func `a complete pack has no warnings`() throws {
        let head = "says = \"All.\"\n[holidays]\na = [{ name = \"X\", dates = [2026-02-17, 2035-02-08] }]"
        let rule = "kind = \"window\"\nholidays = \"a\"\nhours = { daily = [\"08:00-20:00\"], holidays = [] }"
        #expect(try warnings([rule], head) == [])
    }

    @Test(arguments: [
        ("", "[\"12:00-20:00\"]", true), ("", "[\"11:00-20:00\"]", false),
        ("applies.channels = [\"sms\"]", "[\"12:00-20:00\"]", false),
        ("in_force = { to = 2020-01-01 }", "[\"12:00-20:00\"]", true), ("opened_by = [\"wish\"]", "[]", false),
    ])
    func `two windows about the same messages without a common hour are a warning`(
        more: String,
        hours: String,
        isOdd: Bool
    ) throws {
        let rules = [
            "kind = \"window\"\nhours = { daily = [\"08:00-12:00\"] }",
            "kind = \"window\"\nhours = { mon-sat = \(hours), sun = [] }\n\(more)",
        ]
        let said = try warnings(rules, "says = \"x\"")
        #expect(said == (isOdd ? ["with `t.r0`, which is about the same messages, no hour is left"] : []))
    }

    @Test func `packs of the same places, and rules of the same name, are told with the other one`() {
        let head = "title = \"T\"\nsays = \"x\"\ncountries = [\"US\"]\n"
        let rule =
            "[[rule]]\nid = \"a.b\"\ntitle = \"A\"\nkind = \"opt-out\"\ncitation = \"c\"\nsource = \"s\"\n"
            + "confidence = \"high\"\nbasis = \"law\"\n"
        let (_, areas) = Self.compile("[pack]\nid = \"a\"\n" + head, "[pack]\nid = \"b\"\n" + head)
        #expect(areas.map(\.message) == ["pack `a` is about exactly the same places"])
        #expect(areas.first?.place.file == "1.toml" && areas.first?.place.line == 2)
        let (book, names) = Self.compile("[pack]\nid = \"a\"\n" + head + rule + rule)
        #expect(book == nil)
        #expect(
            names.map(\.description) == [
                "0.toml:15:6: error: rule[1].id: rule `a.b` is there twice, also in 0.toml:7; give one of them another name"
            ]
        )
    }
}
