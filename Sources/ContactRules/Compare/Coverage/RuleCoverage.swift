public import Dunning

/// How well cases cover rules: for each rule, in how many cases it takes part, holds and lets through.
public struct RuleCoverage: Sendable {
    /// The cases of one rule.
    public struct Row: Hashable, Sendable {
        /// The rule.
        public let rule: RuleID
        /// In so many cases it holds the message.
        public internal(set) var holding = 0
        /// In so many it takes part and lets the message go.
        public internal(set) var passing = 0
        /// In so many its pack's law is asked and it takes no part.
        public internal(set) var outside = 0
        /// Whether it can only hold: a rule that stops all of its scope never lets a message of its scope go.
        public let onlyHolds: Bool

        /// In so many cases it takes part.
        public var cases: Int { holding + passing }

        /// What is missing, in words; nil where three cases show it held, let through, and at the edge or outside.
        public var gap: String? {
            let through = onlyHolds ? outside : passing
            var gaps: [String] = []
            if holding == 0 { gaps.append("none that it holds") }
            if through == 0 { gaps.append(onlyHolds ? "none outside of it" : "none that it lets through") }
            let count = onlyHolds ? cases + outside : cases
            if count < 3 { gaps.append("\(count) \(count == 1 ? "case" : "cases")") }
            return gaps.isEmpty ? nil : gaps.joined(separator: ", ")
        }
    }

    /// All rules, in the order of the packs.
    public let rows: [Row]

    /// Those of whose three cases some are missing.
    public var gaps: [Row] { rows.filter { $0.gap != nil } }

    /// Puts every case to the gate and counts.
    public init(_ book: RuleBook, _ cases: [ContactCase]) {
        let gate = Gate(book)
        var rows: [RuleID: Row] = [:]
        var ofPack: [PackID: [RuleID]] = [:]
        for pack in book.packs {
            ofPack[pack.id] = pack.cards.map(\.id)
            for rule in pack.rules { rows[rule.card.id] = Row(rule: rule.card.id, onlyHolds: rule.onlyHolds) }
        }
        for contactCase in cases {
            let decision = gate.decide(contactCase.question)
            for rule in decision.jurisdictions.flatMap({ ofPack[$0] ?? [] }) {
                switch decision.word(of: rule) {
                case .shut, .closed: rows[rule]?.holding += 1
                case .open: rows[rule]?.passing += 1
                case .absent: rows[rule]?.outside += 1
                }
            }
        }
        self.rows = book.cards.compactMap { rows[$0.id] }
    }
}

extension RuleCoverage.Row {
    /// For machines.
    public var json: JSON {
        .compact([
            "rule": .string(rule.rawValue), "cases": .integer(Int64(cases)), "holding": .integer(Int64(holding)),
            "passing": .integer(Int64(passing)), "outside": .integer(Int64(outside)), "gap": gap.map(JSON.string),
        ])
    }
}

extension Rule {
    /// Whether it stops all of its scope, always.
    fileprivate var onlyHolds: Bool {
        guard lifts.isEmpty else { return false }
        return switch body {
        case let body as StopRule: body.facts.isEmpty
        case let body as ContentRule: body.words.isEmpty
        default: false
        }
    }
}
