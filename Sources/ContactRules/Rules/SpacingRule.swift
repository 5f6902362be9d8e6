import Dunning

/// A wait after an event: a conversation, a notice, the due date, the last message.
struct SpacingRule: RuleBody {
    /// What starts the wait; of several the latest counts.
    enum Event: Hashable, Sendable {
        case contact(HistoryFilter)
        case fact(FactFilter)
        /// The last day to pay.
        case due
    }

    /// How long it lasts.
    enum Wait: Hashable, Sendable {
        /// Opens at the beginning of the n-th local day after the day of the event, which is day zero.
        case opensOnDay(Int)
        /// Opens so many hours after the event.
        case hours(Int)
    }

    var event: Event
    /// What the event is called in explanations: "the conversation".
    var eventName: String
    var wait: Wait
    /// Without the event on record there is no contact at all.
    var needsEvent = false
    /// What lifts the wait while it is on record.
    var lifts: [Evidence] = []
    /// Asked only where such a fact is on record.
    var relying: FactFilter?

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        if let relying, !inquiry.facts.contains(where: { relying.takes($0, in: inquiry) }) { return .clear }
        var opening = Int64.min
        var start = Int64.min
        var cause = Ground.Cause.due
        for zone in zones {
            guard let event = latest(inquiry, zone) else {
                return needsEvent ? Answer(.closed, .missing(eventName)) : .clear
            }
            let end = end(of: event.at, in: zone)
            if end > opening { (opening, start, cause) = (end, event.at, event.cause) }
        }
        guard opening > instant else { return .clear }
        if let end = lifts.end(inquiry, at: instant, zones: zones) {
            return Answer(.open(until: end), .exception("the debtor agreed to it"))
        }
        return Answer(.shut(until: opening), .wait(after: eventName, at: start, cause: cause))
    }

    private func end(of event: Int64, in zone: Zone) -> Int64 {
        switch wait {
        case .hours(let hours): event + Int64(hours) * .hour
        case .opensOnDay(let number): zone.start(ofDay: zone.day(at: event) + number)
        }
    }

    private func latest(_ inquiry: Inquiry, _ zone: Zone) -> (at: Int64, cause: Ground.Cause)? {
        switch event {
        case .contact(let filter):
            let kind = inquiry.question.debt.kind
            return inquiry.history.last { filter.takes($0, of: kind) }.map { ($0.at, .contact($0.index)) }
        case .fact(let filter):
            return inquiry.facts.last { filter.takes($0, in: inquiry) }.map { ($0.from, .fact($0.place)) }
        case .due: return inquiry.question.debt.due.map { (zone.start(ofDay: $0.dayNumber), .due) }
        }
    }
}
