public import Dunning

/// What one rule said, and why.
public struct Finding: Sendable {
    /// What a rule says.
    public enum Verdict: Hashable, Sendable {
        /// The message may go.
        case open
        /// The message may go from this instant on, as far as this rule is concerned.
        case shut(until: Instant)
        /// The message may not go.
        case closed
    }

    /// The rule.
    public let card: RuleCard
    /// What it says.
    public let verdict: Verdict
    let ground: Ground
    let clock: FindingClock

    init(card: RuleCard, verdict: Verdict, ground: Ground, clock: FindingClock) {
        self.card = card
        self.verdict = verdict
        self.ground = ground
        self.clock = clock
    }

    /// The rule's name.
    public var rule: RuleID { card.id }
    /// The rule's pack.
    public var pack: PackID { card.pack }
    /// The kind of rule.
    public var kind: String { card.kind }
    /// The law or policy.
    public var citation: String { card.citation }
    /// Law or policy.
    public var basis: RuleCard.Basis { card.basis }
    /// How sure we are of the rule.
    public var confidence: RuleCard.Confidence { card.confidence }
    /// Whether the rule lets the message go.
    public var isOpen: Bool { verdict == .open }
    /// The debtor is not to be pursued until a later fact lifts it.
    public var isHold: Bool { !isOpen && card.reach == .hold }
    /// The debtor is not to be contacted about this debt any more, on no channel.
    public var isFinal: Bool { !isOpen && card.reach == .debtor }

    /// What a rule that lets the message go advises against; nil where there is nothing.
    public var caution: String? {
        guard case .caution = ground else { return nil }
        return Explanation.clause(for: ground, clock)
    }

    /// It stops nothing, and says something that people should know: a caution, or a doubt about the place.
    public var isRemark: Bool {
        switch ground {
        case .caution, .message: isOpen
        case .clear, .hours, .count, .wait, .missing, .fact, .exception: false
        }
    }

    /// One plain sentence, with the dates of the facts concerned on the debtor's clock.
    public var because: String { Explanation.sentence(for: ground, card, clock) }
    /// What is to be known about the rule itself: "policy of the house, not law", "not verified"; nil = law, verified.
    public var standing: String? { card.standing }
}
