public import Dunning
public import Storage

extension PostgresStore {
    /// The worklist: what people have to do, in the order in which it was made.
    public func tasks(_ filter: TaskFilter) async throws(StoreError) -> [TaskReport] {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                """
                SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action
                WHERE ($1::int = 0 OR k.closed_at IS NULL) AND ($2::text IS NULL OR k.owner = $2)
                    AND ($3::bigint IS NULL OR k.due < $3) AND ($4::bigint = 0 OR k.number = $4)
                    AND k.number > $5::bigint
                ORDER BY k.number LIMIT $6
                """,
                Parameters().adding(filter.isOpen ? 1 : 0).adding(filter.owner).adding(filter.dueBefore)
                    .adding(filter.number ?? 0).adding(filter.after).adding(filter.limit),
                TaskReport.init(row:)
            )
        }
    }

    /// Closes a task, and lets its action go on with the next step or end.
    public func close(
        _ task: Int64,
        _ closing: TaskClosing,
        at now: Instant
    ) async throws(StoreError) -> TaskClosing.Answer {
        try await pool.write { (transaction) throws(StoreError) in try transaction.close(task, closing, at: now) }
    }
}

extension PostgresTransaction {
    /// Puts a task on its owner's worklist.
    func make(_ draft: TaskDraft, for action: Action, _ row: Int64, at now: Instant) throws(StoreError) {
        let numbers = try rows(
            """
            INSERT INTO task (action, debtor, debt, step, what, owner, due, note, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING number
            """,
            Parameters().adding(row).adding(action.debtor.id).adding(action.debt.id).adding(draft.step)
                .adding(draft.what).adding(draft.owner).adding(draft.due).adding(draft.note).adding(now)
        ) { (row) throws(StoreError) in row.int(0) }
        guard let number = numbers.first else { throw .defect("a task got no number") }
        write([TaskRule.entry(making: draft, number, for: action)], at: now)
    }

    /// Closes what is still to be done for an action that has ended.
    func closeTasks(of action: Int64, in state: ActionState, at now: Instant) throws(StoreError) {
        let tasks = try rows(
            """
            SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action
            WHERE k.action = $1 AND k.closed_at IS NULL ORDER BY k.number
            """,
            Parameters().adding(action),
            TaskReport.init(row:)
        )
        for task in tasks { end(task, TaskRule.ending(of: state, at: now)) }
    }

    private func end(_ task: TaskReport, _ ending: TaskReport.Ending) {
        write(
            "UPDATE task SET closed_at = $1, closed_by = $2, result = $3 WHERE number = $4",
            Parameters().adding(ending.at).adding(ending.by).adding(ending.result).adding(task.number)
        )
        write([TaskRule.entry(closing: task, ending)], at: ending.at)
    }

    fileprivate func close(
        _ number: Int64,
        _ closing: TaskClosing,
        at now: Instant
    ) throws(StoreError) -> TaskClosing.Answer {
        let asked = Parameters().adding(number)
        let debtors = try rows("SELECT debtor FROM task WHERE number = $1", asked) {
            (row) throws(StoreError) -> DebtorID in row.identifier(0)
        }
        // Under the debtor's lock, so that no claim decides about the action meanwhile.
        try lock(debtors)
        let found = try rows(
            "SELECT \(TaskReport.columns) FROM task k JOIN action a ON a.number = k.action WHERE k.number = $1",
            asked,
            TaskReport.init(row:)
        )
        let actions = try rows("SELECT action FROM task WHERE number = $1", asked) {
            (row) throws(StoreError) in row.int(0)
        }
        guard let task = found.first, let action = actions.first else { return .unknownTask }
        guard task.ending == nil else { return .alreadyClosed }
        let progress = try progress(of: action)
        switch TaskRule.effect(closing, of: task.draft, on: progress) {
        case .impossible(let state): return .impossible(state)
        case .closes(let next):
            end(task, TaskReport.Ending(at: now, by: closing.by, result: closing.result))
            guard let next else { return .closed(progress.state) }
            set(next, of: action, at: now)
            if next.state.isFinal { write([TaskRule.entry(ending: task)], at: now) }
            return .closed(next.state)
        }
    }
}
