public import Dunning

/// How far an action has come; the whole memory of its sequence.
public struct Progress: Hashable, Sendable {
    /// The state.
    public var state: ActionState
    /// Why it is in this state: a rule's id, or a word such as `paid`; nil where there is nothing to say.
    public var reason: String?
    /// The step that is next or under way, from 0; the number of steps once all are done.
    public var step: Int
    /// When it becomes runnable; nil = at once, or never by itself where the state says so.
    public var until: Instant?
    /// When the step before this one fired; nil before the first.
    public var lastStepAt: Instant?
    /// Hand-overs of this step that were refused for a while.
    public var tries: Int
    /// Hand-overs of this step that providers put off because they came too fast; they use up no try.
    public var throttles: Int
    /// Ways of this step that were given up.
    public var spent: [SpentWay]
    /// Attempts that were ever made; the last one's number.
    public var attempts: Int
    /// Messages that a provider took.
    public var sent: Int

    /// Where an action begins.
    public init(
        state: ActionState = .queued,
        reason: String? = nil,
        step: Int = 0,
        until: Instant? = nil,
        lastStepAt: Instant? = nil,
        tries: Int = 0,
        throttles: Int = 0,
        spent: [SpentWay] = [],
        attempts: Int = 0,
        sent: Int = 0
    ) {
        self.state = state
        self.reason = reason
        self.step = step
        self.until = until
        self.lastStepAt = lastStepAt
        self.tries = tries
        self.throttles = throttles
        self.spent = spent
        self.attempts = attempts
        self.sent = sent
    }
}

extension Progress {
    /// The reason of a queued action whose present step has gone out, as was found out later: the next step comes now.
    public static let settled = "settled"

    /// Whether the present step has gone out already; see `settled`.
    public var isSettled: Bool { reason == Progress.settled }

    /// The reason of a queued action that makes a step again by another way: what a provider took never arrived.
    public static let undelivered = "undelivered"

    /// The reason of a completed action whose last steps had no way that could be used.
    public static let lastStepSkipped = "last-step-skipped"

    /// The reason of an action that waits for what a person has to do for it.
    public static let awaitsTask = "task"

    /// The reason of an action whose channel has no provider that may be asked now; who resumes one wakes it.
    public static let providersRest = "providers-rest"

    /// The reason of an action that waits for the approval of a template's revision; the approval wakes it.
    public static func unapproved(_ template: TemplateID) -> String { "unapproved:\(template)" }
}
