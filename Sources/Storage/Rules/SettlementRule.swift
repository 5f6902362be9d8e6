package import Dunning

/// How an action goes on once it is known what became of its latest attempt; the same in every engine.
///
/// An attempt of unknown fate, or one that its provider seemed to refuse, may turn out to have gone out after all: by
/// a later receipt, or because a person found out. Then the action must not send the same step again.
package enum SettlementRule {
    /// Where the action stands now; nil where what is known of the attempt changes nothing for it.
    package static func progress(of action: Progress, after attempt: Attempt, _ state: AttemptState) -> Progress? {
        guard attempt.id.rawValue == "\(attempt.action).\(action.attempts)", awaits(action) else { return nil }
        var next = action
        next.state = .queued
        next.until = nil
        switch state {
        case .handedOver, .delivered:
            next.reason = Progress.settled
            next.sent += 1
        case .undelivered:
            next.reason = nil
            next.tries = 0
            if !next.hasSpent(attempt.point) { next.spent.append(SpentWay(attempt.channel, attempt.point.value)) }
        case .intended, .begun, .refused, .unknown, .withdrawn: return nil
        }
        return next
    }

    /// Whether an action would make its step again, or asks a person whether it may.
    private static func awaits(_ action: Progress) -> Bool {
        let isAfterRefusal = action.reason == "unknown" || action.reason?.hasPrefix("refused:") ?? false
        switch action.state {
        case .review: return true
        case .queued, .waiting: return isAfterRefusal
        case .working, .paused, .completed, .cancelled, .expired, .blocked, .failed: return false
        }
    }
}
