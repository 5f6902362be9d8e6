import Dunning

/// Which messages a rule is about, and from when until when.
struct Scope: Sendable {
    /// The traits that it takes; see `Traits`.
    var traits = Traits.all
    /// Only where no pack of the debtor's place stands in for the house rule.
    var uncovered = false
    /// Not where the law of these countries is a candidate.
    var notCountries: [String] = []
    /// Only on these carrier layers; empty = on all, and where none is named.
    var routes: Set<String> = []
    /// Only from the n-th day after the due date on; an unknown due date counts as long past.
    var overdueDays: Int?
    /// The first day on which the rule holds.
    var from: CivilDate?
    /// The first day on which it no longer holds.
    var to: CivilDate?
    /// Only while a dispute is open, or only while none is.
    var disputed: Bool?
    /// Only while such a fact is on record.
    var relying: FactFilter?

    /// The kinds of facts without which the rule never holds; nil = it holds without facts.
    var needs: FactKinds? { relying?.bit ?? (disputed == true ? .dispute : nil) }

    func takes(_ inquiry: Inquiry, isUncovered: Bool) -> Bool {
        guard traits.isSuperset(of: inquiry.traits), !uncovered || isUncovered else { return false }
        if !notCountries.isEmpty,
            inquiry.whereabouts.countries.contains(where: { notCountries.contains($0) })
        {
            return false
        }
        return routes.isEmpty || inquiry.question.contact.route.map(routes.contains) ?? false
    }

    /// Whether the rule holds at an instant, and how long that stays so at least.
    func phase(for inquiry: Inquiry, at instant: Int64, _ zones: [Zone]) -> Phase {
        var phase = dates(inquiry, at: instant, zones)
        if let relying { phase.narrow(Phase(of: relying, inquiry, at: instant)) }
        if let disputed {
            let open = Phase(of: FactFilter(kind: .builtIn(.dispute)), inquiry, at: instant)
            phase.narrow(Phase(holds: open.holds == disputed, end: open.end))
        }
        return phase
    }

    /// From 00:00 of the first date to 00:00 of the last on the debtor's clock, the widest over all zones.
    private func dates(_ inquiry: Inquiry, at instant: Int64, _ zones: [Zone]) -> Phase {
        guard from != nil || to != nil || overdueDays != nil else { return Phase(holds: true, end: .max) }
        var begin = Int64.max
        var end = Int64.min
        let due = overdueDays.flatMap { days in inquiry.question.debt.due.map { $0.dayNumber + days } }
        let first = due.map { max($0, from?.dayNumber ?? $0) } ?? from?.dayNumber
        for zone in zones {
            begin = min(begin, first.map { zone.start(ofDay: $0) } ?? .min)
            end = max(end, to.map { zone.start(ofDay: $0.dayNumber) } ?? .max)
        }
        if instant < begin { return Phase(holds: false, end: begin < end ? begin : .max) }
        return instant < end ? Phase(holds: true, end: end) : Phase(holds: false, end: .max)
    }
}

/// Whether something holds at an instant, and the first instant at which that may change.
struct Phase: Hashable {
    private(set) var holds: Bool
    private(set) var end: Int64

    init(holds: Bool, end: Int64) {
        self.holds = holds
        self.end = end
    }

    /// Whether a fact that a filter means is on record and holds.
    init(of filter: FactFilter, _ inquiry: Inquiry, at instant: Int64) {
        guard !filter.bit.isDisjoint(with: inquiry.factKinds) else {
            self.init(holds: false, end: .max)
            return
        }
        var last = Int64.min
        var next = Int64.max
        for held in inquiry.facts where held.end > instant && filter.takes(held, in: inquiry) {
            if held.from <= instant { last = max(last, held.end) } else { next = min(next, held.from) }
        }
        self = last == .min ? Phase(holds: false, end: next) : Phase(holds: true, end: last)
    }

    /// Holds only where another one holds, too.
    mutating func narrow(_ other: Phase) {
        switch (holds, other.holds) {
        case (true, true): end = min(end, other.end)
        case (true, false): self = other
        case (false, true): return
        // Either of them keeps it from holding.
        case (false, false): end = max(end, other.end)
        }
    }
}
