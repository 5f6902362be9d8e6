public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    public func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        try await writer.run { (transaction) throws(StoreError) in
            var answers: [Start.Answer] = []
            var revisions = try transaction.revisions(of: starts)
            for start in starts { answers.append(try transaction.begin(start, &revisions, at: now)) }
            return answers
        }
    }

    /// Records how hand-overs ended, and how the actions go on.
    public func record(_ results: [HandoverResult], at now: Instant) async throws(StoreError) {
        try await writer.run { (transaction) throws(StoreError) in
            for result in results { try transaction.record(result, at: now) }
        }
    }
}

// MARK: - begin

extension Transaction {
    private static let begun = SQL(
        "UPDATE attempt SET state = 'begun', changed_at = ?, content = ? WHERE number = ?"
    )

    fileprivate func begin(
        _ start: Start,
        _ revisions: inout RevisionsAtWork,
        at now: Instant
    ) throws(StoreError) -> Start.Answer {
        let found = try prepare(AttemptToBegin.query).bind(start.attempt)
            .first { (row) throws(StoreError) in try AttemptToBegin(row, of: start.attempt) }
        guard let found else { throw .defect("attempt `\(start.attempt)` was never intended") }
        var situation = found.situation
        situation.isUnapproved = revisions.isUnapproved(start)
        switch BeginRule.verdict(situation, at: now) {
        case .tooLate(let word):
            return .stop(word)
        case .withdraw(let word):
            try withdraw(start.attempt, because: word, at: now)
            return .stop(word)
        case .go:
            try found.subject.check(start.entries)
            if let revision = start.revision { try use(revision, &revisions, at: now) }
            for content in start.content { try keep(content) }
            try prepare(Transaction.begun).bind(now).bind(StoredForm.text(of: start.content.map(\.commitment)))
                .bind(found.number)
                .run()
            try write(start.entries, at: now)
            return .go
        }
    }

    private func withdraw(_ attempt: AttemptID, because word: String, at now: Instant) throws(StoreError) {
        let found = try intendedAtWork(attempt)
        let row = found.row
        try move(row.number, to: .withdrawn, code: word, at: now)
        if let next = found.requeued { try set(next, of: row.action, from: found.progress.state, at: now) }
        try write(StoreEntries.withdrawn(row.attempt, because: word), at: now)
    }

    /// Whether a fact about the debtor or the contact point came after the decision.
    func hasFact(about attempt: Attempt, after seen: FactsSeen) throws(StoreError) -> Bool {
        try prepare(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM fact WHERE debtor = ? AND number > ?)
                OR EXISTS (SELECT 1 FROM fact WHERE point = ? AND number > ?)
            """
        )
        .bind(attempt.debtor).bind(seen.aboutDebtor).bind(attempt.point.value).bind(seen.aboutPoint)
        .first { (_) throws(StoreError) in true } ?? false
    }
}

// MARK: - record

extension Transaction {
    private static let ended = SQL(
        """
        UPDATE attempt SET state = ?, code = coalesce(?, code), changed_at = ?, reference = coalesce(reference, ?)
        WHERE number = ?
        """
    )

    fileprivate func record(_ result: HandoverResult, at now: Instant) throws(StoreError) {
        let found = try prepare(AttemptToRecord.query).bind(result.attempt)
            .first { (row) throws(StoreError) in try AttemptToRecord(row, of: result.attempt) }
        guard let found else { throw .defect("attempt `\(result.attempt)` was never intended") }
        try found.subject.check(result.entries)
        let rule = RecordRule(
            result,
            attempt: found.state,
            action: found.actionState,
            attempts: found.attempts
        )
        try write(result, as: rule, of: found, at: now)
        if rule.takesProgress { try set(result.progress, of: found.action, from: found.actionState, at: now) }
        try write(rule.entries, at: now)
        if rule.isOvertaken || result.says != nil {
            let row = try intendedAtWork(result.attempt).row
            if rule.isOvertaken { try settle(row, result.progress, found.state, at: now) }
            try keep(result.says, of: row.attempt, code: result.code, at: now)
        }
        guard let reference = result.reference, !found.hasReference else { return }
        try receiveEarlyReceipts(for: found.provider, reference, at: now)
    }

    /// Writes where the attempt stands and what its provider calls it; a reference is known also where nothing else is
    /// news.
    private func write(
        _ result: HandoverResult,
        as rule: RecordRule,
        of found: AttemptToRecord,
        at now: Instant
    ) throws(StoreError) {
        if let state = rule.attempt {
            try prepare(Transaction.ended).bind(state.rawValue).bind(result.code).bind(now).bind(result.reference)
                .bind(found.number)
                .run()
        } else if let reference = result.reference, !found.hasReference {
            try prepare("UPDATE attempt SET reference = ? WHERE number = ?").bind(reference).bind(found.number).run()
        }
    }
}
