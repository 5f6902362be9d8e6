import Dunning

/// A fact with the time in which it holds.
struct HeldFact {
    let fact: Fact
    let name: Fact.AnyKindName
    /// The first instant.
    let from: Int64
    /// The first instant at which it no longer holds; `.max` where no end is known.
    var end: Int64
    /// The place in the question's facts, for explanations.
    let place: Int
    /// The kind as a bit.
    let bit: FactKinds

    init(_ fact: Fact, _ place: Int) {
        self.fact = fact
        self.place = place
        name = fact.kind.name
        bit = FactKinds(name)
        from = fact.at.milliseconds
        end = (fact.kind.end?.milliseconds) ?? .max
    }

    /// Whether it holds at an instant.
    func holds(at instant: Int64) -> Bool { from <= instant && instant < end }

    /// All facts in the order of time, each ended by what came later.
    ///
    /// A release ends what it names. A later fact of the same kind that says an end (a dispute that was answered) ends
    /// an earlier one that is still open; a later word about the attorney replaces the earlier one.
    static func timeline(of facts: [Fact]) -> [HeldFact] {
        guard !facts.isEmpty else { return [] }
        var held: [HeldFact] = []
        held.reserveCapacity(facts.count)
        var isInOrder = true
        for place in facts.indices {
            held.append(HeldFact(facts[place], place))
            if place > 0, held[place].from <= held[place - 1].from { isInOrder = false }
        }
        if !isInOrder { held.sort() }
        for place in held.indices {
            switch held[place].fact.kind {
            case .release(let kind):
                for earlier in 0..<place where held[earlier].name.rawValue == kind {
                    held[earlier].end = min(held[earlier].end, held[place].from)
                }
            case .attorney:
                for earlier in 0..<place where held[earlier].name == .builtIn(.attorney) {
                    held[earlier].end = min(held[earlier].end, held[place].from)
                }
            case .dispute, .bankruptcy, .moratorium, .paymentPlan, .bereavement, .hold, .other:
                guard held[place].end != .max else { continue }
                for earlier in 0..<place
                where held[earlier].end == .max && held[earlier].fact.kind.isAboutTheSame(as: held[place].fact.kind) {
                    held[earlier].end = held[place].end
                }
            default: continue
            }
        }
        return held
    }
}

extension HeldFact: Comparable {
    /// Orders by time; of facts of one instant those come first that open, so that in doubt what holds has the last word,
    /// in whatever order they were told.
    static func < (left: HeldFact, right: HeldFact) -> Bool {
        if left.from != right.from { return left.from < right.from }
        return (left.strictness, left.end) < (right.strictness, right.end)
    }

    static func == (left: HeldFact, right: HeldFact) -> Bool { left.from == right.from && left.fact == right.fact }

    private var strictness: Int {
        switch fact.kind {
        case .release: 0
        case .optIn: 1
        case .attorney(reachable: false, _): 2
        default: 3
        }
    }
}

extension Fact.Kind {
    /// The first instant at which the fact no longer holds, as it was told.
    var end: Instant? {
        switch self {
        case .consent(_, _, _, _, let until), .bankruptcy(let until), .moratorium(_, _, let until),
            .paymentPlan(let until), .bereavement(let until), .hold(let until, _), .other(_, let until):
            until
        case .wish(let wish): wish.until
        case .dispute(_, _, let answered): answered
        default: nil
        }
    }

    /// Whether a later fact can end an earlier one: the same kind, and the same debts where it names them.
    fileprivate func isAboutTheSame(as later: Fact.Kind) -> Bool {
        if case .moratorium(let name, let debts, _) = self, case .moratorium(let laterName, let laterDebts, _) = later {
            return name == laterName && debts == laterDebts
        }
        return name == later.name
    }
}
