/// One dunning action: contact this debtor about this debt.
///
/// Immutable once accepted.
public struct Action: Hashable, Sendable {
    /// The engine's name for it, and the idempotency key.
    public var id: ActionID
    /// In whose name.
    public var creditor: CreditorID
    /// The customer relation; nil where the engine names none.
    public var account: AccountID?
    /// How far the escalation has come; 1 = first reminder, up to 99.
    public var level: Int
    /// What to send: a ladder, or one message.
    public var plan: Plan
    /// Who owes.
    public var debtor: Debtor
    /// What is owed.
    public var debt: Debt
    /// How to pay.
    public var payment: Payment
    /// More values for templates, by name.
    public var data: JSONMembers
    /// How urgent it is.
    public var lane: Lane
    /// Nothing goes out before it.
    public var notBefore: Instant?
    /// Nothing goes out at it or after it.
    public var notAfter: Instant?

    /// An action.
    public init(
        id: ActionID,
        creditor: CreditorID,
        account: AccountID? = nil,
        level: Int,
        plan: Plan,
        debtor: Debtor,
        debt: Debt,
        payment: Payment = Payment(),
        data: JSONMembers = [:],
        lane: Lane = .normal,
        notBefore: Instant? = nil,
        notAfter: Instant? = nil
    ) {
        self.id = id
        self.creditor = creditor
        self.account = account
        self.level = level
        self.plan = plan
        self.debtor = debtor
        self.debt = debt
        self.payment = payment
        self.data = data
        self.lane = lane
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

/// What an action asks for.
public enum Plan: Hashable, Sendable {
    /// A sequence of the configuration.
    case sequence(SequenceID)
    /// One message on one channel.
    case message(Channel, TemplateID)
}

/// How a debtor can pay.
public struct Payment: Hashable, Sendable {
    /// The page on which to pay; https, or http on loopback.
    public var link: String?
    /// The reference to give, such as ISO 11649.
    public var reference: String?

    /// How to pay; what is not known is left out.
    public init(link: String? = nil, reference: String? = nil) {
        self.link = link
        self.reference = reference
    }
}

/// How urgent an action is; bulk never holds up urgent.
public enum Lane: String, CaseIterable, Hashable, Sendable {
    case urgent, normal, bulk
}
