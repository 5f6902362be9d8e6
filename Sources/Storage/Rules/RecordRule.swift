package import Dunning
package import Journal

/// What the record of a hand-over changes; the same in every engine.
package struct RecordRule: Sendable {
    /// The attempt's new state; nil where it stays as it is.
    package let attempt: AttemptState?
    /// Whether the action goes on as the result says.
    package let takesProgress: Bool
    /// Whether a receipt was faster than the record: what it told of the attempt counts for its action.
    package let isOvertaken: Bool
    /// What is written on the journal.
    package let entries: [JournalDraft]

    /// Judges a result by where the attempt and its action stand, and how many attempts the action has made.
    ///
    /// A receipt may have been faster than the record: then the attempt is ahead and stays there, and the action goes
    /// on. An action that has ended keeps its state, and what would tell of its going on is left out of the journal. An
    /// attempt that was withdrawn, refused, or recorded before changes nothing any more.
    ///
    /// A result that is told again, because its first answer was lost, says nothing of an action that has made another
    /// attempt since.
    package init(_ result: HandoverResult, attempt: AttemptState, action: ActionState, attempts: Int) {
        let isAhead = attempt == .handedOver || attempt == .delivered || attempt == .undelivered
        switch attempt {
        case .withdrawn, .refused:
            self.init(attempt: nil, takesProgress: false, isOvertaken: false, entries: [])
        case .intended, .begun, .unknown, .handedOver, .delivered, .undelivered:
            let isLatest = result.progress.attempts == attempts
            let takesProgress = isLatest && RecordRule.goesOn(action, attempt: attempt)
            guard !isAhead || takesProgress else {
                self.init(attempt: nil, takesProgress: false, isOvertaken: false, entries: [])
                return
            }
            self.init(
                attempt: isAhead ? nil : result.state,
                takesProgress: takesProgress,
                isOvertaken: isAhead && takesProgress,
                entries: takesProgress ? result.entries : result.entries.filter(\.kind.tellsOfAttempt)
            )
        }
    }

    private init(attempt: AttemptState?, takesProgress: Bool, isOvertaken: Bool, entries: [JournalDraft]) {
        self.attempt = attempt
        self.takesProgress = takesProgress
        self.isOvertaken = isOvertaken
        self.entries = entries
    }

    /// An action waits for a result while it is worked on, or while a person is asked about an unknown fate.
    private static func goesOn(_ action: ActionState, attempt: AttemptState) -> Bool {
        switch action {
        case .working: true
        case .review: attempt == .unknown
        case .queued, .waiting, .paused, .completed, .cancelled, .expired, .blocked, .failed: false
        }
    }
}

extension EntryKind {
    /// Whether the entry tells of an attempt's fate, and so stays true where its action has ended meanwhile.
    package var tellsOfAttempt: Bool {
        switch self {
        case .composed, .withdrawn, .handedOver, .refused, .unknown, .receipt, .provider: true
        case .accepted, .refusedLine, .fact, .decided, .intended, .skipped, .cancelled, .expired, .completed, .blocked,
            .failed, .paused, .resumed, .recovered, .task, .template:
            false
        }
    }
}
