public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    public func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        let sealed = starts.map { $0.content.map(Sealed.init) }
        return try await writer.run { (transaction) throws(StoreError) in
            var answers: [Start.Answer] = []
            for (start, content) in zip(starts, sealed) {
                answers.append(try transaction.begin(start, content, at: now))
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

/// An attempt with the action that it serves.
private struct Handed {
    let attempt: AttemptRow
    let progress: Progress

    /// The attempt's columns and then the action's.
    static var query: String {
        """
        SELECT \(AttemptRow.columns), a.state, a.reason, a.step, a.until, a.last_step_at, a.tries, a.spent,
            a.attempts, a.sent
        FROM attempt t JOIN action a ON a.number = t.action
        """
    }

    init(_ row: Statement) throws(StoreError) {
        attempt = try AttemptRow(row)
        progress = try Progress(row, from: 28)
    }
}

extension Transaction {
    private func handed(_ id: AttemptID) throws(StoreError) -> Handed {
        guard let handed = try prepare(Handed.query + " WHERE t.id = ?").bind(id).first(Handed.init) else {
            throw .defect("attempt `\(id)` was never intended")
        }
        return handed
    }

    fileprivate func begin(_ start: Start, _ content: [Sealed], at now: Instant) throws(StoreError) -> Start.Answer {
        let handed = try handed(start.attempt)
        let row = handed.attempt
        let situation = BeginRule.Situation(
            attempt: row.report.state,
            code: row.report.code,
            action: handed.progress.state,
            hasNewFact: try hasFact(about: row.attempt.debtor, after: row.factsSeen),
            openUntil: row.attempt.openUntil
        )
        switch BeginRule.verdict(situation, at: now) {
        case .tooLate(let word):
            return .stop(word)
        case .withdraw(let word):
            try move(row.number, to: .withdrawn, code: word, at: now)
            try requeue(row.action, handed.progress, at: now)
            try write(StoreEntries.withdrawn(row.attempt, because: word), at: now)
            return .stop(word)
        case .go:
            for sealed in content { try keep(sealed) }
            try prepare("UPDATE attempt SET state = 'begun', changed_at = ?, content = ? WHERE number = ?")
                .bind(now).bind(StoredForm.list(content.map(\.commitment.hex))).bind(row.number)
                .run()
            try write(start.entries, at: now)
            return .go
        }
    }

    private func hasFact(about debtor: DebtorID, after number: Int64) throws(StoreError) -> Bool {
        try prepare("SELECT 1 FROM fact WHERE debtor = ? AND number > ? LIMIT 1").bind(debtor).bind(number)
            .first { (_) throws(StoreError) in true } ?? false
    }

    /// Sends an action back that was being worked on.
    private func requeue(_ action: Int64, _ progress: Progress, at now: Instant) throws(StoreError) {
        guard progress.state == .working else { return }
        var next = progress
        next.state = .queued
        next.reason = nil
        next.until = nil
        try set(next, of: action, at: now)
    }

    fileprivate func record(_ result: HandoverResult, at now: Instant) throws(StoreError) {
        let handed = try handed(result.attempt)
        let row = handed.attempt
        let rule = RecordRule(result, attempt: row.report.state, action: handed.progress.state)
        if let state = rule.attempt { try move(row.number, to: state, code: result.code, at: now) }
        if rule.takesProgress { try set(result.progress, of: row.action, at: now) }
        try write(rule.entries, at: now)
        guard let reference = result.reference, row.report.reference == nil else { return }
        try prepare("UPDATE attempt SET reference = ? WHERE number = ?").bind(reference).bind(row.number).run()
        try receiveEarlyReceipts(for: row.attempt.provider, reference, at: now)
    }
}
