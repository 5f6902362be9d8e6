import Dunning
import Storage

extension Transaction {
    private static let progress = SQL(
        """
        SELECT state, reason, step, until, last_step_at, tries, spent, attempts, sent, throttles FROM action
        WHERE number = ?
        """
    )

    /// How far an action has come.
    func progress(of action: Int64) throws(StoreError) -> Progress {
        let progress = try prepare(Transaction.progress).bind(action)
            .first { (row) throws(StoreError) in try Progress(row, from: 0) }
        guard let progress else { throw .damaged("an attempt has no action") }
        return progress
    }

    private static let update = SQL(
        """
        UPDATE action SET state = ?, reason = ?, step = ?, until = ?, due = ?, last_step_at = ?, tries = ?,
            spent = ?, attempts = ?, sent = ?, throttles = ?
        WHERE number = ? AND state = ?
        """
    )

    /// Writes how far an action has come; the state that it leaves is what its caller has seen, so the counts are right.
    func set(_ progress: Progress, of action: Int64, from before: ActionState, at now: Instant) throws(StoreError) {
        let update = try prepare(Transaction.update)
        try update.bind(progress.state.rawValue).bind(progress.reason).bind(progress.step).bind(progress.until)
            .bind(progress.until ?? now).bind(progress.lastStepAt).bind(progress.tries)
            .bind(StoredForm.list(progress.spent.map(\.text))).bind(progress.attempts).bind(progress.sent)
            .bind(progress.throttles).bind(action).bind(before.rawValue)
            .run()
        guard connection.changes == 1 else { throw .defect("an action does not stand as `\(before.rawValue)`") }
        if progress.state != before { count(from: before, to: progress.state) }
    }
}

extension Transaction {
    private static let insertAttempt = SQL(
        """
        INSERT INTO attempt (id, action, debtor, debt, account, debt_group, step, channel, point, use, line,
            shared, mode, purpose, template, provider, disclosures, decided_at, open_until, facts_seen,
            points_seen, state, changed_at, worker, content)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
        """
    )

    /// Writes an attempt that is about to be made.
    func insert(_ attempt: Attempt, of action: Int64, by worker: Int64, _ seen: FactsSeen, at now: Instant)
        throws(StoreError)
    {
        let insert = try prepare(Transaction.insertAttempt)
        try insert.bind(attempt.id).bind(action).bind(attempt.debtor).bind(attempt.debt).bind(attempt.account)
            .bind(attempt.group).bind(attempt.step).bind(attempt.channel.rawValue).bind(attempt.point.value)
            .bind(attempt.point.use.rawValue).bind(attempt.point.line?.rawValue).bind(attempt.point.shared ? 1 : 0)
            .bind(attempt.mode?.rawValue).bind(attempt.purpose.rawValue).bind(attempt.template)
            .bind(attempt.provider).bind(StoredForm.list(attempt.disclosures.map(\.rawValue)))
            .bind(attempt.decidedAt).bind(attempt.openUntil).bind(seen.aboutDebtor)
            .bind(seen.aboutPoint).bind(AttemptState.intended.rawValue).bind(now).bind(worker)
            .run()
    }

    private static let attemptAtWork = """
        SELECT \(AttemptAtWork.columns) FROM attempt t JOIN action a ON a.number = t.action WHERE t.id = ?
        """

    /// An attempt with how far its action has come; nil = there is none of that name.
    func atWork(_ id: AttemptID) throws(StoreError) -> AttemptAtWork? {
        try prepare(Transaction.attemptAtWork).bind(id).first(AttemptAtWork.init)
    }

    /// The same for an attempt that must have been intended.
    func intendedAtWork(_ id: AttemptID) throws(StoreError) -> AttemptAtWork {
        guard let found = try atWork(id) else { throw .defect("attempt `\(id)` was never intended") }
        return found
    }

    private static let move = SQL(
        "UPDATE attempt SET state = ?, code = coalesce(?, code), changed_at = ? WHERE number = ?"
    )

    /// Moves an attempt to another state, with the word or code that says why.
    func move(_ attempt: Int64, to state: AttemptState, code: String?, at now: Instant) throws(StoreError) {
        try prepare(Transaction.move).bind(state.rawValue).bind(code).bind(now).bind(attempt).run()
    }
}
