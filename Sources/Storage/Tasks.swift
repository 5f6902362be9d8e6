public import Dunning

/// Something that a person has to do before an action goes on, as a decision asks for it.
public struct TaskDraft: Hashable, Sendable {
    /// The step of the sequence that asks for it, from 0.
    public var step: Int
    /// What to do: `call`, `visit`.
    public var what: String
    /// Whose worklist it is put on.
    public var owner: String
    /// When it should be done.
    public var due: Instant
    /// What else there is to know.
    public var note: String?

    /// Something to do.
    public init(step: Int, what: String, owner: String, due: Instant, note: String?) {
        self.step = step
        self.what = what
        self.owner = owner
        self.due = due
        self.note = note
    }
}

/// An entry of the worklist.
public struct TaskReport: Hashable, Sendable {
    /// The store's number for it, from 1.
    public var number: Int64
    /// The action that waits for it.
    public var action: ActionID
    /// About whom.
    public var debtor: DebtorID
    /// About which debt.
    public var debt: DebtID
    /// What to do, for whom, until when.
    public var draft: TaskDraft
    /// When it was put on the list.
    public var madeAt: Instant
    /// How it ended; nil while it is open.
    public var ending: Ending?

    /// How a task ended.
    public struct Ending: Hashable, Sendable {
        /// When.
        public var at: Instant
        /// Who closed it: `operator:jane`; `dunlin` where the action ended before.
        public var by: String
        /// What came of it.
        public var result: String

        /// How a task ended.
        public init(at: Instant, by: String, result: String) {
            self.at = at
            self.by = by
            self.result = result
        }
    }

    /// An entry of the worklist.
    public init(
        number: Int64,
        action: ActionID,
        debtor: DebtorID,
        debt: DebtID,
        draft: TaskDraft,
        madeAt: Instant,
        ending: Ending?
    ) {
        self.number = number
        self.action = action
        self.debtor = debtor
        self.debt = debt
        self.draft = draft
        self.madeAt = madeAt
        self.ending = ending
    }
}

/// Which tasks to list; those that were made first come first.
public struct TaskFilter: Hashable, Sendable {
    /// Open ones, or also those that are done.
    public var isOpen: Bool
    /// Of this worklist; nil = of every one.
    public var owner: String?
    /// Only those that should have been done before this moment; nil = whenever.
    public var dueBefore: Instant?
    /// Only this one; nil = all.
    public var number: Int64?
    /// Only what comes after this number.
    public var after: Int64
    /// At most that many.
    public var limit: Int

    /// Which tasks to list.
    public init(
        isOpen: Bool = true,
        owner: String? = nil,
        dueBefore: Instant? = nil,
        number: Int64? = nil,
        after: Int64 = 0,
        limit: Int = 1000
    ) {
        self.isOpen = isOpen
        self.owner = owner
        self.dueBefore = dueBefore
        self.number = number
        self.after = after
        self.limit = limit
    }
}

/// What a person says at the end of a task.
public struct TaskClosing: Hashable, Sendable {
    /// Who closes it.
    public var by: String
    /// What came of it, for the journal.
    public var result: String
    /// Whether the action goes on with its next step, or ends.
    public var goesOn: Bool

    /// What a person says at the end of a task.
    public init(by: String, result: String, goesOn: Bool) {
        self.by = by
        self.result = result
        self.goesOn = goesOn
    }

    /// What became of it.
    public enum Answer: Hashable, Sendable {
        /// It is closed, and its action stands there now.
        case closed(ActionState)
        /// It was closed before.
        case alreadyClosed
        /// Its action is in a state in which nothing can be decided for it: paused by hand, for one.
        case impossible(ActionState)
        case unknownTask
    }
}
