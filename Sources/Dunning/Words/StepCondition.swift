/// What must hold for a step; all that is said must hold, and what is not said always does.
public struct StepCondition: Hashable, Sendable {
    /// At least this is open, one amount for each currency; an amount in another currency never suffices.
    public var openFrom: [Money]
    /// Less than this is open, one amount for each currency.
    public var openBelow: [Money]
    /// The action's level is at least this.
    public var levelFrom: Int?
    /// The engine's score is at least this; a debtor without one does not fulfil it.
    public var riskFrom: Int?
    /// The debtor is of this kind.
    public var debtor: DebtorKind?
    /// What came of the step before is one of these; empty = whatever came of it.
    public var last: Set<Reaction>

    /// A condition; as it stands, it always holds.
    public init(
        openFrom: [Money] = [],
        openBelow: [Money] = [],
        levelFrom: Int? = nil,
        riskFrom: Int? = nil,
        debtor: DebtorKind? = nil,
        last: Set<Reaction> = []
    ) {
        self.openFrom = openFrom
        self.openBelow = openBelow
        self.levelFrom = levelFrom
        self.riskFrom = riskFrom
        self.debtor = debtor
        self.last = last
    }

    /// The member that does not hold for an action of which that much is open; nil where all hold.
    ///
    /// It is named as in the configuration. What came of the step before is not asked here.
    public func failing(for action: Action, open: Money) -> String? {
        if !openFrom.isEmpty, !openFrom.contains(where: { $0.currency == open.currency && open.minor >= $0.minor }) {
            return "open_from"
        }
        if !openBelow.isEmpty, !openBelow.contains(where: { $0.currency == open.currency && open.minor < $0.minor }) {
            return "open_below"
        }
        if let levelFrom, action.level < levelFrom { return "level_from" }
        if let riskFrom, (action.debtor.risk ?? -1) < riskFrom { return "risk_from" }
        if let debtor, action.debtor.kind != debtor { return "debtor" }
        return nil
    }
}

/// What came of a step.
public enum Reaction: String, CaseIterable, Hashable, Sendable {
    /// Nobody could be reached: no contact point, nothing arrived, no connection, a wrong number.
    case unreachable
    /// Nothing that the step sent arrived.
    case undelivered
    /// The debtor was spoken to, or has made contact since.
    case answered
    /// A call that nobody took, a busy line, a voicemail.
    case noAnswer = "no-answer"
    /// The debtor opened the message.
    case opened
    /// The debtor followed a link of the message.
    case clicked
    /// It may have arrived, and the debtor did nothing that is known: neither opened, clicked nor answered.
    case noReaction = "no-reaction"
}
