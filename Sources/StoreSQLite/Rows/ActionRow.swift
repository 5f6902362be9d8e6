import Dunning
import Storage

/// An action as the database holds it.
struct ActionRow {
    let number: Int64
    let acceptedAt: Instant
    let progress: Progress
    let form: String

    /// The columns in the order in which `init` reads them.
    static var columns: String {
        """
        a.number, a.accepted_at, a.state, a.reason, a.step, a.until, a.last_step_at, a.tries, a.spent, a.attempts,
        a.sent, f.form
        """
    }

    init(_ row: Statement) throws(StoreError) {
        number = row.int(0)
        acceptedAt = row.instant(1)
        progress = try Progress(row, from: 2)
        form = row.text(11)
    }

    func action() throws(StoreError) -> Action { try StoredForm.action(form) }
}

extension Progress {
    /// Reads nine columns, from `state` to `sent`.
    init(_ row: Statement, from first: Int32) throws(StoreError) {
        var spent: [Channel] = []
        for name in StoredForm.names(row.text(first + 6)) { spent.append(try StoredForm.word(name)) }
        self.init(
            state: try row.word(first),
            reason: row.optionalText(first + 1),
            step: Int(row.int(first + 2)),
            until: row.optionalInstant(first + 3),
            lastStepAt: row.optionalInstant(first + 4),
            tries: Int(row.int(first + 5)),
            spent: spent,
            attempts: Int(row.int(first + 7)),
            sent: Int(row.int(first + 8))
        )
    }
}

extension Transaction {
    /// Writes how far an action has come.
    func set(_ progress: Progress, of action: Int64, at now: Instant) throws(StoreError) {
        let update = try prepare(
            """
            UPDATE action SET state = ?, reason = ?, step = ?, until = ?, due = ?, last_step_at = ?, tries = ?,
                spent = ?, attempts = ?, sent = ?
            WHERE number = ?
            """
        )
        try update.bind(progress.state.rawValue).bind(progress.reason).bind(progress.step).bind(progress.until)
            .bind(progress.until ?? now).bind(progress.lastStepAt).bind(progress.tries)
            .bind(StoredForm.list(progress.spent.map(\.rawValue))).bind(progress.attempts).bind(progress.sent)
            .bind(action)
            .run()
    }
}

extension Lane {
    /// Urgent first.
    var rank: Int64 {
        switch self {
        case .urgent: 0
        case .normal: 1
        case .bulk: 2
        }
    }
}
