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

    /// A lower limit that is advised only.
    struct Soft: Hashable, Sendable {
        var limit: Int
        var periods: [Period]
    }

    var limit: Int
    var periods: [Period]
    var counted: HistoryFilter
    /// The count begins behind the first of these contacts; nil = at once.
    var beginsAfter: HistoryFilter?
    /// From so many contacts on the finding warns, and still lets the message go.
    var soft: Soft?
    /// Contacts made while one of these held are not counted later either.
    var leavesOut: [Evidence] = []
    /// An answer to the debtor's message is neither held nor counted.
    var leavesOutReplies = false

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        if leavesOutReplies, inquiry.isPermittedReply { return .clear }
        // Most debtors have seen fewer contacts than any cap allows.
        guard mayBeFull(inquiry, at: instant) else { return .clear }
        let counted = counted(inquiry, zones)
        if let full = Self.fullness(of: counted, limit, periods, at: instant, zones) {
            let contacts = full.contacts
            let ground = Ground.count(found: contacts.count, limit: limit, period: full.words, contacts: contacts)
            return Answer(.shut(until: full.end), ground)
        }
        guard let soft, let full = Self.fullness(of: counted, soft.limit, soft.periods, at: instant, zones) else {
            return .clear
        }
        let contacts = full.contacts
        let advised = soft.limit
        return Answer(
            .open(until: .max),
            .caution(found: contacts.count, advised: advised, period: full.words, contacts: contacts)
        )
    }

    /// Whether so many contacts are recent enough to count; tells most rules apart by a look at the newest few.
    private func mayBeFull(_ inquiry: Inquiry, at instant: Int64) -> Bool {
        let least = min(limit, soft?.limit ?? limit)
        guard inquiry.question.history.count >= least else { return false }
        let kind = inquiry.question.debt.kind
        let longest = (periods + (soft?.periods ?? [])).map(\.longest).max() ?? 0
        return inquiry.hasContacts(least, after: instant - longest) { counted.takes($0, of: kind) }
    }

    /// Until when one of the periods is full, and of which contacts, by their places; nil where each leaves room.
    private static func fullness(
        of counted: [HistoryEntry],
        _ limit: Int,
        _ periods: [Period],
        at instant: Int64,
        _ zones: [Zone]
    ) -> (end: Int64, words: String, contacts: [Int])? {
        guard counted.count >= limit else { return nil }
        // The count is full for as long as this one, the oldest that matters, is inside the period.
        let decisive = counted[counted.count - limit]
        var latest: (end: Int64, period: Period, zone: Zone)?
        for zone in zones {
            for period in periods {
                let end = period.end(of: decisive.at, at: instant, in: zone)
                if end > instant, end > latest?.end ?? .min { latest = (end, period, zone) }
            }
        }
        return latest.map { full in
            let found = counted.count { full.period.end(of: $0.at, at: instant, in: full.zone) > instant }
            return (full.end, full.period.words, counted.suffix(max(found, limit)).map(\.index))
        }
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
            if !leavesOut.isEmpty, leavesOut.end(inquiry, at: entry.at, zones: zones) != nil { continue }
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
        case .week: return zone.start(ofDay: CivilDate.firstOfNextWeek(after: zone.day(at: past)))
        case .month: return zone.start(ofDay: CivilDate.firstOfNextMonth(after: zone.day(at: past)))
        }
    }

    /// No contact that is longer past takes part; the clocks may change, and no local day is two days long.
    var longest: Int64 {
        switch self {
        case .hours(let hours): Int64(hours) * .hour
        case .days(let days): Int64(days + 2) * .day
        case .week: 9 * .day
        case .month: 33 * .day
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
