import ContactRules
import Dunning
import Storage

/// What the facts say to one action's ladder, whatever the rules say.
struct LadderFacts {
    let action: Action
    let background: Background
    let now: Instant

    /// Facts about the debt, or about the debtor, that hold by now; the oldest first.
    private var facts: [RecordedFact] {
        background.facts.filter {
            $0.debtor == action.debtor.id && ($0.debt == nil || $0.debt == action.debt.id) && $0.fact.at <= now
        }
    }

    /// What is open: as the latest part payment tells it, else as the engine said when it asked for the action.
    var open: Money {
        var open = action.debt.open
        for recorded in facts {
            if case .partPaid(let left) = recorded.fact.kind { open = left }
        }
        return open
    }

    /// The day until which the debtor promised to pay; nil where no promise stands.
    var promise: CivilDate? {
        var promise: CivilDate?
        for recorded in facts {
            switch recorded.fact.kind {
            case .promise(let until): promise = until
            case .release(kind: "promise"): promise = nil
            default: continue
            }
        }
        return promise
    }

    /// Until when the ladder rests for a promise: the day after it, and the grace; nil where none stands.
    func rest(_ grace: Duration, _ clock: LocalClock) -> Instant? {
        promise.map { clock.start(of: $0.adding(days: 1)) + grace }
    }

    /// Whether the debtor made contact about the debt after an instant, and nobody has seen to it yet.
    ///
    /// A person sees to it by resuming the action, which releases the contacts up to then.
    func hasReply(after instant: Instant) -> Bool {
        var hasReply = false
        for recorded in facts {
            switch recorded.fact.kind {
            case .contact(let contact):
                if contact.isReply(about: action.debt.id, after: instant) { hasReply = true }
            case .release(kind: "contact"): hasReply = false
            default: continue
            }
        }
        return hasReply
    }
}

extension PastContact {
    /// Whether it is a message or call of the debtor about a debt, after some instant.
    func isReply(about debt: DebtID, after instant: Instant) -> Bool {
        direction == .in && debts.contains(debt) && at > instant
    }
}
