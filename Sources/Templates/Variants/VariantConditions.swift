import Dunning

/// What a message must be about for a variant or an experiment to be used; what is left out is not asked.
struct VariantConditions: Hashable, Sendable {
    /// How far the escalation has come.
    var level: NumberRange?
    /// What is open, by currency; an amount in another currency is not among it.
    var amount: [Currency: NumberRange]?
    /// Days since the debt was due; 0 before it.
    var daysOverdue: NumberRange?
    /// Consumer or business.
    var kinds: Set<DebtorKind>?
    /// Groups of the engine's own; a debtor without one is in none.
    var segments: Set<Segment>?
    /// The engine's score; a debtor without one has none.
    var risk: NumberRange?
    /// The locale of the message; a language takes in its regions.
    var locales: [String]?
    /// Countries and regions of the postal address; a country takes in its regions.
    var places: [String]?
    /// The channels.
    var channels: Set<Channel>?
    /// The conditions as their author wrote them, for the journal.
    var words: [String] = []

    /// What is known of one message when its variant is chosen.
    struct Matter: Sendable {
        let action: Action
        let channel: Channel
        let today: CivilDate
        /// The locale in which its money and dates are written.
        let locale: String
    }

    var isEmpty: Bool {
        level == nil && amount == nil && daysOverdue == nil && kinds == nil && segments == nil && risk == nil
            && locales == nil && places == nil && channels == nil
    }

    /// Whether all of them hold.
    func hold(for matter: Matter) -> Bool {
        let action = matter.action
        let debtor = action.debtor
        let open = action.debt.open
        let days = max(0, matter.today.dayNumber - action.debt.due.dayNumber)
        return level?.contains(Int64(action.level)) ?? true
            && amount.map { $0[open.currency]?.contains(open.minor) ?? false } ?? true
            && daysOverdue?.contains(Int64(days)) ?? true
            && kinds?.contains(debtor.kind) ?? true
            && segments.map { wanted in debtor.segment.map(wanted.contains) ?? false } ?? true
            && risk.map { wanted in debtor.risk.map { wanted.contains(Int64($0)) } ?? false } ?? true
            && takes(locale: matter.locale)
            && places.map { wanted in debtor.address.map { Self.isIn($0, wanted) } ?? false } ?? true
            && takes(matter.channel)
    }

    /// Whether a message in the locale may be meant.
    func takes(locale: String) -> Bool {
        locales.map { wanted in LocaleChain.widening(locale).contains(where: wanted.contains) } ?? true
    }

    /// Whether a message on the channel may be meant.
    func takes(_ channel: Channel) -> Bool { channels?.contains(channel) ?? true }

    private static func isIn(_ address: PostalAddress, _ places: [String]) -> Bool {
        places.contains { $0 == address.country || $0 == address.region }
    }

    /// Whether every message that the other conditions let pass passes here as well, so that these leave them nothing.
    func covers(_ other: VariantConditions) -> Bool {
        covers(level, other.level) { $0.covers($1) }
            && covers(amount, other.amount) { own, others in
                others.allSatisfy { currency, range in own[currency]?.covers(range) ?? false }
            }
            && covers(daysOverdue, other.daysOverdue) { $0.covers($1) }
            && covers(kinds, other.kinds) { $0.isSuperset(of: $1) }
            && covers(segments, other.segments) { $0.isSuperset(of: $1) }
            && covers(risk, other.risk) { $0.covers($1) }
            && covers(locales, other.locales) { own, others in
                others.allSatisfy { LocaleChain.widening($0).contains(where: own.contains) }
            }
            && covers(places, other.places) { own, others in
                others.allSatisfy { own.contains($0) || own.contains(String($0.prefix(2))) }
            }
            && covers(channels, other.channels) { $0.isSuperset(of: $1) }
    }

    private func covers<Wanted>(_ own: Wanted?, _ other: Wanted?, _ isWider: (Wanted, Wanted) -> Bool) -> Bool {
        guard let own else { return true }
        return other.map { isWider(own, $0) } ?? false
    }
}
