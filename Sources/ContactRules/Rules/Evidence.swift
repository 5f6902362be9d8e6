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
        case .consent(let scopes, let form):
            return best(inquiry, at: instant, zones) { held in
                guard case .consent(let channel, let value, let given, let scope, _) = held.fact.kind else {
                    return false
                }
                return scopes.contains(scope) && (form == nil || form == given) && inquiry.isAbout(channel, value)
            }
        case .fact(let filter): return best(inquiry, at: instant, zones) { filter.takes($0, in: inquiry) }
        case .fromDebtor:
            let channel = ContactTraits.channel(inquiry.question.contact.channel)
            return latest(inquiry, at: instant, zones) {
                $0.traits.contains([.direction(.in), channel]) && $0.samePoint && $0.sameDebt
            }
        case .contact(let filter):
            let kind = inquiry.question.debt.kind
            return latest(inquiry, at: instant, zones) { filter.takes($0, of: kind) }
        }
    }

    private func best(
        _ inquiry: Inquiry,
        at instant: Int64,
        _ zones: [Zone],
        _ isMeant: (HeldFact) -> Bool
    ) -> Int64? {
        var best: Int64?
        for held in inquiry.facts where held.holds(at: instant) && isMeant(held) {
            let end = min(held.end, limit(from: held.from, zones))
            if end > instant, end > best ?? .min { best = end }
        }
        return best
    }

    private func latest(
        _ inquiry: Inquiry,
        at instant: Int64,
        _ zones: [Zone],
        _ isMeant: (HistoryEntry) -> Bool
    ) -> Int64? {
        guard let entry = inquiry.history.last(where: { $0.at <= instant && isMeant($0) }) else { return nil }
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
        var best: Int64?
        for evidence in self {
            if let end = evidence.end(inquiry, at: instant, zones: zones), end > best ?? .min { best = end }
        }
        return best
    }
}
