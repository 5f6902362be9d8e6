public import Dunning

/// What would have to be otherwise for a message to go out: found by asking the gate again, so that nothing is told that
/// was not tried.
///
/// The search goes by the rules that hold the message: what could lift each of them is tried alone, then together with
/// what could lift the others, up to three changes. It is bounded, and finds the smallest sets first.
public struct WhyNot: Sendable {
    /// One set of changes with which the gate lets the message go; without any of them it does not.
    public struct Way: Sendable {
        /// The changes, all needed; empty where waiting is enough.
        public let changes: [Change]
        /// From when on; nil = at once.
        public let from: Instant?
        /// The way in words: "if the debtor opts in to texts again, from Thu 19 Nov 2026 08:00 in Columbus on".
        public let words: String
        /// The question with the changes made, at the moment from which it goes: the gate answers it with `send`.
        public let question: ContactQuestion
    }

    /// The answer as it is, explained.
    public let present: Explained
    /// The ways that were found and proved, those with the fewest changes first.
    public let ways: [Way]
    /// Where no way was found: what ends it.
    public let ends: [Finding]

    /// Searches for what would let a message go.
    ///
    /// - Parameters:
    ///   - question: the message as it wants to go out.
    ///   - gate: who is asked, again and again.
    ///   - points: the debtor's other contact points, as far as they are known.
    public init(_ question: ContactQuestion, _ gate: Gate, points: [ContactPoint] = []) {
        present = gate.explain(question)
        var search = WaySearch(question, gate, points)
        ways = present.decision.verdict == .send ? [] : search.run()
        let isStuck = ways.isEmpty && present.decision.verdict != .send
        ends = isStuck ? Self.ends(of: present.decision, Remedies(hearing: Hearing(question, gate.book))) : []
    }

    /// The rules that nothing known can lift; where each could be lifted alone, all that block.
    private static func ends(of decision: Decision, _ remedies: Remedies) -> [Finding] {
        let closed = decision.findings.filter { $0.verdict == .closed }
        let hopeless = closed.filter { remedies.changes(for: $0).isEmpty }
        return hopeless.isEmpty ? closed : hopeless
    }

    /// What was found as JSON, as `dunlin rules why-not --json` prints it, without an id.
    public var json: JSON {
        var until: Instant?
        if case .defer(let instant) = present.decision.verdict { until = instant }
        return .compact([
            "verdict": .string(present.decision.verdict.name),
            "until": until.map { .string($0.description) },
            "summary": .string(present.summary),
            "ways": .array(
                ways.map { way in
                    .compact([
                        "words": .string(way.words), "changes": .array(way.changes.map(\.json)),
                        "from": way.from.map { .string($0.description) },
                    ])
                }
            ),
            "ends": .array(ends.map(\.json)),
        ])
    }
}

/// A search in breadth for sets of changes, each tried at the gate.
private struct WaySearch {
    private let question: ContactQuestion
    private let gate: Gate
    private let elsewhere: [Change]
    private var trials = 0
    private var tried: Set<Set<Move>> = []
    private var found: [(moves: Set<Move>, way: WhyNot.Way)] = []

    /// More changes at once are no advice.
    private static let mostChanges = 3
    /// Questions to the gate; what is not found by then is not told.
    private static let mostTrials = 600
    /// More ways than these are no help.
    private static let mostWays = 8

    init(_ question: ContactQuestion, _ gate: Gate, _ points: [ContactPoint]) {
        self.question = question
        self.gate = gate
        elsewhere = Alternatives(question, points).changes
    }

    mutating func run() -> [WhyNot.Way] {
        var level = [step([])]
        for _ in 0..<Self.mostChanges {
            level = level.flatMap { node in
                candidates(behind: node).compactMap { change -> Node? in
                    let changes = node.changes + [change]
                    let moves = Set(changes.map(\.move))
                    guard moves.count == changes.count, trials < Self.mostTrials, tried.insert(moves).inserted,
                        !found.contains(where: { !$0.moves.isEmpty && $0.moves.isSubset(of: moves) })
                    else { return nil }
                    return step(changes)
                }
            }
            // Where one channel's own rules can be met, more changes on another one are no help.
            if found.contains(where: { !$0.way.changes.contains { $0.kind == .channel } }) { break }
        }
        let ways = found.map(\.way).enumerated().sorted {
            let (left, right) = ($0.element, $1.element)
            if left.changes.count != right.changes.count { return left.changes.count < right.changes.count }
            if (left.from == nil) != (right.from == nil) { return left.from == nil }
            return $0.offset < $1.offset
        }
        return ways.prefix(Self.mostWays).map(\.element)
    }

    /// A set of changes that was tried, with what the gate said.
    private struct Node {
        let changes: [Change]
        let question: ContactQuestion
        let decision: Decision
    }

    /// Tries a set of changes; keeps it where it opens a way.
    private mutating func step(_ changes: [Change]) -> Node {
        var question = question
        for change in changes { change.move.apply(to: &question) }
        let node = Node(changes: changes, question: question, decision: decide(question))
        switch node.decision.verdict {
        case .send: keep(node, from: nil)
        case .defer(let until) where isWorthWaiting(until):
            var later = question
            later.contact.at = until
            if case .send = decide(later).verdict { keep(node, from: until) }
        case .defer, .block: break
        }
        return node
    }

    /// A change that leaves the message waiting is worth telling where it waits less long than without.
    private func isWorthWaiting(_ until: Instant) -> Bool {
        guard let plain = found.first(where: \.moves.isEmpty)?.way.from else { return true }
        return until < plain
    }

    private mutating func keep(_ node: Node, from: Instant?) {
        let hearing = Hearing(node.question, gate.book)
        var later = node.question
        if let from { later.contact.at = from }
        let words = [
            node.changes.isEmpty ? nil : "if " + listed(node.changes.map(\.words)),
            from.map { "from \(Summary(decision: node.decision, hearing: hearing).moment($0)) on" },
        ]
        let way = WhyNot.Way(
            changes: node.changes,
            from: from,
            words: words.compactMap { $0 }.joined(separator: ", "),
            question: later
        )
        found.append((Set(node.changes.map(\.move)), way))
    }

    private func candidates(behind node: Node) -> [Change] {
        if case .send = node.decision.verdict { return [] }
        let remedies = Remedies(hearing: Hearing(node.question, gate.book))
        let hasMoved = node.changes.contains { $0.kind == .channel }
        let own = node.decision.objections.flatMap(remedies.changes)
        // Another contact point already chose its form of call.
        return hasMoved ? own.filter { $0.kind != .mode } : elsewhere + own
    }

    private mutating func decide(_ question: ContactQuestion) -> Decision {
        trials += 1
        return gate.decide(question)
    }
}
