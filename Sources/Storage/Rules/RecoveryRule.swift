package import Dunning
package import Journal

/// What recovery does with an attempt that a dead worker left; the same in every engine.
package enum RecoveryRule {
    /// Whether there is anything to put in order: a worker that was taken for dead may have recorded it just now.
    package static func isLeftBehind(_ state: AttemptState, of action: Progress) -> Bool {
        state == .intended || state == .begun || action.state == .working
    }

    /// Where an action with such an attempt stands now; nil where it has ended, or no longer waits for it.
    package static func progress(of action: Progress, after attempt: Attempt, _ state: AttemptState) -> Progress? {
        guard action.state == .working else { return nil }
        var progress = action
        progress.until = nil
        switch state {
        case .intended, .withdrawn, .refused:
            progress.state = .queued
            progress.reason = nil
        case .begun, .unknown:
            progress.state = .review
            progress.reason = "unknown"
        case .handedOver, .delivered, .undelivered:
            // A receipt was faster than the worker's record: what became of the attempt is known.
            progress.state = .review
            return SettlementRule.progress(of: progress, after: attempt, state) ?? progress
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
