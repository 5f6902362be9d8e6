import Dunning
import Journal
import Storage

/// An attempt as the database holds it.
struct AttemptRow {
    let number: Int64
    let action: Int64
    let factsSeen: Int64
    let report: AttemptReport

    var attempt: Attempt { report.attempt }

    /// The columns in the order in which `init` reads them, from a join of `attempt t` and `action a`.
    static var columns: String {
        """
        t.number, t.action, t.facts_seen, t.state, t.reference, t.code, t.outcome, t.changed_at, t.content,
        t.id, a.id, t.debtor, t.debt, t.account, t.debt_group, t.step, t.channel, t.point, t.use, t.line, t.shared,
        t.mode, t.purpose, t.template, t.provider, t.disclosures, t.decided_at, t.open_until
        """
    }

    init(_ row: Statement) throws(StoreError) {
        number = row.int(0)
        action = row.int(1)
        factsSeen = row.int(2)
        report = AttemptReport(
            attempt: try Attempt(row, from: 9),
            state: try row.word(3),
            reference: row.optionalText(4),
            code: row.optionalText(5),
            outcome: try row.optionalWord(6),
            changedAt: row.instant(7),
            content: StoredForm.names(row.text(8)).map(Commitment.init(hex:))
        )
    }
}

extension Attempt {
    /// Reads nineteen columns, from `id` to `open_until`.
    fileprivate init(_ row: Statement, from first: Int32) throws(StoreError) {
        self.init(
            id: row.identifier(first),
            action: row.identifier(first + 1),
            debtor: row.identifier(first + 2),
            debt: row.identifier(first + 3),
            account: row.optionalIdentifier(first + 4),
            group: row.optionalIdentifier(first + 5),
            step: Int(row.int(first + 6)),
            point: ContactPoint(
                channel: try row.word(first + 7),
                value: row.optionalText(first + 8),
                use: try row.word(first + 9),
                line: try row.optionalWord(first + 10),
                shared: row.int(first + 11) != 0
            ),
            mode: try row.optionalWord(first + 12),
            purpose: try row.word(first + 13),
            template: row.identifier(first + 14),
            provider: row.identifier(first + 15),
            disclosures: StoredForm.names(row.text(first + 16)).map(DisclosureID.init(trusted:)),
            decidedAt: row.instant(first + 17),
            openUntil: row.optionalInstant(first + 18)
        )
    }
}

extension Transaction {
    /// Writes an attempt that is about to be made.
    func insert(_ attempt: Attempt, of action: Int64, factsSeen: Int64, at now: Instant) throws(StoreError) {
        let insert = try prepare(
            """
            INSERT INTO attempt (id, action, debtor, debt, account, debt_group, step, channel, point, use, line,
                shared, mode, purpose, template, provider, disclosures, decided_at, open_until, facts_seen, state,
                changed_at, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
            """
        )
        try insert.bind(attempt.id).bind(action).bind(attempt.debtor).bind(attempt.debt).bind(attempt.account)
            .bind(attempt.group).bind(attempt.step).bind(attempt.channel.rawValue).bind(attempt.point.value)
            .bind(attempt.point.use.rawValue).bind(attempt.point.line?.rawValue).bind(attempt.point.shared ? 1 : 0)
            .bind(attempt.mode?.rawValue).bind(attempt.purpose.rawValue).bind(attempt.template)
            .bind(attempt.provider).bind(StoredForm.list(attempt.disclosures.map(\.rawValue)))
            .bind(attempt.decidedAt).bind(attempt.openUntil).bind(factsSeen)
            .bind(AttemptState.intended.rawValue).bind(now)
            .run()
    }

    /// Moves an attempt to another state, with the word or code that says why.
    func move(_ attempt: Int64, to state: AttemptState, code: String?, at now: Instant) throws(StoreError) {
        try prepare("UPDATE attempt SET state = ?, code = coalesce(?, code), changed_at = ? WHERE number = ?")
            .bind(state.rawValue).bind(code).bind(now).bind(attempt)
            .run()
    }
}
