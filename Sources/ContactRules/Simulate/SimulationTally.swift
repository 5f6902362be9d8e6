public import Dunning

/// What a draft of the rules would change, counted; tallies of parts add up to that of the whole.
public struct SimulationTally: Sendable {
    /// How often each change happens.
    public struct Row: Hashable, Sendable {
        /// Contacts that were asked about; 0 where that is not counted.
        public internal(set) var asked = 0
        private var changes = [Int](repeating: 0, count: SimulatedChange.allCases.count)

        init() {}

        /// How often a change happens.
        public subscript(_ change: SimulatedChange) -> Int { changes[change.place] }

        /// How many contacts change at all.
        public var changed: Int { changes.reduce(0, +) }

        mutating func note(_ change: SimulatedChange) { changes[change.place] += 1 }

        mutating func add(_ other: Row) {
            asked += other.asked
            for place in changes.indices { changes[place] += other.changes[place] }
        }
    }

    /// All contacts.
    public private(set) var total = Row()
    /// The changed contacts by the rules that make the difference; a contact counts for each of them.
    public private(set) var rules: [RuleID: Row] = [:]
    /// What the rules cite.
    public private(set) var cards: [RuleID: RuleCard] = [:]
    /// All contacts by the packs that bind them; a contact counts for each of them.
    public private(set) var jurisdictions: [PackID: Row] = [:]
    /// How often each answer is given by the rules in use: send, defer, block.
    public private(set) var before = [0, 0, 0]
    /// How often each answer is given by the draft: send, defer, block.
    public private(set) var after = [0, 0, 0]
    private var kept: [SimulatedChange: [SimulatedExample]] = [:]
    private let limit: Int

    init(examples: Int) { limit = examples }

    /// The first contacts of each change, in the order in which they were asked about.
    public var examples: [SimulatedExample] { SimulatedChange.allCases.flatMap { kept[$0] ?? [] } }

    mutating func count(_ old: Decision.Verdict, _ new: Decision.Verdict) {
        total.asked += 1
        before[old.place] += 1
        after[new.place] += 1
    }

    mutating func count(_ packs: [PackID]) {
        for pack in packs { jurisdictions[pack, default: Row()].asked += 1 }
    }

    mutating func count(_ example: SimulatedExample, _ packs: [PackID]) {
        total.note(example.change)
        for pack in packs { jurisdictions[pack, default: Row()].note(example.change) }
        for finding in example.decisive {
            rules[finding.rule, default: Row()].note(example.change)
            cards[finding.rule] = finding.card
        }
        if hasRoom(for: example.change) { kept[example.change, default: []].append(example) }
    }

    /// Whether another example of a change is kept.
    func hasRoom(for change: SimulatedChange) -> Bool { kept[change]?.count ?? 0 < limit }

    /// Adds the tally of the contacts that come behind those of this one.
    public mutating func add(_ later: SimulationTally) {
        total.add(later.total)
        for (rule, row) in later.rules { rules[rule, default: Row()].add(row) }
        for (rule, card) in later.cards { cards[rule] = card }
        for (pack, row) in later.jurisdictions { jurisdictions[pack, default: Row()].add(row) }
        for place in before.indices {
            before[place] += later.before[place]
            after[place] += later.after[place]
        }
        for (change, examples) in later.kept {
            let room = limit - (kept[change]?.count ?? 0)
            if room > 0 { kept[change, default: []] += examples.prefix(room) }
        }
    }
}

extension SimulatedChange {
    fileprivate var place: Int {
        switch self {
        case .blocked: 0
        case .later: 1
        case .earlier: 2
        case .letThrough: 3
        }
    }
}

extension Decision.Verdict {
    fileprivate var place: Int {
        switch self {
        case .send: 0
        case .defer: 1
        case .block: 2
        }
    }
}
