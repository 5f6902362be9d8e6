import Dunning

/// No contact at a time that the debtor called inconvenient.
///
/// Source: 12 CFR 1006.6(b)(1), comment 6(b)(1)-1; FCA CONC 7.9.4R. The times are on the debtor's clock: where several
/// zones are possible, the rule is shut while any of them is inside.
struct WishRule: RuleBody {
    /// One answer to the debtor's message goes through.
    var allowsReply = false

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard !inquiry.facts.isEmpty else { return .clear }
        if allowsReply, inquiry.isPermittedReply {
            return Answer(.open(until: .max), .exception("it is the one answer to the debtor's own message"))
        }
        var opening = Int64.min
        var change = Int64.max
        var ground = Ground.clear
        for (wish, held) in inquiry.wishes(.inconvenient, at: instant) {
            for zone in zones {
                let hours = WishHours.hours(of: wish, in: zone)
                if let inside = hours.end(at: instant) {
                    guard min(inside, held.end) > opening else { continue }
                    opening = min(inside, held.end)
                    ground = .fact("the debtor called this time inconvenient", at: held.from, place: held.place)
                } else if let next = hours.next(from: instant, before: min(held.end, inquiry.horizon)) {
                    change = min(change, next)
                }
            }
        }
        return opening == .min
            ? Answer(.open(until: change), .clear)
            : Answer(.shut(until: opening), ground)
    }
}

/// The times of a wish as hours of local days.
struct WishHours: HourSource {
    let wish: Wish

    static func hours(of wish: Wish, in zone: Zone) -> LocalHours<WishHours> {
        LocalHours(zone: zone, source: WishHours(wish: wish))
    }

    /// A wish that runs past midnight belongs to the day on which it begins.
    func hours(on day: Int) -> [HourSpan] {
        let start = Int64(wish.from) * .minute
        let end = Int64(wish.to) * .minute
        let isToday = wish.days?.contains(CivilDate(dayNumber: day).weekday) ?? true
        guard end <= start else { return isToday ? [HourSpan(start: start, end: end)] : [] }
        let wasYesterday = wish.days?.contains(CivilDate(dayNumber: day - 1).weekday) ?? true
        var spans: [HourSpan] = []
        if wasYesterday, end > 0 { spans.append(HourSpan(start: 0, end: end)) }
        if isToday { spans.append(HourSpan(start: start, end: .day)) }
        return spans
    }
}

extension Inquiry {
    /// The wishes about this channel that hold at an instant, each with its fact.
    func wishes(_ effect: Wish.Effect, at instant: Int64) -> [(wish: Wish, held: HeldFact)] {
        guard !facts.isEmpty else { return [] }
        return facts.compactMap { held in
            guard case .wish(let wish) = held.fact.kind, wish.effect == effect, held.holds(at: instant),
                wish.channel == nil || wish.channel == question.contact.channel
            else { return nil }
            return (wish, held)
        }
    }
}
