package import Dunning
package import Journal

/// What recovery does with an attempt that a dead worker left; the same in every engine.
package enum RecoveryRule {
    /// Where an action with such an attempt stands now; nil where it has ended, or no longer waits for it.
    package static func progress(of action: Progress, after attempt: AttemptState) -> Progress? {
        guard action.state == .working else { return nil }
        var progress = action
        progress.until = nil
        switch attempt {
        case .intended, .withdrawn, .refused:
            progress.state = .queued
            progress.reason = nil
        case .begun, .unknown:
            progress.state = .review
            progress.reason = "unknown"
        case .handedOver, .delivered, .undelivered:
            // A receipt was faster than the worker's record: it went out, but how the sequence goes on was never said.
            progress.state = .review
            progress.reason = "interrupted"
        }
        return progress
    }

    /// What the journal says about it.
    package static func entry(_ attempt: Attempt, from state: AttemptState, progress: Progress?) -> JournalDraft {
        JournalDraft(
            .recovered,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: .compact([
                "found": .string(state.rawValue),
                "state": (progress?.state).map { .string($0.rawValue) },
                "reason": (progress?.reason).map(JSON.string),
            ])
        )
    }
}
