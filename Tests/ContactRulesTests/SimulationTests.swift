import ContactRules
import Dunning
import Testing

struct SimulationTests {
    static let used = """
        [pack]
        id = "used"
        title = "In use"
        [[rule]]
        id = "used.hours"
        kind = "window"
        hours = { daily = ["08:00-20:00"] }
        \(formalities)
        [[rule]]
        id = "used.dispute"
        kind = "stop"
        facts = [{ kind = "dispute" }]
        because = "the debt is disputed"
        \(formalities)
        """

    static let draft = """
        [pack]
        id = "used"
        title = "Draft"
        [[rule]]
        id = "used.hours"
        kind = "window"
        hours = { daily = ["09:00-21:00"] }
        \(formalities)
        [[rule]]
        id = "used.cease"
        kind = "stop"
        facts = [{ kind = "cease" }]
        because = "the debtor wants no contact"
        \(formalities)
        """

    static let formalities = """
        title = "Trial"
        citation = "Act 1"
        source = "none"
        confidence = "high"
        basis = "policy"
        """

    static let dispute = #"{"kind": "dispute", "form": "written", "at": "2026-11-10T12:00:00Z", "answered": null}"#
    static let cease = #"{"kind": "cease", "form": "written", "via": "letter", "at": "2026-11-10T12:00:00Z"}"#

    /// Columbus is five hours behind UTC.
    static let cases = [
        line("A", at: "2026-11-18T13:30:00Z"), line("B", at: "2026-11-18T17:00:00Z"),
        line("C", at: "2026-11-18T17:00:00Z", facts: cease), line("D", at: "2026-11-18T17:00:00Z", facts: dispute),
        line("E", at: "2026-11-19T01:30:00Z"),
    ]

    static func line(_ id: String, at: String, facts: String = "") -> String {
        """
        {"id": "\(id)", "contact": {"at": "\(at)", "channel": "sms", "to": {"value": "+16145550110", \
        "line": "mobile", "use": "home"}, "purpose": "reminder", "discloses": null}, "creditor": {"role": \
        "creditor"}, "debtor": {"id": "P1", "kind": "consumer", "relation": "debtor", "address": {"country": "US", \
        "region": "US-OH", "city": "Columbus", "postalCode": "43004"}}, "debt": {"id": "D1", "kind": "consumer", \
        "due": "2026-10-01"}, "history": [], "facts": [\(facts)]}
        """
    }

    static func book(_ text: String) throws -> RuleBook {
        let (book, diagnostics) = RuleBook.compiling(
            [SourceFile(path: "used.toml", bytes: Array(text.utf8))],
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: "trial"
        )
        for diagnostic in diagnostics where diagnostic.severity == .error { Issue.record("\(diagnostic)") }
        return try #require(book)
    }

    static func simulation(examples: Int = 3) throws -> Simulation {
        Simulation(of: try book(draft), against: try book(used), examples: examples)
    }

    @Test func `the report names who is blocked, moved and let through, by which rule and why`() throws {
        let lines = Array(Self.cases.joined(separator: "\n").utf8)
        let result = try Self.simulation().run(CaseLines(file: "cases.jsonl", firstLine: 1, bytes: lines))
        #expect(result.diagnostics.isEmpty)
        // How decisions are put into words is for other tests.
        let text = result.tally.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("    now: ") && !$0.hasPrefix("    draft: ") }.joined(separator: "\n")
        #expect(
            text == """
                5 contacts: 1 stay as they are
                  1 would not have gone out
                  1 would have gone out later
                  1 would have gone out earlier
                  1 would have gone out, where they were blocked

                by rule
                  used.hours  (Act 1): 1 later, 1 earlier
                  used.cease  (Act 1): 1 blocked
                  used.dispute  (Act 1): 1 let through

                by jurisdiction
                  used, of 5: 1 blocked, 1 later, 1 earlier, 1 let through

                examples
                  blocked: C  (sms at 2026-11-18T17:00:00Z, used)
                    by used.cease: Trial: the debtor wants no contact (told on 10 Nov 2026 07:00).
                  later: A  (sms at 2026-11-18T13:30:00Z, used)
                    by used.hours: Trial: it is outside these hours in America/New_York.
                  earlier: E  (sms at 2026-11-19T01:30:00Z, used)
                    no longer by used.hours: Trial: it is outside these hours in America/New_York.
                  let through: D  (sms at 2026-11-18T17:00:00Z, used)
                    no longer by used.dispute: Trial: the debt is disputed (told on 10 Nov 2026 07:00).
                """
        )
        let (old, new) = (Gate(try Self.book(Self.used)), Gate(try Self.book(Self.draft)))
        for example in result.tally.examples {
            #expect(example.summaries?.old == old.explain(example.question).summary)
            #expect(example.summaries?.new == new.explain(example.question).summary)
            #expect(result.tally.text.contains("    now:   \(old.explain(example.question).summary)\n"))
        }
    }

    @Test func `a rule that holds alike in both is not named, though it holds the message as well`() throws {
        let wait = """
            [[rule]]
            id = "used.wait"
            kind = "spacing"
            after = { fact = { kind = "dispute" } }
            after_words = "the dispute"
            opens_on_day = 9
            \(Self.formalities)
            """
        let parts = Self.used.split(separator: "[[rule]]")
        let old = "\(parts[0])[[rule]]\(parts[1])\n\(wait)"
        let new = old.replacing("08:00-20:00", with: "09:00-20:00")
        let simulation = Simulation(of: try Self.book(new), against: try Self.book(old))
        let line = Self.line("A", at: "2026-11-18T17:00:00Z", facts: Self.dispute)
        let result = simulation.run(CaseLines(file: "f", firstLine: 1, bytes: Array(line.utf8)))
        #expect(result.tally.total[.later] == 1)
        #expect(result.tally.rules.keys.map(\.rawValue) == ["used.hours"])
    }

    @Test(arguments: [1, 7, 64, 1000, 100_000])
    func `however the file is cut, the report is the same`(size: Int) throws {
        let lines = (0..<60).map { number in
            Self.cases[number % 5].replacing(#"{"id": ""#, with: #"{"id": "\#(number)-"#)
        }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let simulation = try Self.simulation(examples: 4)
        let whole = simulation.run(CaseLines(file: "f", firstLine: 1, bytes: bytes))
        var rest = bytes[...]
        var cutter = CaseLineCutter(file: "f") {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        var tally = simulation.nothing
        var cut: [UInt8] = []
        while let part = try cutter.next() {
            #expect(part.firstLine == cut.count { $0 == UInt8(ascii: "\n") } + 1)
            cut += part.bytes
            tally.add(simulation.run(part).tally)
        }
        #expect(cut == bytes)
        #expect(tally.json == whole.tally.json)
        #expect(tally.total.asked == 60)
        #expect(tally.examples.count == 16)
    }

    @Test func `a bad line is named, counted and kept, and the others are asked about`() throws {
        let text = [Self.cases[0], "", "{", Self.cases[1].replacing("reminder", with: "remnider")].joined(
            separator: "\n"
        )
        let result = try Self.simulation().run(CaseLines(file: "f", firstLine: 11, bytes: Array(text.utf8)))
        #expect(result.tally.total.asked == 1)
        #expect(result.rejected == 2)
        #expect(result.diagnostics.map(\.place.line) == [13, 14])
        #expect(result.diagnostics.allSatisfy { $0.mend != nil })
        let kept = String(decoding: result.rejects, as: UTF8.self)
        #expect(kept.split(separator: "\n").count == 2)
        #expect(kept.hasPrefix("{\n"))
    }

    @Test func `contacts outside the time are left out`() throws {
        let lines = CaseLines(file: "f", firstLine: 1, bytes: Array(Self.cases.joined(separator: "\n").utf8))
        let noon = try #require(Instant(rfc3339: "2026-11-18T17:00:00Z"))
        let simulation = try Self.simulation()
        #expect(simulation.run(lines, from: noon).tally.total.asked == 4)
        #expect(simulation.run(lines, until: noon).tally.total.asked == 1)
        #expect(simulation.run(lines, from: noon, until: noon + .seconds(1)).tally.total.asked == 3)
    }
}
