public import Dunning
public import Journal

/// A hand-over that is about to begin.
public struct Start: Sendable {
    /// The attempt.
    public var attempt: AttemptID
    /// What will go out, and to whom; with the hashes that its entries commit to.
    public var content: [CommittedContent]
    /// What the journal says, once the hand-over may begin.
    public var entries: [JournalDraft]
    /// The revision of the template that the message was made of; nil where it was made of none.
    public var revision: TemplateRevision?
    /// Whether it may begin only where that revision is approved.
    public var needsApproval: Bool

    /// A hand-over that is about to begin.
    public init(
        attempt: AttemptID,
        content: [CommittedContent],
        entries: [JournalDraft],
        revision: TemplateRevision? = nil,
        needsApproval: Bool = false
    ) {
        self.attempt = attempt
        self.content = content
        self.entries = entries
        self.revision = revision
        self.needsApproval = needsApproval
    }

    /// Whether it may.
    public enum Answer: Hashable, Sendable {
        case go
        /// It was withdrawn; a word that says why: `cancelled`, `fact`, `stale`, `unapproved`, `recovered`.
        case stop(String)
    }
}

/// How a hand-over ended, and how its action goes on.
public struct HandoverResult: Sendable {
    /// The attempt.
    public var attempt: AttemptID
    /// Where it stands now: `handedOver`, `refused`, `unknown` or `withdrawn`.
    public var state: AttemptState
    /// The provider's reference, by which receipts are matched.
    public var reference: String?
    /// The provider's code, or a word of ours, where it was not taken.
    public var code: String?
    /// What was learned about the contact point: kept as a fact in the same transaction.
    public var says: PointNews?
    /// How the action goes on.
    public var progress: Progress
    /// What the journal says, in order.
    public var entries: [JournalDraft]

    /// How a hand-over ended.
    public init(
        attempt: AttemptID,
        state: AttemptState,
        reference: String? = nil,
        code: String? = nil,
        says: PointNews? = nil,
        progress: Progress,
        entries: [JournalDraft]
    ) {
        self.attempt = attempt
        self.state = state
        self.reference = reference
        self.code = code
        self.says = says
        self.progress = progress
        self.entries = entries
    }
}

/// What a provider or the network reports about an attempt.
public struct Receipt: Hashable, Sendable {
    /// How the attempt is named: by our id, or by the provider's reference.
    public enum Subject: Hashable, Sendable {
        case attempt(AttemptID)
        case reference(ProviderID, String)
    }

    /// Which attempt.
    public var subject: Subject
    /// Where it stands: `handedOver`, `delivered` or `undelivered`.
    public var state: AttemptState
    /// What came of the contact, where the report says so: a call that was not answered, a conversation.
    public var outcome: Outcome?
    /// The provider's word or code.
    public var code: String
    /// What it tells about the contact point: kept as a fact in the same transaction.
    public var says: PointNews?

    /// What is reported.
    public init(
        subject: Subject,
        state: AttemptState,
        outcome: Outcome? = nil,
        code: String,
        says: PointNews? = nil
    ) {
        self.subject = subject
        self.state = state
        self.outcome = outcome
        self.code = code
        self.says = says
    }
}

/// What became of a cancellation.
public enum CancelAnswer: Hashable, Sendable {
    case cancelled
    /// An attempt is being handed over right now: no more will follow, but this one may go out.
    case cancelledInFlight([AttemptID])
    case alreadyFinal(ActionState)
    case unknownAction
}

/// What recovery found.
public struct Recovery: Hashable, Sendable {
    /// Intents that had not begun: nothing went out, their actions run again.
    public var withdrawn: [AttemptID]
    /// Hand-overs that had begun: their fate is unknown.
    public var unknown: [AttemptID]

    /// What recovery found.
    public init(withdrawn: [AttemptID] = [], unknown: [AttemptID] = []) {
        self.withdrawn = withdrawn
        self.unknown = unknown
    }
}
