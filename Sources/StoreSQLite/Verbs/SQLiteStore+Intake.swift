public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Makes actions durable; answers in the same order.
    public func accept(
        _ actions: [Acceptance],
        at now: Instant
    ) async throws(StoreError) -> [Acceptance.Answer] {
        let prepared = try await PreparedAction.all(of: actions)
        return try await writer.run { (transaction) throws(StoreError) in
            var answers: [Acceptance.Answer] = []
            for action in prepared { answers.append(try transaction.accept(action, at: now)) }
            return answers
        }
    }

    /// Keeps lines of the intake that could not be accepted.
    public func keepAside(_ lines: [RefusedLine], at now: Instant) async throws(StoreError) {
        try await writer.run { (transaction) throws(StoreError) in
            for line in lines { try transaction.keepAside(line, at: now) }
        }
    }

    /// Lines that were kept aside, oldest first.
    public func refusedLines(after: Int64, limit: Int) async throws(StoreError) -> [RefusedLine] {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare(
                """
                SELECT number, at, file, line, action, bytes, diagnostics FROM refused_line
                WHERE number > ? ORDER BY number LIMIT ?
                """
            )
            .bind(after).bind(limit)
            .rows { (row) throws(StoreError) in
                RefusedLine(
                    number: row.int(0),
                    at: row.instant(1),
                    file: row.text(2),
                    line: Int(row.int(3)),
                    action: row.optionalText(4),
                    bytes: row.bytes(5),
                    diagnostics: try StoredForm.diagnostics(row.text(6))
                )
            }
        }
    }
}

extension Transaction {
    private static let insertAction = SQL(
        """
        INSERT INTO action (id, debtor, debt, lane, state, step, due, tries, spent, attempts, sent, accepted_at)
        VALUES (?, ?, ?, ?, 'queued', 0, ?, 0, '', 0, 0, ?) ON CONFLICT (id) DO NOTHING
        """
    )
    private static let insertForm = SQL("INSERT INTO action_form (action, form, body) VALUES (?, ?, ?)")

    fileprivate func accept(_ prepared: PreparedAction, at now: Instant) throws(StoreError) -> Acceptance.Answer {
        let action = prepared.action
        try prepare(Transaction.insertAction).bind(action.id).bind(action.debtor.id).bind(action.debt.id).bind(
            action.lane.rank
        )
        .bind(now).bind(now)
        .run()
        guard connection.changes == 1 else {
            return try isSame(prepared.body, as: action.id) ? .duplicate : .conflict
        }
        let number = connection.lastInsertedRow
        count(from: nil, to: .queued)
        try keep(prepared.content)
        try prepare(Transaction.insertForm).bind(number).bind(text: prepared.form).bind(
            prepared.content.commitment.bytes
        )
        .run()
        try write(StoreEntries.accepted(action, content: prepared.content.commitment), at: now)
        return .accepted
    }

    /// Compares by the commitment, so that it can still be told after the body was erased but for its salt.
    private func isSame(_ body: String, as id: ActionID) throws(StoreError) -> Bool {
        let kept = try prepare(
            """
            SELECT c.salt, f.body FROM action a JOIN action_form f ON f.action = a.number
            JOIN content c ON c.commitment = f.body WHERE a.id = ?
            """
        )
        .bind(id)
        .first { (row) throws(StoreError) in (row.bytes(0), row.bytes(1)) }
        guard let (salt, commitment) = kept else { throw .damaged("an action has no body") }
        return Commitment(of: .body(body, salt: salt)).bytes == commitment
    }

    fileprivate func keepAside(_ line: RefusedLine, at now: Instant) throws(StoreError) {
        try prepare(
            "INSERT INTO refused_line (at, file, line, action, bytes, diagnostics) VALUES (?, ?, ?, ?, ?, ?)"
        )
        .bind(line.at).bind(line.file).bind(line.line).bind(line.action).bind(line.bytes)
        .bind(StoredForm.text(of: line.diagnostics))
        .run()
        let number = connection.lastInsertedRow
        let content = CommittedContent(.line(line, salt: freshSalt()))
        try keep(content)
        try write(StoreEntries.refusedLine(line, number: number, content: content.commitment), at: now)
    }
}
