import Dunning
import Storage

/// What came of the step before, as far as it is known.
struct Reactions {
    /// The action's own attempts.
    let attempts: [AttemptReport]
    /// What is known about its debtor.
    let background: Background
    /// The debtor that it is about.
    let debtor: DebtorID
    /// The debt that it is about.
    let debt: DebtID

    /// What came of the latest step before the given one that tried to send something.
    func ofStep(before index: Int) -> Set<Reaction> {
        let earlier = attempts.filter { $0.attempt.step < index && $0.state != .withdrawn }
        let latest = earlier.map(\.attempt.step).max()
        let tried = earlier.filter { $0.attempt.step == latest }
        let arrived = tried.filter(\.mayHaveArrived)
        guard let first = tried.map(\.attempt.decidedAt).min(), !arrived.isEmpty else {
            return [.unreachable, .undelivered]
        }
        var reactions = told(of: Set(tried.map(\.attempt.id)), since: first)
        for outcome in arrived.compactMap(\.outcome) {
            switch outcome {
            case .conversation, .reached: reactions.insert(.answered)
            case .noAnswer, .busy, .voicemail: reactions.insert(.noAnswer)
            case .read: reactions.insert(.opened)
            case .sent, .delivered, .unreachable, .wrongNumber: continue
            }
        }
        if reactions.isDisjoint(with: [.answered, .opened, .clicked]) { reactions.insert(.noReaction) }
        return reactions
    }

    private func told(of tried: Set<AttemptID>, since first: Instant) -> Set<Reaction> {
        var reactions: Set<Reaction> = []
        for recorded in background.facts where recorded.debtor == debtor {
            func isAboutIt(_ attempt: AttemptID?) -> Bool {
                if let attempt { return tried.contains(attempt) }
                return (recorded.debt == nil || recorded.debt == debt) && recorded.fact.at >= first
            }
            switch recorded.fact.kind {
            case .opened(let attempt) where isAboutIt(attempt): reactions.insert(.opened)
            // Who follows a link has opened the message, whether its picture was loaded or not.
            case .clicked(let attempt) where isAboutIt(attempt): reactions.formUnion([.opened, .clicked])
            case .contact(let contact) where contact.isReply(about: debt, after: first): reactions.insert(.answered)
            default: continue
            }
        }
        return reactions
    }
}

extension AttemptReport {
    fileprivate var mayHaveArrived: Bool {
        state.counts && state != .undelivered && outcome != .unreachable && outcome != .wrongNumber
    }
}
