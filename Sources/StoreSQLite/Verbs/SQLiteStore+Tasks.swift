public import Dunning
public import Storage

extension SQLiteStore {
    /// The worklist: what people have to do, in the order in which it was made.
    public func tasks(_ filter: TaskFilter) async throws(StoreError) -> [TaskReport] {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare(
                """
                SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action
                WHERE (?1 = 0 OR k.closed_at IS NULL) AND (?2 IS NULL OR k.owner = ?2) AND (?3 IS NULL OR k.due < ?3)
                    AND (?4 = 0 OR k.number = ?4) AND k.number > ?5
                ORDER BY k.number LIMIT ?6
                """
            )
            .bind(filter.isOpen ? 1 : 0).bind(filter.owner).bind(filter.dueBefore).bind(filter.number ?? 0)
            .bind(filter.after).bind(filter.limit)
            .rows(TaskReport.init(row:))
        }
    }

    /// Closes a task, and lets its action go on with the next step or end.
    public func close(
        _ task: Int64,
        _ closing: TaskClosing,
        at now: Instant
    ) async throws(StoreError) -> TaskClosing.Answer {
        try await writer.run { (transaction) throws(StoreError) in try transaction.close(task, closing, at: now) }
    }
}

extension Transaction {
    /// Puts a task on its owner's worklist.
    func make(_ draft: TaskDraft, for action: Action, _ row: Int64, at now: Instant) throws(StoreError) {
        try prepare(
            """
            INSERT INTO task (action, debtor, debt, step, what, owner, due, note, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        .bind(row).bind(action.debtor.id).bind(action.debt.id).bind(draft.step).bind(draft.what).bind(draft.owner)
        .bind(draft.due).bind(draft.note).bind(now)
        .run()
        try write(TaskRule.entry(making: draft, connection.lastInsertedRow, for: action), at: now)
    }

    /// Closes what is still to be done for an action that has ended.
    func closeTasks(of action: Int64, in state: ActionState, at now: Instant) throws(StoreError) {
        let tasks = try prepare(
            """
            SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action
            WHERE k.action = ? AND k.closed_at IS NULL ORDER BY k.number
            """
        )
        .bind(action).rows(TaskReport.init(row:))
        for task in tasks { try end(task, TaskRule.ending(of: state, at: now)) }
    }

    private func end(_ task: TaskReport, _ ending: TaskReport.Ending) throws(StoreError) {
        try prepare("UPDATE task SET closed_at = ?, closed_by = ?, result = ? WHERE number = ?")
            .bind(ending.at).bind(ending.by).bind(ending.result).bind(task.number)
            .run()
        try write(TaskRule.entry(closing: task, ending), at: ending.at)
    }

    fileprivate func close(
        _ number: Int64,
        _ closing: TaskClosing,
        at now: Instant
    ) throws(StoreError) -> TaskClosing.Answer {
        let found = try prepare(
            "SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action WHERE k.number = ?"
        )
        .bind(number).first(TaskReport.init(row:))
        let rows = try prepare("SELECT action FROM task WHERE number = ?").bind(number)
            .rows { (row) throws(StoreError) in row.int(0) }
        guard let task = found, let action = rows.first else { return .unknownTask }
        guard task.ending == nil else { return .alreadyClosed }
        let progress = try progress(of: action)
        switch TaskRule.effect(closing, of: task.draft, on: progress) {
        case .impossible(let state): return .impossible(state)
        case .closes(let next):
            try end(task, TaskReport.Ending(at: now, by: closing.by, result: closing.result))
            guard let next else { return .closed(progress.state) }
            try set(next, of: action, from: progress.state, at: now)
            if next.state.isFinal { try write(TaskRule.entry(ending: task), at: now) }
            return .closed(next.state)
        }
    }
}
