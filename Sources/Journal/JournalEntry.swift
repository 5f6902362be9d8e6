public import Dunning

/// What is to be written on the journal, before the store gives it a number and a time.
public struct JournalDraft: Hashable, Sendable {
    /// What happened.
    public var kind: EntryKind
    /// The action it is about.
    public var action: ActionID?
    /// The attempt it is about.
    public var attempt: AttemptID?
    /// The debtor it is about.
    public var debtor: DebtorID?
    /// The debt it is about.
    public var debt: DebtID?
    /// What there is to say; holds no personal content.
    public var body: JSON
    /// Commitments to the personal content that it speaks of.
    public var content: [Commitment]

    /// Something to be written.
    public init(
        _ kind: EntryKind,
        action: ActionID? = nil,
        attempt: AttemptID? = nil,
        debtor: DebtorID? = nil,
        debt: DebtID? = nil,
        body: JSON = .object([:]),
        content: [Commitment] = []
    ) {
        self.kind = kind
        self.action = action
        self.attempt = attempt
        self.debtor = debtor
        self.debt = debt
        self.body = body
        self.content = content
    }
}

/// One line of the journal, as it stands forever.
public struct JournalEntry: Hashable, Sendable {
    /// From 1, without gaps.
    public let sequence: Int64
    /// When it was written.
    public let at: Instant
    /// What it says.
    public let draft: JournalDraft

    /// An entry as it was read from a store, or is about to be written.
    public init(sequence: Int64, at: Instant, draft: JournalDraft) {
        self.sequence = sequence
        self.at = at
        self.draft = draft
    }

    /// The whole entry as JSON; its canonical text is what the tree commits to.
    public var json: JSON {
        .compact([
            "seq": .integer(sequence), "at": .string(at.description), "kind": .string(draft.kind.rawValue),
            "action": draft.action.map { .string($0.rawValue) }, "attempt": draft.attempt.map { .string($0.rawValue) },
            "debtor": draft.debtor.map { .string($0.rawValue) }, "debt": draft.debt.map { .string($0.rawValue) },
            "body": draft.body,
            "content": draft.content.isEmpty ? nil : .array(draft.content.map { .string($0.hex) }),
        ])
    }
}

/// What can happen; the words stand in the journal forever, so they are never renamed.
public enum EntryKind: String, CaseIterable, Hashable, Sendable {
    /// The engine's action is durable.
    case accepted
    /// A line of the intake could not be accepted and is kept aside.
    case refusedLine = "refused-line"
    /// A fact was added.
    case fact
    /// The gate spoke: send, defer or block, with all findings.
    case decided
    /// An attempt is about to be made.
    case intended
    /// The message was composed and sealed; what will go out is committed to.
    case composed
    /// The attempt was taken back before the hand-over began.
    case withdrawn
    case handedOver = "handed-over"
    case refused
    /// The hand-over's fate is not known.
    case unknown
    /// A provider or the network reported later.
    case receipt
    /// A step of the sequence was passed over, with the reason.
    case skipped
    case cancelled, expired, completed, blocked, failed, paused, resumed
    /// A crashed worker's claims were put in order.
    case recovered
    /// A provider is left alone for a while, or works again.
    case provider
    /// A task was put on a person's worklist, or ended.
    case task
    /// A revision of a template was kept, submitted, approved or revoked.
    case template
}
