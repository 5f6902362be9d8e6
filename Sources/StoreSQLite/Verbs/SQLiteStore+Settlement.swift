public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Attempts of unknown fate whose actions wait to hear of it, in the order in which they were made.
    public func unknowns(after: AttemptID?, limit: Int) async throws(StoreError) -> [AttemptReport] {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare(
                """
                SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
                WHERE t.state = 'unknown' AND (a.state = 'review' OR (a.state = 'waiting' AND a.reason = 'unknown'))
                    AND t.number > coalesce((SELECT number FROM attempt WHERE id = ?), -1)
                ORDER BY t.number LIMIT ?
                """
            )
            .bind(after).bind(limit).rows(AttemptRow.init).map(\.report)
        }
    }

    /// Which of a provider's references are on record, and for which attempts.
    public func attempts(
        of provider: ProviderID,
        named references: [String]
    ) async throws(StoreError) -> [String: AttemptID] {
        try await readers.run { (connection) throws(StoreError) in
            var found: [String: AttemptID] = [:]
            let statement = "SELECT id FROM attempt WHERE reference = ? AND provider = ? ORDER BY number DESC LIMIT 1"
            for reference in references {
                found[reference] = try connection.prepare(statement).bind(reference).bind(provider)
                    .first { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
            }
            return found
        }
    }

    /// Begins the hand-over of an attempt of unknown fate once more.
    public func reopen(_ start: Start, at now: Instant) async throws(StoreError) -> Start.Answer {
        let worker = try workers.number()
        return try await writer.run { (transaction) throws(StoreError) in
            try transaction.reopen(start, by: worker, at: now)
        }
    }

    /// Records what was found out about an attempt of unknown fate, and how its action goes on.
    public func settle(_ result: HandoverResult, at now: Instant) async throws(StoreError) -> SettleAnswer {
        try await writer.run { (transaction) throws(StoreError) in try transaction.settle(result, at: now) }
    }
}

extension Transaction {
    fileprivate func reopen(_ start: Start, by worker: Int64, at now: Instant) throws(StoreError) -> Start.Answer {
        let found = try intendedAtWork(start.attempt)
        let revisions = try revisions(of: [start])
        let objection = ReopenRule.objection(
            to: found,
            hasNewFact: try hasFact(about: found.row.attempt, after: found.row.factsSeen),
            isUnapproved: revisions.isUnapproved(start),
            at: now
        )
        if let objection { return .stop(objection) }
        try EntrySubject(found.row.attempt).check(start.entries)
        try move(found.row.number, to: .begun, code: nil, at: now)
        try prepare("UPDATE attempt SET worker = ? WHERE number = ?").bind(worker).bind(found.row.number).run()
        try set(
            ReopenRule.progress(of: found.progress),
            of: found.row.action,
            from: found.progress.state,
            at: now
        )
        try write(start.entries, at: now)
        return .go
    }

    fileprivate func settle(_ result: HandoverResult, at now: Instant) throws(StoreError) -> SettleAnswer {
        guard let found = try atWork(result.attempt) else { return .unknownAttempt }
        let row = found.row
        guard row.report.state == .unknown else { return .known(row.report.state) }
        if let reference = result.reference, let objection = try objection(to: reference, for: row.attempt) {
            return objection
        }
        try EntrySubject(row.attempt).check(result.entries)
        let rule = SettleRule(result, about: row.attempt, action: found.progress)
        try move(row.number, to: result.state, code: result.code, at: now)
        if let progress = rule.progress { try set(progress, of: row.action, from: found.progress.state, at: now) }
        try write(rule.entries, at: now)
        guard let reference = result.reference, row.report.reference == nil else { return .settled }
        try prepare("UPDATE attempt SET reference = ? WHERE number = ?").bind(reference).bind(row.number).run()
        try receiveEarlyReceipts(for: row.attempt.provider, reference, at: now)
        return .settled
    }

    /// Whether a reference is another attempt's, or may yet become one's that is under way.
    private func objection(to reference: String, for attempt: Attempt) throws(StoreError) -> SettleAnswer? {
        let begun = try prepare(
            "SELECT id FROM attempt WHERE point = ? AND provider = ? AND state = 'begun' AND id <> ? LIMIT 1"
        )
        .bind(attempt.point.value).bind(attempt.provider).bind(attempt.id)
        .first { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
        if let begun { return .inFlight(begun) }
        let owner = try prepare("SELECT id FROM attempt WHERE reference = ? AND provider = ? AND id <> ? LIMIT 1")
            .bind(reference).bind(attempt.provider).bind(attempt.id)
            .first { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
        return owner.map(SettleAnswer.belongsTo)
    }
}
