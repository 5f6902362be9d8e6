/// What a debt is from, where the law asks.
public enum DebtKind: String, CaseIterable, Hashable, Sendable {
    case consumer, business, student, medical, mortgage, utility
}

/// What is owed.
public struct Debt: Hashable, Sendable {
    /// As the engine knows the debt.
    public var id: DebtID
    /// What it is from.
    public var kind: DebtKind
    /// Debts that a rule counts as one, such as student loans under one number.
    public var group: GroupID?
    /// The last day to pay.
    public var due: CivilDate
    /// In debt collection procedures.
    public var inCollection: Bool
    /// Too old to be sued upon.
    public var timeBarred: Bool
    /// A court gave judgment for it.
    public var judgment: Bool
    /// What is still open in all, without fees and interest.
    public var open: Money
    /// Fees that the engine adds for being late; nil where it says nothing.
    public var fees: Money?
    /// Interest that the engine has reckoned for being late; nil where it says nothing.
    public var interest: Money?
    /// The invoices that make it up, oldest first.
    public var invoices: [Invoice]

    /// A debt.
    public init(
        id: DebtID,
        kind: DebtKind,
        group: GroupID? = nil,
        due: CivilDate,
        inCollection: Bool = false,
        timeBarred: Bool = false,
        judgment: Bool = false,
        open: Money,
        fees: Money? = nil,
        interest: Money? = nil,
        invoices: [Invoice] = []
    ) {
        self.id = id
        self.kind = kind
        self.group = group
        self.due = due
        self.inCollection = inCollection
        self.timeBarred = timeBarred
        self.judgment = judgment
        self.open = open
        self.fees = fees
        self.interest = interest
        self.invoices = invoices
    }
}

/// One invoice of a debt.
public struct Invoice: Hashable, Sendable {
    /// As it is printed on the invoice.
    public var number: String
    /// The day it was issued; nil where it is not known.
    public var issued: CivilDate?
    /// The last day to pay.
    public var due: CivilDate
    /// What was billed.
    public var amount: Money
    /// What is still open.
    public var open: Money
    /// Its PDF in the folder of documents, to be sent along; nil where there is none.
    public var document: DocumentName?

    /// An invoice.
    public init(
        number: String,
        issued: CivilDate?,
        due: CivilDate,
        amount: Money,
        open: Money,
        document: DocumentName? = nil
    ) {
        self.document = document
        self.number = number
        self.issued = issued
        self.due = due
        self.amount = amount
        self.open = open
    }
}
