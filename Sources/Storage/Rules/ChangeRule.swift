package import Dunning
package import Journal

/// Whether and how a person's decision changes an action; the same in every engine.
package enum ChangeRule: Hashable, Sendable {
    case changes(Progress)
    case impossible

    /// The reason of an action that a person paused, which no fact takes away.
    package static let pausedByHand = "operator"

    /// Judges a change by how far the action has come.
    package static func effect(_ change: ActionChange.Kind, on action: Progress) -> ChangeRule {
        var next = action
        next.until = nil
        next.reason = nil
        switch (change, action.state) {
        case (.pause, .queued), (.pause, .waiting), (.pause, .paused), (.pause, .working):
            // What was settled is remembered: resumed, it must not make the same step again.
            guard !action.isSettled else { return .impossible }
            next.state = .paused
            next.reason = pausedByHand
        case (.resume, .paused), (.resend, .review):
            next.state = .queued
        case (.retry(let step), .failed), (.retry(let step), .blocked):
            next.state = .queued
            next.step = step
            next.tries = 0
            next.throttles = 0
            next.spent = []
            // The step's time has come already; its wait is not waited a second time.
            next.lastStepAt = nil
        default: return .impossible
        }
        return .changes(next)
    }

    /// What the journal says about it.
    package static func entry(_ change: ActionChange, of action: Action, to state: ActionState) -> JournalDraft {
        let (kind, reason): (EntryKind, String) =
            switch change.kind {
            case .pause: (.paused, pausedByHand)
            case .resume: (.resumed, "resume")
            case .retry: (.resumed, "retry")
            case .resend: (.resumed, "resend")
            }
        return JournalDraft(
            kind,
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            body: .compact([
                "reason": .string(reason), "by": .string(change.by), "note": change.note.map(JSON.string),
                "state": .string(state.rawValue),
            ])
        )
    }
}
