import Dunning

/// A wait after an event: a conversation, a notice, the due date, the last message.
struct SpacingRule: RuleBody {
    /// What starts the wait.
    enum Event: Hashable, Sendable {
        case contact(HistoryFilter)
        case fact(FactFilter)
        /// The last day to pay.
        case due

        /// When one of them was, and what it was.
        struct Origin {
            let at: Int64
            let cause: Ground.Cause

            init(at: Int64, cause: Ground.Cause) {
                self.at = at
                self.cause = cause
            }

            init(_ entry: HistoryEntry) { self.init(at: entry.at, cause: .contact(entry.index)) }
        }
    }

    /// How long it lasts.
    enum Wait: Hashable, Sendable {
        /// Opens at the beginning of the n-th local day after the day of the event, which is day zero.
        case opensOnDay(Int)
        /// Opens so many hours after the event.
        case hours(Int)
        /// Opens with the next local day, week or month.
        case opensWith(Turn)
    }

    /// What begins anew.
    enum Turn: String, CaseIterable, Hashable, Sendable {
        case day
        /// On Monday.
        case week
        case month
    }

    /// Which of several events counts.
    enum Measure: String, CaseIterable, Hashable, Sendable {
        /// The one whose wait ends first.
        case first
        /// The latest, whose wait ends last.
        case last
    }

    /// Another beginning for contacts on some channels: day one is a working day after the contact.
    struct LaterStart: Hashable, Sendable {
        var channels: Set<Channel>
        var workingDay: BusinessDays
    }

    var event: Event
    /// What the event is called in explanations: "the conversation".
    var eventName: String
    var wait: Wait
    var measure = Measure.last
    /// Only events behind the first of these contacts count; nil = all.
    var beginsAfter: HistoryFilter?
    /// For contacts on other channels day one is the day after the contact.
    var laterStart: [LaterStart] = []
    /// Without the event on record there is no contact at all.
    var needsEvent = false

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard needsEvent || mayWait(inquiry, at: instant) else { return .clear }
        var opening = Int64.min
        var event = Event.Origin(at: .min, cause: .due)
        for zone in zones {
            guard let (end, origin) = decisive(inquiry, zone) else {
                return needsEvent ? Answer(.closed, .missing(eventName)) : .clear
            }
            if end > opening { (opening, event) = (end, origin) }
        }
        guard opening > instant else { return .clear }
        return Answer(.shut(until: opening), .wait(after: eventName, at: event.at, cause: event.cause))
    }

    /// Whether a contact that starts the wait is recent enough; of other events that is not asked beforehand.
    private func mayWait(_ inquiry: Inquiry, at instant: Int64) -> Bool {
        guard case .contact(let filter) = event, laterStart.isEmpty else { return true }
        let kind = inquiry.question.debt.kind
        return inquiry.hasContacts(1, after: instant - wait.longest) { filter.takes($0, of: kind) }
    }

    /// The event that counts, with the end of its wait.
    private func decisive(_ inquiry: Inquiry, _ zone: Zone) -> (end: Int64, event: Event.Origin)? {
        let kind = inquiry.question.debt.kind
        var begin = Int64.min
        if let beginsAfter {
            guard let first = inquiry.history.first(where: { beginsAfter.takes($0, of: kind) }) else { return nil }
            begin = first.at + 1
        }
        func timed(_ event: Event.Origin, _ start: LaterStart? = nil) -> (end: Int64, event: Event.Origin) {
            (end(of: event.at, start, inquiry, zone), event)
        }
        switch event {
        case .contact(let filter):
            func isMeant(_ entry: HistoryEntry) -> Bool { entry.at >= begin && filter.takes(entry, of: kind) }
            // Without later starts waits end in the order of their events, so that one of them decides.
            guard !laterStart.isEmpty else {
                return one(of: inquiry.history, isMeant).map { timed(Event.Origin($0)) }
            }
            let waits = inquiry.history.lazy.filter(isMeant).map { entry in
                timed(Event.Origin(entry), laterStart.first { $0.channels.contains(where: entry.isBy) })
            }
            return measure == .first ? waits.min { $0.end < $1.end } : waits.max { $0.end < $1.end }
        case .fact(let filter):
            let held = one(of: inquiry.facts) { $0.from >= begin && filter.takes($0, in: inquiry) }
            return held.map { timed(Event.Origin(at: $0.from, cause: .fact($0.place))) }
        case .due:
            return inquiry.question.debt.due.map { due in
                timed(Event.Origin(at: zone.start(ofDay: due.dayNumber), cause: .due))
            }
        }
    }

    /// The first or the last that is meant, of what is in the order of time.
    private func one<Element>(of events: [Element], _ isMeant: (Element) -> Bool) -> Element? {
        measure == .first ? events.first(where: isMeant) : events.last(where: isMeant)
    }

    private func end(of event: Int64, _ start: LaterStart?, _ inquiry: Inquiry, _ zone: Zone) -> Int64 {
        if case .hours(let hours) = wait { return event + Int64(hours) * .hour }
        let own = zone.day(at: event)
        let dayZero = start.map { $0.workingDay.last(after: own, in: inquiry.whereabouts) - 1 } ?? own
        switch wait {
        case .opensOnDay(let number): return zone.start(ofDay: dayZero + number)
        case .opensWith(let turn): return zone.start(ofDay: turn.day(after: dayZero))
        case .hours: return event
        }
    }
}

extension SpacingRule.Wait {
    /// No wait is longer, whatever the clocks do.
    fileprivate var longest: Int64 {
        switch self {
        case .hours(let hours): Int64(hours) * .hour
        case .opensOnDay(let number): Int64(number + 2) * .day
        case .opensWith(.day): 3 * .day
        case .opensWith(.week): 9 * .day
        case .opensWith(.month): 33 * .day
        }
    }
}

extension SpacingRule.Turn {
    /// The first day of the next day, week or month.
    func day(after day: Int) -> Int {
        switch self {
        case .day: day + 1
        case .week: CivilDate.firstOfNextWeek(after: day)
        case .month: CivilDate.firstOfNextMonth(after: day)
        }
    }
}
