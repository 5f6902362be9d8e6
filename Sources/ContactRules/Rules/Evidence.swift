import Dunning

/// One thing that may be on record in favour of a contact.
struct Evidence: Hashable, Sendable {
    /// What kind of thing.
    enum Kind: Hashable, Sendable {
        /// A consent of one of some scopes, in one of some forms, for this channel and contact point.
        case consent(scopes: Set<Fact.ConsentScope>, form: Fact.Form?)
        /// A fact.
        case fact(FactFilter)
        /// A message or call of the debtor on this channel, from this contact point, about this debt.
        case fromDebtor
        /// A contact that we made.
        case contact(HistoryFilter)
    }

    var kind: Kind
    /// For how many calendar days it counts, its own day being the first; nil = until it ends by itself.
    var days: Int?
    /// In words, for explanations: "consent to contact".
    var words: String

    /// The end of the time in which it holds, at an instant at which it does; nil where it does not hold.
    func end(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Int64? {
        switch kind {
        case .consent, .fact: best(inquiry, at: instant, zones)
        case .fromDebtor, .contact: latest(inquiry, at: instant, zones)
        }
    }

    /// The next instant at which something of it begins to hold; nil where nothing on record does.
    func next(_ inquiry: Inquiry, after instant: Int64) -> Int64? {
        switch kind {
        case .consent, .fact:
            inquiry.facts.first { $0.from > instant && $0.end > $0.from && isMeant($0, inquiry) }?.from
        case .fromDebtor, .contact: inquiry.history.first { $0.at > instant && isMeant($0, inquiry) }?.at
        }
    }

    /// The kinds of facts that may be such a thing.
    private var kinds: FactKinds {
        switch kind {
        case .consent: .consent
        case .fact(let filter): filter.bit
        case .fromDebtor, .contact: []
        }
    }

    /// Whether a fact is such a thing.
    private func isMeant(_ held: HeldFact, _ inquiry: Inquiry) -> Bool {
        switch kind {
        case .consent(let scopes, let form):
            guard case .consent(let channel, let value, let given, let scope, _) = held.fact.kind else { return false }
            return scopes.contains(scope) && (form == nil || form == given) && inquiry.isAbout(channel, value)
        case .fact(let filter): return filter.takes(held, in: inquiry)
        case .fromDebtor, .contact: return false
        }
    }

    /// Whether a past contact is such a thing.
    private func isMeant(_ entry: HistoryEntry, _ inquiry: Inquiry) -> Bool {
        switch kind {
        case .fromDebtor:
            let wanted: ContactTraits = [.direction(.in), .channel(inquiry.question.contact.channel)]
            return entry.traits.contains(wanted) && entry.samePoint && entry.sameDebt
        case .contact(let filter): return filter.takes(entry, of: inquiry.question.debt.kind)
        case .consent, .fact: return false
        }
    }

    private func best(_ inquiry: Inquiry, at instant: Int64, _ zones: [Zone]) -> Int64? {
        var best: Int64?
        let wanted = kinds
        guard !wanted.isDisjoint(with: inquiry.factKinds) else { return nil }
        for place in inquiry.facts.indices where !inquiry.facts[place].bit.isDisjoint(with: wanted) {
            let held = inquiry.facts[place]
            guard held.holds(at: instant), isMeant(held, inquiry) else { continue }
            let end = min(held.end, limit(from: held.from, zones))
            if end > instant, end > best ?? .min { best = end }
        }
        return best
    }

    private func latest(_ inquiry: Inquiry, at instant: Int64, _ zones: [Zone]) -> Int64? {
        let entry = inquiry.newestContact { $0.at <= instant && isMeant($0, inquiry) }
        guard let entry else { return nil }
        let end = limit(from: entry.at, zones)
        return end > instant ? end : nil
    }

    /// The end of the days for which it counts, in the zone where that is first.
    private func limit(from instant: Int64, _ zones: [Zone]) -> Int64 {
        guard let days else { return .max }
        return zones.map { $0.start(ofDay: $0.day(at: instant) + days) }.min() ?? instant
    }
}

extension [Evidence] {
    /// The end of the time in which one of them holds; nil where none does.
    func end(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Int64? {
        best(inquiry, at: instant, zones: zones)?.end
    }

    /// The one that holds longest at an instant, in words, with its end; nil where none does.
    func best(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> (end: Int64, words: String)? {
        var best: (end: Int64, words: String)?
        for evidence in self {
            guard let end = evidence.end(inquiry, at: instant, zones: zones), end > best?.end ?? .min else { continue }
            best = (end, evidence.words)
        }
        return best
    }

    /// The next instant at which something of them begins to hold; nil where nothing on record does.
    func next(_ inquiry: Inquiry, after instant: Int64) -> Int64? {
        compactMap { $0.next(inquiry, after: instant) }.min()
    }
}
