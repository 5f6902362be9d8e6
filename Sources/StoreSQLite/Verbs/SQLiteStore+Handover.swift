public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    public func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        let sealed = starts.map { $0.content.map(Sealed.init) }
        return try await writer.run { (transaction) throws(StoreError) in
            var answers: [Start.Answer] = []
            var revisions = try transaction.revisions(of: starts)
            for (start, content) in zip(starts, sealed) {
                answers.append(try transaction.begin(start, content, &revisions, at: now))
            }
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

extension Transaction {
    fileprivate func begin(
        _ start: Start,
        _ content: [Sealed],
        _ revisions: inout RevisionsAtWork,
        at now: Instant
    ) throws(StoreError) -> Start.Answer {
        let found = try intendedAtWork(start.attempt)
        let row = found.row
        let situation = found.situation(
            hasNewFact: try hasFact(about: row.attempt, after: row.factsSeen),
            isUnapproved: revisions.isUnapproved(start)
        )
        switch BeginRule.verdict(situation, at: now) {
        case .tooLate(let word):
            return .stop(word)
        case .withdraw(let word):
            try move(row.number, to: .withdrawn, code: word, at: now)
            if let next = found.requeued { try set(next, of: row.action, at: now) }
            try write(StoreEntries.withdrawn(row.attempt, because: word), at: now)
            return .stop(word)
        case .go:
            if let revision = start.revision { try use(revision, &revisions, at: now) }
            for sealed in content { try keep(sealed) }
            try prepare("UPDATE attempt SET state = 'begun', changed_at = ?, content = ? WHERE number = ?")
                .bind(now).bind(StoredForm.list(content.map(\.commitment.hex))).bind(row.number)
                .run()
            try write(start.entries, at: now)
            return .go
        }
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

    fileprivate func record(_ result: HandoverResult, at now: Instant) throws(StoreError) {
        let found = try intendedAtWork(result.attempt)
        let row = found.row
        let rule = RecordRule(result, attempt: row.report.state, action: found.progress)
        if let state = rule.attempt { try move(row.number, to: state, code: result.code, at: now) }
        if rule.takesProgress { try set(result.progress, of: row.action, at: now) }
        try write(rule.entries, at: now)
        // A report may be faster than the record of what the worker saw; then the report counts.
        if rule.takesProgress { try settle(row, result.progress, row.report.state, at: now) }
        try keep(result.says, of: row.attempt, code: result.code, at: now)
        guard let reference = result.reference, row.report.reference == nil else { return }
        try prepare("UPDATE attempt SET reference = ? WHERE number = ?").bind(reference).bind(row.number).run()
        try receiveEarlyReceipts(for: row.attempt.provider, reference, at: now)
    }
}
