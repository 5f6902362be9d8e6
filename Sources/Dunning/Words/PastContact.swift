/// Who contacted whom.
public enum Direction: String, CaseIterable, Hashable, Sendable {
    case out, `in`
}

/// What came of a contact.
public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// It went out; more is not known.
    case sent
    case delivered, read
    case noAnswer = "no-answer"
    case voicemail
    /// The debt was talked about.
    case conversation
    /// Answered, but the debt was not talked about.
    case reached
    case busy
    /// No connection and no way to leave a message.
    case unreachable
    case wrongNumber = "wrong-number"
}

/// A message of the debtor that another message answers.
public struct AnsweredMessage: Hashable, Sendable {
    /// The channel it came on.
    public var channel: Channel
    /// When it came.
    public var at: Instant

    /// A message of the debtor.
    public init(channel: Channel, at: Instant) {
        self.channel = channel
        self.at = at
    }
}

/// A contact that already took place; rules count these.
public struct PastContact: Hashable, Sendable {
    /// When it took place; for ours, when it was handed over, or was about to be.
    public var at: Instant
    /// The channel.
    public var channel: Channel
    /// How the channel was used; nil for email and SMS.
    public var mode: Mode?
    /// Who contacted whom.
    public var direction: Direction
    /// What came of it; nil where the debtor made contact and nothing is known.
    public var outcome: Outcome?
    /// Private or at work.
    public var use: Use?
    /// The debtor's contact point.
    public var to: String?
    /// The debts that it was about; never empty.
    public var debts: [DebtID]
    /// Of those debts.
    public var account: AccountID?
    /// Of those debts.
    public var group: GroupID?
    /// For whom the message went out; nil = for the creditor that is asked about.
    public var creditor: CreditorID?
    /// Why it went out; nil where the debtor made contact.
    public var purpose: Purpose?
    /// After no answer: whether a message could have been left.
    public var canLeaveMessage: Bool
    /// The debtor's message that it answered.
    public var replyTo: AnsweredMessage?

    /// A contact that took place.
    public init(
        at: Instant,
        channel: Channel,
        mode: Mode? = nil,
        direction: Direction,
        outcome: Outcome?,
        use: Use? = nil,
        to: String? = nil,
        debts: [DebtID],
        account: AccountID? = nil,
        group: GroupID? = nil,
        creditor: CreditorID? = nil,
        purpose: Purpose?,
        canLeaveMessage: Bool = true,
        replyTo: AnsweredMessage? = nil
    ) {
        self.at = at
        self.channel = channel
        self.mode = mode
        self.direction = direction
        self.outcome = outcome
        self.use = use
        self.to = to
        self.debts = debts
        self.account = account
        self.group = group
        self.creditor = creditor
        self.purpose = purpose
        self.canLeaveMessage = canLeaveMessage
        self.replyTo = replyTo
    }
}
