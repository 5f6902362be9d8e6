import Dunning

/// What is asked on top of what is open because it is late.
struct LateCharges: Hashable, Sendable {
    /// Fees that the engine sends.
    var fees: Money?
    /// Interest: the engine's, or the statutory one.
    var interest: Money?
    /// The yearly rate of statutory interest at present, as a share of 1 in units of 0.01 %.
    var rate: BasisPoints?
    /// The fixed compensation for recovery costs.
    var recoveryCost: Money?
    /// What is open with all of these.
    var total: Money

    /// Charges of nothing are none; one in another currency, or a sum beyond what can be counted, is not added.
    init(of debt: Debt) {
        fees = debt.fees.flatMap { $0.minor > 0 ? $0 : nil }
        interest = debt.interest.flatMap { $0.minor > 0 ? $0 : nil }
        total = debt.open
        for charge in [fees, interest].compactMap({ $0 }) { add(charge) }
    }

    /// Whether anything is asked beside what is open.
    var isAny: Bool { fees != nil || interest != nil || recoveryCost != nil }

    mutating func add(_ charge: Money) {
        let (sum, overflows) = total.minor.addingReportingOverflow(charge.minor)
        guard charge.currency == total.currency, !overflows else { return }
        total.minor = sum
    }
}

/// A yearly rate in units of 0.01 %.
struct BasisPoints: Hashable, Sendable {
    var count: Int
}
