public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    public func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        let sealed = starts.map { $0.content.map(Sealed.init) }
        return try await pool.write { (transaction) throws(StoreError) in
            var known = try transaction.atWork(starts.map(\.attempt))
            let lastFacts = try transaction.lastFacts(of: known.values.map(\.row.attempt.debtor))
            var revisions = try transaction.revisions(of: starts)
            var answers: [Start.Answer] = []
            for (start, content) in zip(starts, sealed) {
                guard let found = known[start.attempt] else {
                    throw .defect("attempt `\(start.attempt)` was never intended")
                }
                let lastFact = lastFacts[found.row.attempt.debtor] ?? 0
                let situation = found.situation(
                    hasNewFact: lastFact > found.row.factsSeen,
                    isUnapproved: revisions.isUnapproved(start)
                )
                answers.append(transaction.begin(start, content, found, situation, at: now))
                if answers.last == .go, let revision = start.revision {
                    try transaction.use(revision, &revisions, at: now)
                }
                // The same attempt again in this batch finds it begun or withdrawn.
                known[start.attempt] = found.after(answers.last)
            }
            return answers
        }
    }

    /// Records how hand-overs ended, and how the actions go on.
    public func record(_ results: [HandoverResult], at now: Instant) async throws(StoreError) {
        try await pool.write { (transaction) throws(StoreError) in
            // The same attempt twice in one batch: the second result is judged by what the first one left.
            var rest = results[...]
            while !rest.isEmpty {
                var seen: Set<AttemptID> = []
                let part = rest.prefix { seen.insert($0.attempt).inserted }
                try transaction.record(Array(part), at: now)
                rest = rest.dropFirst(part.count)
            }
        }
    }
}

extension AttemptAtWork {
    /// The same attempt once `begin` has answered.
    fileprivate func after(_ answer: Start.Answer?) -> AttemptAtWork {
        guard row.report.state == .intended, let answer else { return self }
        var report = row.report
        switch answer {
        case .go: report.state = .begun
        case .stop(let word): (report.state, report.code) = (.withdrawn, word)
        }
        return AttemptAtWork(row: row.with(report), progress: progress)
    }
}

extension PostgresTransaction {
    /// The highest numbers of facts about debtors.
    fileprivate func lastFacts(of debtors: [DebtorID]) throws(StoreError) -> [DebtorID: Int64] {
        let found = try rows(
            "SELECT debtor, max(number) FROM fact WHERE debtor = ANY($1::text[]) GROUP BY debtor",
            Parameters().adding(names: debtors)
        ) { (row) throws(StoreError) -> (DebtorID, Int64) in (row.identifier(0), row.int(1)) }
        return Dictionary(found, uniquingKeysWith: { $1 })
    }

    fileprivate func begin(
        _ start: Start,
        _ content: [Sealed],
        _ found: AttemptAtWork,
        _ situation: BeginRule.Situation,
        at now: Instant
    ) -> Start.Answer {
        let row = found.row
        switch BeginRule.verdict(situation, at: now) {
        case .tooLate(let word):
            return .stop(word)
        case .withdraw(let word):
            move(row.number, to: .withdrawn, code: word, at: now)
            if let next = found.requeued { set(next, of: row.action, at: now) }
            write([StoreEntries.withdrawn(row.attempt, because: word)], at: now)
            return .stop(word)
        case .go:
            for sealed in content { keep(sealed) }
            write(
                "UPDATE attempt SET state = 'begun', changed_at = $1, content = $2 WHERE number = $3",
                Parameters().adding(now).adding(StoredForm.list(content.map(\.commitment.hex))).adding(row.number)
            )
            write(start.entries, at: now)
            return .go
        }
    }

    fileprivate func record(_ results: [HandoverResult], at now: Instant) throws(StoreError) {
        let known = try atWork(results.map(\.attempt))
        var named: [(ProviderID, String)] = []
        for result in results {
            guard let found = known[result.attempt] else {
                throw .defect("attempt `\(result.attempt)` was never intended")
            }
            let row = found.row
            let rule = RecordRule(result, attempt: row.report.state, action: found.progress)
            if let state = rule.attempt { move(row.number, to: state, code: result.code, at: now) }
            if rule.takesProgress { set(result.progress, of: row.action, at: now) }
            write(rule.entries, at: now)
            // A report that nothing arrived may be faster than the record that it was taken.
            if rule.takesProgress, row.report.state == .undelivered {
                try settle(row, result.progress, .undelivered, at: now)
            }
            guard let reference = result.reference, row.report.reference == nil else { continue }
            write(
                "UPDATE attempt SET reference = $1 WHERE number = $2",
                Parameters().adding(reference).adding(row.number)
            )
            named.append((row.attempt.provider, reference))
        }
        try receiveEarlyReceipts(named, at: now)
    }
}
