public import Dunning
public import Journal

/// How many actions to take, and for whom.
public struct ClaimRequest: Hashable, Sendable {
    /// The worker's name, for people.
    public var worker: String
    /// At most that many actions, 1 to 10,000.
    public var limit: Int
    /// The moment at which all of them are decided.
    public var now: Instant
    /// Which lanes to look at, and what each of them is sure of.
    public var lanes: LaneShares
    /// The number of the last review of a template's revision on which the decisions will rest, 0 where there was none;
    /// nil where they rest on no approvals.
    public var lastReview: Int64?

    /// How many actions to take.
    public init(
        worker: String,
        limit: Int,
        now: Instant,
        lanes: LaneShares = .strict,
        lastReview: Int64? = nil
    ) {
        self.worker = worker
        self.limit = limit
        self.now = now
        self.lanes = lanes
        self.lastReview = lastReview
    }
}

/// What is known about a debtor.
public struct Background: Hashable, Sendable {
    /// Facts about the debtor, oldest first; also those about other debts, and what others are told to have said about
    /// the contact points that were asked about.
    public var facts: [RecordedFact]
    /// Contacts that count, oldest first: our attempts (see `AttemptState.counts`) and those reported as facts.
    public var history: [PastContact]

    /// What is known about a debtor.
    public init(facts: [RecordedFact], history: [PastContact]) {
        self.facts = facts
        self.history = history
    }
}

/// A runnable action with all that is needed to decide about it.
public struct Claimed: Sendable {
    /// The action.
    public var action: Action
    /// How far it has come.
    public var progress: Progress
    /// What is known about its debtor.
    public var background: Background
    /// What was tried for it before, oldest first.
    public var attempts: [AttemptReport]

    /// A runnable action.
    public init(action: Action, progress: Progress, background: Background, attempts: [AttemptReport] = []) {
        self.action = action
        self.progress = progress
        self.background = background
        self.attempts = attempts
    }
}

/// What is to become of a claimed action.
public struct Ruling: Sendable {
    /// How far it has come now; `working` exactly where there is an attempt.
    public var progress: Progress
    /// The attempt to be made; nil where nothing goes out now.
    public var attempt: Attempt?
    /// What the journal says about it, in order.
    public var entries: [JournalDraft]
    /// What a person has to do for it; nil where nothing is.
    public var task: TaskDraft?

    /// What is to become of it.
    public init(progress: Progress, attempt: Attempt?, entries: [JournalDraft], task: TaskDraft? = nil) {
        self.progress = progress
        self.attempt = attempt
        self.entries = entries
        self.task = task
    }
}

/// What a claim brought.
public struct Claim: Sendable {
    /// Actions that were looked at.
    public var decided: Int
    /// Attempts to be handed over, each with its action.
    public var intents: [Intent]
    /// Whether nothing was taken because a template's revision was reviewed meanwhile: read the reviews again.
    public var isStale: Bool

    /// What a claim brought.
    public init(decided: Int = 0, intents: [Intent] = [], isStale: Bool = false) {
        self.decided = decided
        self.intents = intents
        self.isStale = isStale
    }
}

/// An attempt on the journal that is to be handed over.
public struct Intent: Sendable {
    /// The attempt.
    public var attempt: Attempt
    /// Its action.
    public var action: Action
    /// How far the action has come.
    public var progress: Progress

    /// An attempt that is to be handed over.
    public init(attempt: Attempt, action: Action, progress: Progress) {
        self.attempt = attempt
        self.action = action
        self.progress = progress
    }
}
