import Dunning

/// No more than so many contacts in a period.
///
/// Periods run on the debtor's calendar: "k days" are k calendar days, today included. In several zones the count must
/// leave room in each. Where two periods are given, both must leave room.
struct CapRule: RuleBody {
    /// How long contacts are counted together.
    enum Period: Hashable, Sendable {
        /// Calendar days, today included.
        case days(Int)
        /// Hours by the clock on the wall of physics: the only period that is no matter of the calendar.
        case hours(Int)
        /// From Monday to Sunday.
        case week
        /// The calendar month.
        case month
    }

    var limit: Int
    var periods: [Period]
    var counted: HistoryFilter
    /// The count begins behind the first of these contacts; nil = at once.
    var beginsAfter: HistoryFilter?
    /// What lifts the cap while it is on record.
    var lifts: [Evidence] = []
    /// Contacts made while the cap was lifted are not counted later either.
    var leavesOutLifted = false
    /// An answer to the debtor's message is neither held nor counted.
    var leavesOutReplies = false

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        if leavesOutReplies, inquiry.isPermittedReply { return .clear }
        // Most debtors have seen fewer contacts than any cap allows.
        guard inquiry.history.count >= limit else { return .clear }
        let counted = counted(inquiry, zones)
        guard counted.count >= limit else { return .clear }
        // The count is full for as long as this one, the oldest that matters, is inside the period.
        let decisive = counted[counted.count - limit]
        var opening = Int64.min
        var full: Period?
        for zone in zones {
            for period in periods {
                let end = period.end(of: decisive.at, at: instant, in: zone)
                if end > instant, end > opening { (opening, full) = (end, period) }
            }
        }
        guard let full else { return .clear }
        if let end = lifts.end(inquiry, at: instant, zones: zones) {
            return Answer(.open(until: end), .exception("the debtor agreed to more"))
        }
        let found = counted.count { full.end(of: $0.at, at: instant, in: zones[0]) > instant }
        let contacts = counted.suffix(max(found, limit)).map(\.index)
        let ground = Ground.count(found: contacts.count, limit: limit, period: full.words, contacts: contacts)
        return Answer(.shut(until: opening), ground)
    }

    /// The contacts that count, oldest first.
    private func counted(_ inquiry: Inquiry, _ zones: [Zone]) -> [HistoryEntry] {
        let kind = inquiry.question.debt.kind
        var begin = Int64.min
        if let beginsAfter {
            guard let first = inquiry.history.first(where: { beginsAfter.takes($0, of: kind) }) else { return [] }
            begin = first.at + 1
        }
        var entries: [HistoryEntry] = []
        for entry in inquiry.history where entry.at >= begin && counted.takes(entry, of: kind) {
            if leavesOutLifted, lifts.end(inquiry, at: entry.at, zones: zones) != nil { continue }
            entries.append(entry)
        }
        return entries
    }
}

extension CapRule.Period {
    /// The first instant after the period that a past contact takes part in, as seen from an instant.
    func end(of past: Int64, at instant: Int64, in zone: Zone) -> Int64 {
        switch self {
        case .hours(let hours): return past + Int64(hours) * .hour
        case .days(let days): return zone.start(ofDay: zone.day(at: past) + days)
        case .week:
            let day = zone.day(at: past)
            return zone.start(ofDay: day - CivilDate(dayNumber: day).weekdayIndex + 7)
        case .month:
            let (year, month, _) = CivilDate(dayNumber: zone.day(at: past)).components
            return zone.start(ofDay: CivilDate.first(of: month % 12 + 1, in: month == 12 ? year + 1 : year))
        }
    }

    /// In words: "7 days".
    var words: String {
        switch self {
        case .days(1): "a day"
        case .days(let days): "\(days) days"
        case .hours(let hours): "\(hours) hours"
        case .week: "a week from Monday"
        case .month: "a calendar month"
        }
    }
}
