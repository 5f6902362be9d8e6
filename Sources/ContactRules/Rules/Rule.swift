import Dunning

/// What a rule does; one kind of rule = one type = one file.
protocol RuleBody: Sendable {
    /// What the rule says at an instant, in the zones that it asks.
    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer
}

/// What a rule found at an instant, with the reason.
struct Answer {
    let span: Span
    let ground: Ground

    init(_ span: Span, _ ground: Ground) {
        self.span = span
        self.ground = ground
    }

    /// Open for good.
    static let clear = Answer(.open(until: .max), .clear)
}

/// One rule of a pack, ready to be asked; a class, because every decision hands many of them around.
final class Rule: Sendable {
    let card: RuleCard
    let scope: Scope
    let zones: ZoneChoice
    let body: any RuleBody
    /// The body of a rule that demands a text.
    let disclosure: DisclosureRule?

    init(card: RuleCard, scope: Scope, zones: ZoneChoice, body: any RuleBody) {
        self.card = card
        self.scope = scope
        self.zones = zones
        self.body = body
        disclosure = body as? DisclosureRule
    }

    /// What the rule says at an instant, its days in force and its days overdue taken into account.
    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard scope.dependsOnDate(at: instant) else { return body.answer(inquiry, at: instant, zones: zones) }
        let (begin, end) = scope.time(for: inquiry, zones)
        if instant < begin { return Answer(.open(until: begin), .clear) }
        if instant >= end { return .clear }
        let answer = body.answer(inquiry, at: instant, zones: zones)
        guard end != .max else { return answer }
        switch answer.span {
        case .open(let until): return Answer(.open(until: min(until, end)), answer.ground)
        case .shut(let until): return Answer(.shut(until: min(until, end)), answer.ground)
        // A rule that ends while a message waits no longer holds it.
        case .closed: return Answer(.shut(until: end), answer.ground)
        }
    }

    /// Whether the rule holds at an instant at all.
    func isInForce(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Bool {
        guard scope.dependsOnDate(at: instant) else { return true }
        let (begin, end) = scope.time(for: inquiry, zones)
        return begin <= instant && instant < end
    }
}

/// Which messages a rule is about, and from when until when.
struct Scope: Sendable {
    /// The traits that it takes; see `Traits`.
    var traits = Traits.all
    /// Only where no pack of the debtor's place stands in for the house rule.
    var uncovered = false
    /// Not where the law of these countries is a candidate.
    var notCountries: [String] = []
    /// Only on these carrier layers; empty = on all, and where none is named.
    var routes: Set<String> = []
    /// Only from the n-th day after the due date on; an unknown due date counts as long past.
    var overdueDays: Int?
    /// The first day on which the rule holds.
    var from: CivilDate?
    /// The first day on which it no longer holds.
    var to: CivilDate?

    /// Whether the date matters at an instant; long after the first day, with no last one, it does not.
    func dependsOnDate(at instant: Int64) -> Bool {
        if to != nil || overdueDays != nil { return true }
        guard let from else { return false }
        // No local clock is two days away from UTC.
        return instant < Int64(from.dayNumber + 2) * .day
    }

    func takes(_ inquiry: Inquiry, isUncovered: Bool) -> Bool {
        guard traits.isSuperset(of: inquiry.traits), !uncovered || isUncovered else { return false }
        if !notCountries.isEmpty,
            inquiry.whereabouts.countries.contains(where: { notCountries.contains($0) })
        {
            return false
        }
        return routes.isEmpty || inquiry.question.contact.route.map(routes.contains) ?? false
    }

    /// The time in which the rule holds: at 00:00 of its dates on the debtor's clock, the widest over all zones.
    func time(for inquiry: Inquiry, _ zones: [Zone]) -> (begin: Int64, end: Int64) {
        var begin = Int64.max
        var end = Int64.min
        let due = overdueDays.flatMap { days in inquiry.question.debt.due.map { $0.dayNumber + days } }
        let first = due.map { max($0, from?.dayNumber ?? $0) } ?? from?.dayNumber
        for zone in zones {
            begin = min(begin, first.map { zone.start(ofDay: $0) } ?? .min)
            end = max(end, to.map { zone.start(ofDay: $0.dayNumber) } ?? .max)
        }
        return (begin, end)
    }
}
