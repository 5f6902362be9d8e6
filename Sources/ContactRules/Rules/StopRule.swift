import Dunning

/// No contact while a fact holds, or, where no fact is named, no contact of the rule's scope at all.
struct StopRule: RuleBody {
    /// The facts that stop, any of them.
    var facts: [FactFilter]
    /// The fact binds only so many hours after it was told.
    var bindsAfterHours = 0
    /// The fact stops binding by itself at the beginning of the n-th local day after it was told.
    var lapse: Lapse?
    /// The fact counts only inside the time to dispute that a notice opens.
    var period: DisputePeriod?
    /// What lets a message through although the fact holds: an answer to the debtor's message.
    var allowsReply = false
    /// In words, for explanations: "the debtor is represented by a lawyer".
    var words: String

    /// When an oral request stops binding, unless it was confirmed in writing.
    struct Lapse: Hashable, Sendable {
        var onDay: Int
        /// A confirmation on this day after the request, or before, makes it last.
        var confirmedWithinDays: Int
    }

    var silentWithout: FactKinds? { facts.isEmpty ? nil : facts.reduce(into: []) { $0.formUnion($1.bit) } }

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard !facts.isEmpty else { return Answer(.closed, .message(words)) }
        guard !inquiry.facts.isEmpty else { return .clear }
        if allowsReply, inquiry.isPermittedReply {
            return Answer(.open(until: .max), .exception("it answers the debtor's own message"))
        }
        var opening = Int64.min
        var binding = Int64.max
        var told = Int64.min
        var place = 0
        for held in inquiry.facts where facts.contains(where: { $0.takes(held, in: inquiry) }) {
            if let period, !period.holds(held, inquiry, zones) { continue }
            let start = held.from + Int64(bindsAfterHours) * .hour
            let end = min(held.end, lapseEnd(held, zones))
            guard end > instant, end > start else { continue }
            if start > instant {
                binding = min(binding, start)
            } else if end > opening {
                (opening, told, place) = (end, held.from, held.place)
            }
        }
        if opening == .min { return Answer(.open(until: binding), .clear) }
        return Answer(opening == .max ? .closed : .shut(until: opening), .fact(words, at: told, place: place))
    }

    private func lapseEnd(_ held: HeldFact, _ zones: [Zone]) -> Int64 {
        guard let lapse, case .workplaceProhibited(_, let form, let confirmed) = held.fact.kind, form != .written else {
            return .max
        }
        return zones.map { zone in
            let day = zone.day(at: held.from)
            if let confirmed, zone.day(at: confirmed.milliseconds) <= day + lapse.confirmedWithinDays { return .max }
            return zone.start(ofDay: day + lapse.onDay)
        }.max() ?? .max
    }
}

/// The time in which a debtor may dispute a debt, opened by a notice.
///
/// Source: 15 USC 1692g(b), 12 CFR 1006.34(b)(5): the period begins when the notice is received, which may be assumed
/// on a business day after it was sent, and ends so many days later, that day included. Without a notice on record the
/// period has not ended.
struct DisputePeriod: Hashable, Sendable {
    var notice: FactFilter
    /// After how many business days the notice may be taken to have been received.
    var receipt: BusinessDays
    var days: Int

    func holds(_ held: HeldFact, _ inquiry: Inquiry, _ zones: [Zone]) -> Bool {
        guard let sent = inquiry.facts.last(where: { notice.takes($0, in: inquiry) }) else { return true }
        return zones.contains { zone in
            let last = receipt.last(after: zone.day(at: sent.from), in: inquiry.whereabouts) + days
            return zone.day(at: held.from) <= last
        }
    }
}
