public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Attempts of unknown fate whose actions wait to hear of it, in the order in which they were made.
    public func unknowns(after: AttemptID?, limit: Int) async throws(StoreError) -> [AttemptReport] {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                """
                SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
                WHERE t.state = 'unknown' AND (a.state = 'review' OR (a.state = 'waiting' AND a.reason = 'unknown'))
                    AND t.number > coalesce((SELECT number FROM attempt WHERE id = $1::text), -1)
                ORDER BY t.number LIMIT $2
                """,
                Parameters().adding(after).adding(limit),
                AttemptRow.init
            ).map(\.report)
        }
    }

    /// Which of a provider's references are on record, and for which attempts.
    public func attempts(
        of provider: ProviderID,
        named references: [String]
    ) async throws(StoreError) -> [String: AttemptID] {
        try await pool.read { (connection) throws(StoreError) in
            let found = try connection.rows(
                "SELECT reference, id FROM attempt WHERE reference = ANY($1::text[]) AND provider = $2 ORDER BY number",
                Parameters().adding(list: references).adding(provider)
            ) { (row) throws(StoreError) -> (String, AttemptID) in (row.text(0), row.identifier(1)) }
            return Dictionary(found, uniquingKeysWith: { $1 })
        }
    }

    /// Begins the hand-over of an attempt of unknown fate once more.
    public func reopen(_ start: Start, at now: Instant) async throws(StoreError) -> Start.Answer {
        try await working { (transaction, worker) throws(StoreError) in
            try transaction.reopen(start, by: worker, at: now)
        }
    }

    /// Records what was found out about an attempt of unknown fate, and how its action goes on.
    public func settle(_ result: HandoverResult, at now: Instant) async throws(StoreError) -> SettleAnswer {
        try await pool.write { (transaction) throws(StoreError) in try transaction.settle(result, at: now) }
    }
}

extension PostgresTransaction {
    fileprivate func reopen(_ start: Start, by worker: Int64, at now: Instant) throws(StoreError) -> Start.Answer {
        guard let found = try atWork([start.attempt])[start.attempt] else {
            throw .defect("attempt `\(start.attempt)` was never intended")
        }
        let (debtor, point) = (found.row.attempt.debtor.rawValue, found.row.attempt.point.value)
        try lock(points: point.map { [$0] } ?? [], toAdd: false)
        let lastFact = try lastFacts("debtor", among: [debtor])[debtor] ?? 0
        let lastWord = try point.flatMap { (point) throws(StoreError) in try lastFacts("point", among: [point])[point] }
        let revisions = try revisions(of: [start])
        let objection = ReopenRule.objection(
            to: found,
            hasNewFact: lastFact > found.row.factsSeen.aboutDebtor || (lastWord ?? 0) > found.row.factsSeen.aboutPoint,
            isUnapproved: revisions.isUnapproved(start),
            at: now
        )
        if let objection { return .stop(objection) }
        try EntrySubject(found.row.attempt).check(start.entries)
        move(found.row.number, to: .begun, code: nil, at: now)
        write("UPDATE attempt SET worker = $1 WHERE number = $2", Parameters().adding(worker).adding(found.row.number))
        set(ReopenRule.progress(of: found.progress), of: found.row.action, at: now)
        write(start.entries, at: now)
        return .go
    }

    fileprivate func settle(_ result: HandoverResult, at now: Instant) throws(StoreError) -> SettleAnswer {
        guard let found = try atWork([result.attempt])[result.attempt] else { return .unknownAttempt }
        let row = found.row
        guard row.report.state == .unknown else { return .known(row.report.state) }
        if let reference = result.reference, let objection = try objection(to: reference, for: row.attempt) {
            return objection
        }
        try EntrySubject(row.attempt).check(result.entries)
        let rule = SettleRule(result, about: row.attempt, action: found.progress)
        move(row.number, to: result.state, code: result.code, at: now)
        if let progress = rule.progress { set(progress, of: row.action, at: now) }
        write(rule.entries, at: now)
        guard let reference = result.reference, row.report.reference == nil else { return .settled }
        write(
            "UPDATE attempt SET reference = $1 WHERE number = $2",
            Parameters().adding(reference).adding(row.number)
        )
        try receiveEarlyReceipts([(row.attempt.provider, reference)], at: now)
        return .settled
    }

    /// Whether a reference is another attempt's, or may yet become one's that is under way.
    ///
    /// Two who find the same message take turns; what is under way is looked at first, so that whoever records it
    /// meanwhile is seen either as under way or by the reference.
    private func objection(to reference: String, for attempt: Attempt) throws(StoreError) -> SettleAnswer? {
        _ = try rows(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, hashtext(current_schema())))",
            Parameters().adding("reference \(attempt.provider) \(reference)")
        ) { (_) throws(StoreError) in () }
        let begun = try rows(
            "SELECT id FROM attempt WHERE point = $1 AND provider = $2 AND state = 'begun' AND id <> $3 LIMIT 1",
            Parameters().adding(attempt.point.value).adding(attempt.provider).adding(attempt.id)
        ) { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
        if let begun = begun.first { return .inFlight(begun) }
        let owners = try rows(
            "SELECT id FROM attempt WHERE reference = $1 AND provider = $2 AND id <> $3 LIMIT 1",
            Parameters().adding(reference).adding(attempt.provider).adding(attempt.id)
        ) { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
        return owners.first.map(SettleAnswer.belongsTo)
    }
}
