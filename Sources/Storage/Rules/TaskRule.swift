package import Dunning
package import Journal

/// What tasks do to their actions; the same in every engine.
package enum TaskRule: Hashable, Sendable {
    /// The action goes on from there; nil = it has left the task's step behind already, and stays where it is.
    case closes(Progress?)
    case impossible(ActionState)

    /// Judges a closing by how far the action has come.
    package static func effect(_ closing: TaskClosing, of draft: TaskDraft, on action: Progress) -> TaskRule {
        if action.state.isFinal || action.step != draft.step { return .closes(nil) }
        switch action.state {
        case .paused where action.reason == ChangeRule.pausedByHand: return .impossible(.paused)
        case .working, .review: return .impossible(action.state)
        case .queued, .waiting, .paused, .completed, .cancelled, .expired, .blocked, .failed: break
        }
        var next = action
        next.until = nil
        next.state = closing.goesOn ? .queued : .completed
        // The step has been made: the next decision leaves it behind and never makes a second task of it.
        next.reason = closing.goesOn ? Progress.settled : Progress.awaitsTask
        return .closes(next)
    }

    /// How a task ends whose action ended before it was done.
    package static func ending(of state: ActionState, at now: Instant) -> TaskReport.Ending {
        TaskReport.Ending(at: now, by: "dunlin", result: "the action is \(state.rawValue)")
    }

    /// Whether an action that a decision ended may have left a task open.
    package static func mayLeaveTask(_ before: Progress, _ after: Progress) -> Bool {
        after.state.isFinal && before.tries > 0
    }

    /// What the journal says of a task that was put on a worklist.
    package static func entry(making draft: TaskDraft, _ number: Int64, for action: Action) -> JournalDraft {
        entry(
            .task,
            action.id,
            action.debtor.id,
            action.debt.id,
            .compact([
                "task": .integer(number), "state": "open", "what": .string(draft.what), "owner": .string(draft.owner),
                "due": .string(draft.due.description), "step": .integer(Int64(draft.step + 1)),
            ])
        )
    }

    /// What the journal says of a task that ended.
    package static func entry(closing task: TaskReport, _ ending: TaskReport.Ending) -> JournalDraft {
        entry(
            .task,
            task.action,
            task.debtor,
            task.debt,
            [
                "task": .integer(task.number), "state": "closed", "what": .string(task.draft.what),
                "by": .string(ending.by), "result": .string(ending.result),
            ]
        )
    }

    /// What the journal says of an action that a person ended with its task.
    package static func entry(ending task: TaskReport) -> JournalDraft {
        entry(.completed, task.action, task.debtor, task.debt, ["reason": .string(Progress.awaitsTask)])
    }

    private static func entry(
        _ kind: EntryKind,
        _ action: ActionID,
        _ debtor: DebtorID,
        _ debt: DebtID,
        _ body: JSON
    ) -> JournalDraft {
        JournalDraft(kind, action: action, debtor: debtor, debt: debt, body: body)
    }
}
