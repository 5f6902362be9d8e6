package import Dunning
package import Journal

/// What an answer to the question whether a hand-over took place changes; the same in every engine.
package struct SettleRule: Sendable {
    /// How the action goes on; nil where it stays where it is.
    package let progress: Progress?
    /// What is written on the journal.
    package let entries: [JournalDraft]

    /// Judges an answer about an attempt that stands as unknown.
    ///
    /// An action that would soon make its step again, at the risk of a double, must not where the message is found.
    package init(_ result: HandoverResult, about attempt: Attempt, action: Progress) {
        let rule = RecordRule(result, attempt: .unknown, action: action.state, attempts: action.attempts)
        entries = rule.entries
        progress =
            rule.takesProgress
            ? result.progress : SettlementRule.progress(of: action, after: attempt, result.state)
    }
}

/// Whether a hand-over of unknown fate may be made once more, under the name that its provider knows again.
package enum ReopenRule {
    /// The word that stands against it; nil where nothing does.
    package static func objection(
        to attempt: AttemptAtWork,
        hasNewFact: Bool,
        isUnapproved: Bool,
        at now: Instant
    ) -> String? {
        let row = attempt.row
        guard row.report.state == .unknown, attempt.progress.state == .review,
            row.attempt.id.rawValue == "\(row.attempt.action).\(attempt.progress.attempts)"
        else { return attempt.progress.state == .cancelled ? StopWord.cancelled : StopWord.stale }
        if hasNewFact { return StopWord.fact }
        if let end = row.attempt.openUntil, now >= end { return StopWord.stale }
        return isUnapproved ? StopWord.unapproved : nil
    }

    /// How far the action has come while that goes on.
    package static func progress(of action: Progress) -> Progress {
        var next = action
        next.state = .working
        next.reason = nil
        next.until = nil
        return next
    }
}
