import Dunning

/// What a rule does; one kind of rule = one type = one file.
protocol RuleBody: Sendable {
    /// What the rule says at an instant, in the zones that it asks.
    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer

    /// The kinds of facts without which the rule is open for good; nil = it asks for other things as well.
    var silentWithout: FactKinds? { get }
}

extension RuleBody {
    var silentWithout: FactKinds? { nil }
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
    /// What lifts it while it is on record.
    let lifts: [Evidence]
    /// The kinds of facts without which the rule is open for good, while the debtor asks for no answer; nil = never.
    let silentWithout: FactKinds?
    /// The body of a rule that demands a text.
    private let disclosure: DisclosureRule?
    /// Whether the time matters to its scope at every instant.
    private let isTimed: Bool
    /// Before this instant the time matters in any case, because the rule is not in force everywhere.
    private let inForceEverywhere: Int64

    init(card: RuleCard, scope: Scope, zones: ZoneChoice, lifts: [Evidence] = [], body: any RuleBody) {
        self.card = card
        self.scope = scope
        self.zones = zones
        self.lifts = lifts
        self.body = body
        disclosure = body as? DisclosureRule
        isTimed = scope.to != nil || scope.overdueDays != nil || scope.disputed != nil || scope.relying != nil
        // No local clock is two days away from UTC.
        inForceEverywhere = scope.from.map { Int64($0.dayNumber + 2) * .day } ?? .min
        silentWithout = scope.needs ?? body.silentWithout
    }

    /// What the rule says at an instant, all that its scope makes of the time taken into account.
    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard dependsOnTime(at: instant) else { return lifted(inquiry, at: instant, zones: zones) }
        let phase = scope.phase(for: inquiry, at: instant, zones)
        guard phase.holds else { return Answer(.open(until: phase.end), .clear) }
        let answer = lifted(inquiry, at: instant, zones: zones)
        guard phase.end != .max else { return answer }
        switch answer.span {
        case .open(let until): return Answer(.open(until: min(until, phase.end)), answer.ground)
        case .shut(let until): return Answer(.shut(until: min(until, phase.end)), answer.ground)
        // A rule that ends while a message waits no longer holds it.
        case .closed: return Answer(.shut(until: phase.end), answer.ground)
        }
    }

    /// Whether the rule holds at an instant at all.
    func isInForce(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Bool {
        !dependsOnTime(at: instant) || scope.phase(for: inquiry, at: instant, zones).holds
    }

    private func dependsOnTime(at instant: Int64) -> Bool { isTimed || instant < inForceEverywhere }

    /// The text that the message must hold by a rule that is in force; nil where it demands none.
    func demand(_ inquiry: Inquiry, zones: [Zone]) -> DisclosureID? {
        guard let disclosure, disclosure.isDemanded(inquiry) else { return nil }
        return lifts.end(inquiry, at: inquiry.at, zones: zones) == nil ? disclosure.demands : nil
    }

    /// What the body says, unless something on record lifts it.
    private func lifted(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        let answer = body.answer(inquiry, at: instant, zones: zones)
        guard !lifts.isEmpty else { return answer }
        let until: Int64
        switch answer.span {
        case .open: return answer
        case .shut(let end): until = end
        case .closed: until = .max
        }
        if let (end, words) = lifts.best(inquiry, at: instant, zones: zones) {
            return Answer(.open(until: end), .exception("\(words) is on record"))
        }
        guard let begin = lifts.next(inquiry, after: instant), begin < until else { return answer }
        return Answer(.shut(until: begin), answer.ground)
    }
}
