public import Dunning
public import Storage

extension Background {
    /// The facts that bear on one debt: those about the debtor, those about this debt, and from other debts what is
    /// the debtor's own and no debt's: opt-outs, opt-ins, consents, wishes.
    public func facts(bearingOn debt: DebtID) -> [Fact] {
        facts.filter { $0.debt == nil || $0.debt == debt || $0.fact.belongsToDebtor }.map(\.fact)
    }

    /// Since when the debt is paid; nil where it is not, or where that was taken back.
    func paidSince(_ debt: DebtID, asOf now: Instant) -> Instant? {
        var paid: Instant?
        for recorded in facts where recorded.debt == nil || recorded.debt == debt {
            guard recorded.fact.at <= now else { continue }
            switch recorded.fact.kind {
            case .paid: paid = recorded.fact.at
            case .release(kind: "paid"): paid = nil
            default: continue
            }
        }
        return paid
    }
}

extension Fact {
    fileprivate var belongsToDebtor: Bool {
        switch kind {
        case .optOut, .optIn, .consent, .wish, .deceased, .bankruptcy, .writingOnly, .workplaceProhibited,
            .badPoint:
            true
        default: false
        }
    }
}
