import Dunning

/// What is asked on top of what is open because it is late.
struct LateCharges: Hashable, Sendable {
    /// Fees that the engine sends.
    var fees: Money?
    /// Interest: the engine's, or the statutory one.
    var interest: Money?
    /// The yearly rate of statutory interest at present.
    var rate: BasisPoints?
    /// The fixed compensation for recovery costs.
    var recoveryCost: Money?
    /// What is open with all of these.
    var total: Money

    /// The engine's own figures win: its interest over the statutory one, its fees over the fixed compensation.
    ///
    /// A charge of nothing is none, nor is one in another currency, which intake does not let in.
    init(of debt: Debt, _ claim: LatePaymentClaim? = nil) {
        total = debt.open
        fees = debt.fees.flatMap { Self.some($0, beside: debt.open) }
        interest = debt.interest.flatMap { Self.some($0, beside: debt.open) }
        if let claim {
            if debt.fees == nil {
                let cost = Money(minor: claim.recoveryCost, currency: debt.open.currency)
                recoveryCost = Self.some(cost, beside: debt.open)
            }
            if debt.interest == nil {
                let reckoned = claim.interest.map { Money(minor: $0, currency: debt.open.currency) }
                interest = reckoned.flatMap { Self.some($0, beside: debt.open) }
                rate = interest == nil ? nil : claim.rate
            }
        }
        total.minor &+= (fees?.minor ?? 0) &+ (interest?.minor ?? 0) &+ (recoveryCost?.minor ?? 0)
    }

    /// What is asked on top of the debt of an action, on the day of its message.
    init(of request: CompositionRequest) {
        let claim = request.latePayment.claim(on: request.action, by: request.creditor, at: request.today)
        self.init(of: request.action.debt, claim)
    }

    /// What a message asks for: the total where its template or a partial of it names `totalDue`, else what is open.
    ///
    /// Nobody is asked for interest or fees that the message does not speak of.
    func asked(of debt: Debt, showing names: ViewNames) -> Money {
        names.contains(.totalDue) ? total : debt.open
    }

    /// Whether anything is asked beside what is open.
    var isAny: Bool { fees != nil || interest != nil || recoveryCost != nil }

    /// Beyond a thousand million million minor units, where intake draws the line, sums could not be counted.
    private static func some(_ money: Money, beside open: Money) -> Money? {
        let isCountable = (1...1_000_000_000_000_000).contains(money.minor)
        return isCountable && money.currency == open.currency ? money : nil
    }
}
