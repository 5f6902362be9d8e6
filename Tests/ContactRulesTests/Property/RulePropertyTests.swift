import ContactRules
import Dunning
import Foundation
import Testing

/// What must hold for all rules, packs, histories and facts, tried on random ones.
///
/// A failure names its seed; `PROPERTY_SEED=42 swift test --filter RulePropertyTests` tries that one again, and
/// `PROPERTY_CASES=1000` tries so many in each batch.
struct RulePropertyTests {
    static let batches = 0..<8

    /// The cases of a batch, or the one that is to be tried again.
    private static func cases(_ batch: Int) throws -> [RandomCase] {
        let environment = ProcessInfo.processInfo.environment
        if let again = environment["PROPERTY_SEED"].flatMap(UInt64.init) {
            return batch == 0 ? [try RandomCase(seed: again)] : []
        }
        let count = environment["PROPERTY_CASES"].flatMap(UInt64.init) ?? 10
        return try (0..<count).map { try RandomCase(seed: $0 * UInt64(batches.count) + UInt64(batch)) }
    }

    @Test(arguments: batches)
    func `until and openUntil are what a scan of every minute finds`(batch: Int) throws {
        for random in try Self.cases(batch) {
            let decision = try random.gate().decide(random.question)
            let plain = PlainGate(random.question, random.rules)
            let at = random.question.contact.at.milliseconds
            let isOpen = plain.isOpen(at: at)
            let change = Self.firstChange(of: isOpen, plain, from: at)
            switch decision.verdict {
            case .send:
                #expect(isOpen, "\(random.story)")
                let end = decision.openUntil?.milliseconds ?? .max
                #expect(change.map { $0 == end } ?? (end >= at + Self.scanned), "openUntil \(end)\n\(random.story)")
            case .defer(let until):
                #expect(!isOpen, "\(random.story)")
                let opening = until.milliseconds
                #expect(
                    change.map { $0 == opening } ?? (opening >= at + Self.scanned),
                    "until \(until)\n\(random.story)"
                )
                #expect(plain.isOpen(at: opening) && !plain.isOpen(at: opening - 1), "until \(until)\n\(random.story)")
            case .block: #expect(!isOpen && change == nil, "\(random.story)")
            }
        }
    }

    /// How far every minute is asked.
    private static let scanned: Int64 = 5 * 86_400_000

    /// The first minute at which the answer is another one; nil where there is none within the scan.
    private static func firstChange(of isOpen: Bool, _ plain: PlainGate, from start: Int64) -> Int64? {
        var now = start
        // The rule that was shut a minute ago is most likely shut now.
        var likely = 0
        while now < start + scanned {
            let moment = Moment(now, plain.zones)
            if isOpen || plain.isOpen(likely, moment) {
                let shut = plain.rules.indices.first { !plain.isOpen($0, moment) }
                if (shut == nil) != isOpen { return now }
                likely = shut ?? likely
            }
            now += 60_000
        }
        return nil
    }

    @Test(arguments: batches)
    func `a rule more lets nothing more through, and nothing earlier`(batch: Int) throws {
        for random in try Self.cases(batch) {
            var dice = Dice(seed: random.seed &+ 1_000_003)
            let day = Int(random.question.contact.at.milliseconds / 86_400_000)
            let more = random.rules + [dice.rule(dice.number(0..<8), near: day)]
            let before = try random.gate().decide(random.question)
            let after = try random.gate(of: more).decide(random.question)
            #expect(after.strictness >= before.strictness, "\(random.story)\nand\n\(more.last?.text() ?? "")")
            if case .send = after.verdict {
                let end = { (decision: Decision) in decision.openUntil?.milliseconds ?? .max }
                #expect(end(after) <= end(before), "\(random.story)\nand\n\(more.last?.text() ?? "")")
            }
        }
    }

    @Test(arguments: batches)
    func `the order of rules, packs, contacts and facts changes nothing`(batch: Int) throws {
        for random in try Self.cases(batch) {
            var dice = Dice(seed: random.seed &+ 2_000_003)
            let decision = try random.gate().decide(random.question)
            var question = random.question
            question.history.shuffle(using: &dice.numbers)
            question.facts.shuffle(using: &dice.numbers)
            let order = random.rules.indices.shuffled(using: &dice.numbers)
            for gate in [try random.gate(packs: 1, order), try random.gate(packs: 2, order)] {
                let other = gate.decide(question)
                #expect(other.verdict == decision.verdict && other.openUntil == decision.openUntil, "\(random.story)")
                #expect(other.said == decision.said, "\(random.story)")
            }
        }
    }

    @Test func `facts of one instant count the same in whatever order they were told`() throws {
        let kinds: [Fact.Kind] = [
            .optOut(channel: nil, value: nil, via: "x", about: nil), .optIn(channel: nil, value: nil, via: "x"),
            .release(kind: "opt-out"), .attorney(reachable: true, form: nil), .attorney(reachable: false, form: nil),
            .dispute(form: .oral, reasoned: false, answered: nil),
            .dispute(form: .oral, reasoned: false, answered: try ContactQuestion.instant("2026-11-02T00:00:00Z")),
        ]
        let stop = "kind = \"stop\"\nbecause = \"it holds\"\nfacts = [{ kind = \"attorney\", reachable = true }]"
        let trial = try Trial(
            "kind = \"opt-out\"",
            stop,
            stop.replacing("attorney\", reachable = true", with: "dispute\"")
        )
        for rotation in kinds.indices {
            let facts = try (kinds[rotation...] + kinds[..<rotation]).map { try Fact.on("2026-11-01T00:00:00Z", $0) }
            for facts in [facts, facts.reversed()] {
                let decision = try trial(.sample(at: "2026-11-18T15:00:00Z", facts: facts))
                #expect(decision.findings.filter { !$0.isOpen }.count == 3)
            }
        }
    }

    @Test(arguments: batches.prefix(3))
    func `the same question gets the same decision, word for word`(batch: Int) throws {
        for random in try Self.cases(batch) {
            let gate = try random.gate()
            let decision = gate.decide(random.question).json.canonical
            #expect(gate.decide(random.question).json.canonical == decision)
            #expect(try random.gate().decide(random.question).json.canonical == decision)
        }
    }

    @Test func `random cases are of every kind and end in every way`() throws {
        var verdicts: [String: Int] = [:]
        var kinds: Set<String> = []
        for random in try Self.batches.flatMap(Self.cases) {
            verdicts[try random.gate().decide(random.question).verdict.name, default: 0] += 1
            kinds.formUnion(random.rules.map { String($0.text().prefix { $0 != "\n" }) })
        }
        guard ProcessInfo.processInfo.environment["PROPERTY_SEED"] == nil else { return }
        for verdict in ["send", "defer", "block"] { #expect(verdicts[verdict, default: 0] >= 10, "\(verdicts)") }
        #expect(kinds.count == 8)
    }
}

extension Decision {
    /// Rises with what stands in the way.
    fileprivate var strictness: Int64 {
        switch verdict {
        case .send: .min
        case .defer(let until): until.milliseconds
        case .block: .max
        }
    }

    /// What the rules said, whatever the pack that they stand in.
    fileprivate var said: Set<String> {
        Set(findings.map { "\($0.rule.rawValue.drop { $0 != "." }) \($0.verdict.words)" })
    }
}
