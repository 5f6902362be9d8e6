import Dunning

/// One rule of a pack, ready to be asked.
struct Rule: Sendable {
    /// What the rule does; one kind = one file.
    enum Body: Hashable, Sendable {
        case window(WindowRule)
        case wish(WishRule)
        case cap(CapRule)
        case spacing(SpacingRule)
        case stop(StopRule)
        case optOut(OptOutRule)
        case proof(ProofRule)
        case disclosure(DisclosureRule)
        case content(ContentRule)
    }

    let card: RuleCard
    let scope: Scope
    let zones: ZoneChoice
    let body: Body

    /// What the rule says at an instant, its days in force and its days overdue taken into account.
    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard scope.hasDates else { return plain(inquiry, at: instant, zones: zones) }
        let (begin, end) = scope.time(for: inquiry, card, zones)
        if instant < begin { return Answer(.open(until: begin), .clear) }
        if instant >= end { return .clear }
        let answer = plain(inquiry, at: instant, zones: zones)
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
        guard scope.hasDates else { return true }
        let (begin, end) = scope.time(for: inquiry, card, zones)
        return begin <= instant && instant < end
    }

    private func plain(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        switch body {
        case .window(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .wish(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .cap(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .spacing(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .stop(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .optOut(let rule): rule.answer(inquiry, at: instant)
        case .proof(let rule): rule.answer(inquiry, at: instant, zones: zones)
        case .disclosure(let rule): rule.answer(inquiry)
        case .content(let rule): rule.answer(inquiry)
        }
    }
}

/// Which messages a rule is about, and from when until when.
struct Scope: Sendable {
    /// The traits that it takes; see `Traits`.
    var traits = Traits.all
    /// Only where no pack of the debtor's place stands in for the house rule.
    var uncovered = false
    /// Not where the law of these countries is a candidate.
    var notCountries: Set<String> = []
    /// Only on these carrier layers; empty = on all, and where none is named.
    var routes: Set<String> = []
    /// Only from the n-th day after the due date on; an unknown due date counts as long past.
    var overdueDays: Int?
    /// Whether anything about it depends on the date.
    var hasDates = false

    func takes(_ inquiry: Inquiry, isUncovered: Bool) -> Bool {
        guard traits.isSuperset(of: inquiry.traits), !uncovered || isUncovered else { return false }
        if !notCountries.isEmpty,
            inquiry.whereabouts.candidates.contains(where: { notCountries.contains($0.country) })
        {
            return false
        }
        return routes.isEmpty || inquiry.question.contact.route.map(routes.contains) ?? false
    }

    /// The time in which the rule holds: at 00:00 of its dates on the debtor's clock, the widest over all zones.
    func time(for inquiry: Inquiry, _ card: RuleCard, _ zones: [Zone]) -> (begin: Int64, end: Int64) {
        var begin = Int64.max
        var end = Int64.min
        let due = overdueDays.flatMap { days in inquiry.question.debt.due.map { $0.dayNumber + days } }
        let first = [card.from?.dayNumber, due].compactMap { $0 }.max()
        for zone in zones {
            begin = min(begin, first.map { zone.start(ofDay: $0) } ?? .min)
            end = max(end, card.to.map { zone.start(ofDay: $0.dayNumber) } ?? .max)
        }
        return (begin, end)
    }
}
