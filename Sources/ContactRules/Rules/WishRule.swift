import Dunning

/// No contact at a time that the debtor called inconvenient.
///
/// Source: 12 CFR 1006.6(b)(1), comment 6(b)(1)-1; FCA CONC 7.9.4R. The times are on the debtor's clock: where several
/// zones are possible, the rule is shut while any of them is inside.
struct WishRule: RuleBody {
    /// A time that the debtor called convenient opens it, as far as it says here; nil = none does.
    var opensByWish: ConvenientTime?
    /// One answer to the debtor's message goes through.
    var allowsReply = false

    var silentWithout: FactKinds? { .wish }

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard !inquiry.facts.isEmpty else { return .clear }
        if allowsReply, inquiry.isPermittedReply {
            return Answer(.open(until: .max), .exception("it is the one answer to the debtor's own message"))
        }
        var opening = Int64.min
        var change = Int64.max
        var ground = Ground.clear
        for wished in inquiry.wishes(.inconvenient, after: instant) {
            for zone in zones {
                switch span(of: wished, inquiry, zone, at: instant) {
                case .open(let until): change = min(change, until)
                case .shut(let until):
                    guard until > opening else { continue }
                    opening = until
                    let held = wished.held
                    ground = .fact("the debtor called this time inconvenient", at: held.from, place: held.place)
                case .closed: continue
                }
            }
        }
        return opening == .min
            ? Answer(.open(until: change), .clear)
            : Answer(.shut(until: opening), ground)
    }

    /// What one wish says in one zone.
    private func span(of wished: WishedTime, _ inquiry: Inquiry, _ zone: Zone, at instant: Int64) -> Span {
        guard let inside = wished.end(in: zone, at: instant) else {
            return .open(until: wished.next(in: zone, from: instant, before: inquiry.horizon) ?? .max)
        }
        guard let opensByWish else { return .shut(until: inside) }
        if let end = opensByWish.end(inquiry, zone, at: instant) { return .open(until: end) }
        return .shut(until: min(inside, opensByWish.next(inquiry, zone, from: instant) ?? .max))
    }
}

/// Which of the times that the debtor called convenient open a rule.
enum ConvenientTime: Hashable, Sendable {
    /// All of them.
    case any
    /// Those that were agreed in writing.
    case written

    /// The end of the convenient time that holds at an instant; nil where none does.
    func end(_ inquiry: Inquiry, _ zone: Zone, at instant: Int64) -> Int64? {
        var best: Int64?
        for wished in inquiry.wishes(.convenient, after: instant) where counts(wished.wish) {
            guard let end = wished.end(in: zone, at: instant) else { continue }
            best = max(best ?? end, end)
        }
        return best
    }

    /// The beginning of the next one, not before an instant.
    func next(_ inquiry: Inquiry, _ zone: Zone, from instant: Int64) -> Int64? {
        var first: Int64?
        for wished in inquiry.wishes(.convenient, after: instant) where counts(wished.wish) {
            guard let next = wished.next(in: zone, from: instant, before: inquiry.horizon) else { continue }
            first = min(first ?? next, next)
        }
        return first
    }

    private func counts(_ wish: Wish) -> Bool { self == .any || wish.form == .written }
}

/// A wish with the time in which it holds.
struct WishedTime {
    let wish: Wish
    let held: HeldFact

    /// The end of the wished hours that hold at an instant; nil where none do.
    func end(in zone: Zone, at instant: Int64) -> Int64? {
        guard held.from <= instant else { return nil }
        return WishHours.hours(of: wish, in: zone).end(at: instant).map { min($0, held.end) }
    }

    /// The first instant, not before a given one, at which the wished hours hold.
    func next(in zone: Zone, from instant: Int64, before horizon: Int64) -> Int64? {
        WishHours.hours(of: wish, in: zone).next(from: max(instant, held.from), before: min(held.end, horizon))
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
    /// The wishes about this channel and this kind of contact point that hold at an instant or later.
    ///
    /// A contact point whose use is not known may be meant by what stops, and is not proved to be meant by what opens.
    func wishes(_ effect: Wish.Effect, after instant: Int64) -> [WishedTime] {
        guard factKinds.contains(.wish) else { return [] }
        return facts.indices.compactMap { place in
            guard facts[place].bit == .wish else { return nil }
            let held = facts[place]
            guard case .wish(let wish) = held.fact.kind, wish.effect == effect, held.end > instant,
                wish.channel == nil || wish.channel == question.contact.channel, isMeant(wish)
            else { return nil }
            return WishedTime(wish: wish, held: held)
        }
    }

    private func isMeant(_ wish: Wish) -> Bool {
        guard let wanted = wish.use else { return true }
        guard let use = question.contact.to?.use, use != .unknown else { return wish.effect == .inconvenient }
        return use == wanted
    }
}
