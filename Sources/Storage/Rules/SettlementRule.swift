package import Dunning
package import Journal

/// How an action goes on once it is known what became of its latest attempt; the same in every engine.
///
/// An attempt of unknown fate, or one that its provider seemed to refuse, may turn out to have gone out after all: by
/// a later receipt, or because a person found out. Then the action must not send the same step again. And what a
/// provider took may be reported as never delivered: then the action makes that step again by another way, unless it
/// has sent something else meanwhile.
package enum SettlementRule {
    /// How the action goes on.
    ///
    /// - Parameters:
    ///   - action: how far it has come.
    ///   - attempt: the attempt of which something is known now.
    ///   - state: where that attempt stands.
    ///   - attempts: all attempts of the action, which only count where nothing was delivered.
    /// - Returns: where the action stands now; nil where what is known of the attempt changes nothing for it.
    package static func progress(
        of action: Progress,
        after attempt: Attempt,
        _ state: AttemptState,
        among attempts: [AttemptReport] = []
    ) -> Progress? {
        guard attempt.id.rawValue == "\(attempt.action).\(action.attempts)" else { return nil }
        switch state {
        case .handedOver, .delivered: return awaits(action) ? arrived(action) : nil
        case .undelivered: return awaits(action) ? again(action, attempt) : back(action, attempt, attempts)
        case .intended, .begun, .refused, .unknown, .withdrawn: return nil
        }
    }

    /// What the journal says where an action goes back to a step that it had left behind, so that all can see why an
    /// action that was completed goes on; nil where it does not.
    package static func entry(_ attempt: Attempt, from action: Progress, to next: Progress) -> JournalDraft? {
        guard next.step < action.step else { return nil }
        return JournalDraft(
            .resumed,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: [
                "reason": .string(Progress.undelivered), "state": .string(next.state.rawValue),
                "step": .integer(Int64(next.step + 1)),
            ]
        )
    }

    private static func arrived(_ action: Progress) -> Progress {
        var next = action
        next.state = .queued
        next.until = nil
        next.reason = Progress.settled
        next.sent += 1
        return next
    }

    /// The present step by another way.
    private static func again(_ action: Progress, _ attempt: Attempt) -> Progress {
        var next = action
        next.state = .queued
        next.until = nil
        next.reason = Progress.undelivered
        next.tries = 0
        next.throttles = 0
        if !next.hasSpent(attempt.point) { next.spent.append(SpentWay(attempt.channel, attempt.point.value)) }
        return next
    }

    /// Back to a step that was taken for done: at once, since its own time has come already; the step behind it keeps
    /// its distance from whatever goes out now.
    private static func back(_ action: Progress, _ attempt: Attempt, _ attempts: [AttemptReport]) -> Progress? {
        guard hasLeft(attempt.step, action) else { return nil }
        let ofStep = attempts.filter { $0.attempt.step == attempt.step && $0.attempt.id != attempt.id }
        // A message of the same step that arrived, or may have: nobody gets it twice.
        guard !ofStep.contains(where: { mayHaveArrived($0.state) }) else { return nil }
        var next = action
        next.step = attempt.step
        next.lastStepAt = nil
        next.tries = 0
        next.throttles = 0
        next.sent = max(0, action.sent - 1)
        // What a provider refused is asked for once more: it may have been for a while only.
        next.spent = []
        for lost in ofStep.filter({ $0.state == .undelivered }).map(\.attempt) + [attempt]
        where !next.hasSpent(lost.point) {
            next.spent.append(SpentWay(lost.channel, lost.point.value))
        }
        // What is held stays held, and makes this step once it is let go.
        guard action.state != .paused else { return next }
        next.state = .queued
        next.until = nil
        next.reason = Progress.undelivered
        return next
    }

    private static func mayHaveArrived(_ state: AttemptState) -> Bool {
        switch state {
        case .handedOver, .delivered, .unknown: true
        case .intended, .begun, .refused, .undelivered, .withdrawn: false
        }
    }

    /// Whether an action has left a step behind as done, and could still come back to it.
    private static func hasLeft(_ step: Int, _ action: Progress) -> Bool {
        switch action.state {
        // Tries at a step behind it that has made no attempt: its task is under way.
        case .queued: action.isSettled || (action.step > step && action.tries == 0)
        case .waiting: action.step > step && action.tries == 0
        case .paused: action.step > step && action.tries == 0 && action.reason != Progress.awaitsTask
        case .completed: action.step > step && (action.reason == nil || action.reason == Progress.lastStepSkipped)
        case .working, .review, .cancelled, .expired, .blocked, .failed: false
        }
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
