public import Dunning

/// A fact with whom it is about and how it came here.
public struct RecordedFact: Hashable, Sendable {
    /// The store's number for it, from 1; 0 before it is stored.
    public var number: Int64
    /// About whom.
    public var debtor: DebtorID
    /// About which debt; nil = about the debtor.
    public var debt: DebtID?
    /// What is known, and from when it holds.
    public var fact: Fact
    /// Who says so: `engine`, `operator:jane`, `provider:sms.primary`.
    public var source: String
    /// When it was recorded.
    public var recordedAt: Instant

    /// A fact to be recorded.
    public init(
        number: Int64 = 0,
        debtor: DebtorID,
        debt: DebtID?,
        fact: Fact,
        source: String,
        recordedAt: Instant
    ) {
        self.number = number
        self.debtor = debtor
        self.debt = debt
        self.fact = fact
        self.source = source
        self.recordedAt = recordedAt
    }
}

/// What adding facts did.
public struct FactAnswer: Hashable, Sendable {
    /// Numbers of the facts, in the order given.
    public var numbers: [Int64]
    /// Actions that are decided anew because of them.
    public var woken: Int
    /// Attempts that are being handed over right now and may still go out.
    public var inFlight: [AttemptID]

    /// What adding facts did.
    public init(numbers: [Int64], woken: Int, inFlight: [AttemptID]) {
        self.numbers = numbers
        self.woken = woken
        self.inFlight = inFlight
    }
}
