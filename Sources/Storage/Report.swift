public import Dunning
public import Journal

/// One action as people and the engine see it.
public struct ActionReport: Sendable {
    /// The action.
    public var action: Action
    /// How far it has come.
    public var progress: Progress
    /// When it was accepted.
    public var acceptedAt: Instant
    /// What was tried, in order.
    public var attempts: [AttemptReport]

    /// One action.
    public init(action: Action, progress: Progress, acceptedAt: Instant, attempts: [AttemptReport]) {
        self.action = action
        self.progress = progress
        self.acceptedAt = acceptedAt
        self.attempts = attempts
    }
}

/// One attempt and where it stands.
public struct AttemptReport: Sendable {
    /// The attempt.
    public var attempt: Attempt
    /// Where it stands.
    public var state: AttemptState
    /// The provider's reference.
    public var reference: String?
    /// The provider's code, or a word of ours, where it was not taken.
    public var code: String?
    /// What came of the contact, where a receipt said so.
    public var outcome: Outcome?
    /// When its state last changed.
    public var changedAt: Instant
    /// What went out.
    public var content: [Commitment]

    /// One attempt.
    public init(
        attempt: Attempt,
        state: AttemptState,
        reference: String?,
        code: String?,
        outcome: Outcome?,
        changedAt: Instant,
        content: [Commitment]
    ) {
        self.attempt = attempt
        self.state = state
        self.reference = reference
        self.code = code
        self.outcome = outcome
        self.changedAt = changedAt
        self.content = content
    }

    /// The attempt as rules count it; nil where nothing went out.
    ///
    /// A call of which nothing more is known yet counts as placed (`sent`): every count of attempts takes it in, and
    /// only a receipt can turn it into a conversation or say that it never connected.
    public var pastContact: PastContact? {
        guard state.counts else { return nil }
        let known: Outcome = state == .delivered && attempt.channel != .voice ? .delivered : .sent
        return PastContact(
            at: attempt.decidedAt,
            channel: attempt.channel,
            mode: attempt.mode,
            direction: .out,
            outcome: outcome ?? known,
            use: attempt.point.use,
            to: attempt.point.value,
            debts: [attempt.debt],
            account: attempt.account,
            group: attempt.group,
            purpose: attempt.purpose
        )
    }
}

/// Which actions to list.
public struct ActionFilter: Hashable, Sendable {
    /// In these states; empty = in every one.
    public var states: Set<ActionState>
    /// Of this debtor.
    public var debtor: DebtorID?
    /// Of this debt.
    public var debt: DebtID?
    /// Accepted after this one, in the order of acceptance: the last id of the page before.
    public var after: ActionID?
    /// At most that many.
    public var limit: Int

    /// Which actions to list; as it stands: all, a page of 1,000.
    public init(
        states: Set<ActionState> = [],
        debtor: DebtorID? = nil,
        debt: DebtID? = nil,
        after: ActionID? = nil,
        limit: Int = 1000
    ) {
        self.states = states
        self.debtor = debtor
        self.debt = debt
        self.after = after
        self.limit = limit
    }
}

/// Which entries of the journal to read.
public struct JournalFilter: Hashable, Sendable {
    /// Behind this entry.
    public var after: Int64
    /// About this action.
    public var action: ActionID?
    /// About this attempt.
    public var attempt: AttemptID?
    /// About this debtor.
    public var debtor: DebtorID?
    /// About this debt.
    public var debt: DebtID?
    /// Of these kinds; empty = of every one.
    public var kinds: Set<EntryKind>
    /// Written at this instant or later.
    public var from: Instant?
    /// Written before this instant.
    public var to: Instant?
    /// At most that many.
    public var limit: Int

    /// Which entries to read; as it stands: all, a page of 1,000.
    public init(
        after: Int64 = 0,
        action: ActionID? = nil,
        attempt: AttemptID? = nil,
        debtor: DebtorID? = nil,
        debt: DebtID? = nil,
        kinds: Set<EntryKind> = [],
        from: Instant? = nil,
        to: Instant? = nil,
        limit: Int = 1000
    ) {
        self.after = after
        self.action = action
        self.attempt = attempt
        self.debtor = debtor
        self.debt = debt
        self.kinds = kinds
        self.from = from
        self.to = to
        self.limit = limit
    }
}
