import Dunning
import Storage

extension PostgresTransaction {
    /// How far an action has come.
    func progress(of action: Int64) throws(StoreError) -> Progress {
        let found = try rows(
            """
            SELECT state, reason, step, until, last_step_at, tries, spent, attempts, sent, throttles FROM action
            WHERE number = $1
            """,
            Parameters().adding(action)
        ) { (row) throws(StoreError) in try Progress(row, from: 0) }
        guard let progress = found.first else { throw .damaged("an attempt has no action") }
        return progress
    }

    /// Writes how far an action has come.
    func set(_ progress: Progress, of action: Int64, at now: Instant) {
        write(
            """
            UPDATE action SET state = $1, reason = $2, step = $3, until = $4, due = $5, last_step_at = $6,
                tries = $7, spent = $8, attempts = $9, sent = $10, throttles = $11
            WHERE number = $12
            """,
            Parameters().adding(progress.state.rawValue).adding(progress.reason).adding(progress.step)
                .adding(progress.until).adding(progress.until ?? now).adding(progress.lastStepAt)
                .adding(progress.tries).adding(StoredForm.list(progress.spent.map(\.text)))
                .adding(progress.attempts).adding(progress.sent).adding(progress.throttles).adding(action)
        )
    }

    /// Writes an attempt that is about to be made.
    func insert(_ attempt: Attempt, of action: Int64, by worker: Int64, _ seen: FactsSeen, at now: Instant) {
        write(
            """
            INSERT INTO attempt (id, action, debtor, debt, account, debt_group, step, channel, point, use, line,
                shared, mode, purpose, template, provider, disclosures, decided_at, open_until, facts_seen,
                points_seen, state, changed_at, worker, content)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                $22, $23, $24, '')
            """,
            Parameters().adding(attempt.id).adding(action).adding(attempt.debtor).adding(attempt.debt)
                .adding(attempt.account).adding(attempt.group).adding(attempt.step)
                .adding(attempt.channel.rawValue).adding(attempt.point.value).adding(attempt.point.use.rawValue)
                .adding(attempt.point.line?.rawValue).adding(attempt.point.shared ? 1 : 0)
                .adding(attempt.mode?.rawValue).adding(attempt.purpose.rawValue).adding(attempt.template)
                .adding(attempt.provider).adding(StoredForm.list(attempt.disclosures.map(\.rawValue)))
                .adding(attempt.decidedAt).adding(attempt.openUntil).adding(seen.aboutDebtor)
                .adding(seen.aboutPoint).adding(AttemptState.intended.rawValue).adding(now).adding(worker)
        )
    }

    /// Moves an attempt to another state, with the word or code that says why.
    func move(_ attempt: Int64, to state: AttemptState, code: String?, at now: Instant) {
        write(
            "UPDATE attempt SET state = $1, code = coalesce($2, code), changed_at = $3 WHERE number = $4",
            Parameters().adding(state.rawValue).adding(code).adding(now).adding(attempt)
        )
    }

    /// Attempts with their actions, once their debtors are locked.
    func atWork(_ ids: [AttemptID]) throws(StoreError) -> [AttemptID: AttemptAtWork] {
        let asked = Parameters().adding(names: ids)
        let debtors = try rows("SELECT DISTINCT debtor FROM attempt WHERE id = ANY($1::text[])", asked) {
            (row) throws(StoreError) -> DebtorID in row.identifier(0)
        }
        try lock(debtors)
        let found = try rows(
            """
            SELECT \(AttemptAtWork.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.id = ANY($1::text[])
            """,
            asked,
            AttemptAtWork.init
        )
        return Dictionary(found.map { ($0.row.attempt.id, $0) }, uniquingKeysWith: { $1 })
    }
}
