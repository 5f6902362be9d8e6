/// One try to hand one message to one provider for one contact point.
public struct Attempt: Hashable, Sendable {
    /// `<action>.<n>`: the n-th attempt of its action; the reference that providers see.
    public var id: AttemptID
    /// The action that it serves.
    public var action: ActionID
    /// The debtor.
    public var debtor: DebtorID
    /// The debt.
    public var debt: DebtID
    /// The customer relation.
    public var account: AccountID?
    /// Debts that a rule counts as one.
    public var group: GroupID?
    /// The step of the sequence, from 0.
    public var step: Int
    /// Where it goes.
    public var point: ContactPoint
    /// How the channel is used; nil for email and SMS.
    public var mode: Mode?
    /// Why it goes out.
    public var purpose: Purpose
    /// What is sent.
    public var template: TemplateID
    /// Who hands it on.
    public var provider: ProviderID
    /// Texts that the rules demand in it.
    public var disclosures: [DisclosureID]
    /// When the gate allowed it.
    public var decidedAt: Instant
    /// From when the gate's answer no longer holds; nil = no rule shuts by the mere passing of time.
    public var openUntil: Instant?

    /// One try.
    public init(
        id: AttemptID,
        action: ActionID,
        debtor: DebtorID,
        debt: DebtID,
        account: AccountID?,
        group: GroupID?,
        step: Int,
        point: ContactPoint,
        mode: Mode?,
        purpose: Purpose,
        template: TemplateID,
        provider: ProviderID,
        disclosures: [DisclosureID],
        decidedAt: Instant,
        openUntil: Instant?
    ) {
        self.id = id
        self.action = action
        self.debtor = debtor
        self.debt = debt
        self.account = account
        self.group = group
        self.step = step
        self.point = point
        self.mode = mode
        self.purpose = purpose
        self.template = template
        self.provider = provider
        self.disclosures = disclosures
        self.decidedAt = decidedAt
        self.openUntil = openUntil
    }

    /// The channel.
    public var channel: Channel { point.channel }
}

/// How far an attempt has come; receipts only move it forward.
public enum AttemptState: String, CaseIterable, Hashable, Sendable {
    /// On the journal, not yet given to the provider.
    case intended
    /// The hand-over has begun: from here on a crash leaves its fate unknown.
    case begun
    /// The provider has taken it.
    case handedOver = "handed-over"
    case delivered, undelivered
    /// The provider said no: nothing went out.
    case refused
    /// Nobody knows whether it went out; never sent again blindly.
    case unknown
    /// Taken back before the hand-over began: nothing went out.
    case withdrawn

    /// Whether caps and spacing count it: all but those of which it is certain that nothing went out.
    public var counts: Bool {
        switch self {
        case .intended, .begun, .handedOver, .delivered, .undelivered, .unknown: true
        case .refused, .withdrawn: false
        }
    }
}

/// How far an action has come.
public enum ActionState: String, CaseIterable, Hashable, Sendable {
    /// Runnable as soon as a worker is free.
    case queued
    /// Runnable from a known instant on.
    case waiting
    /// A worker has it.
    case working
    /// Held by a fact such as a dispute; a new fact wakes it.
    case paused
    /// A person must settle an attempt whose fate is unknown.
    case review
    case completed, cancelled, expired, blocked, failed

    /// Whether nothing more happens by itself, ever.
    public var isFinal: Bool {
        switch self {
        case .queued, .waiting, .working, .paused, .review: false
        case .completed, .cancelled, .expired, .blocked, .failed: true
        }
    }
}
