public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    public func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        try await pool.write { (transaction) throws(StoreError) in
            var known = try transaction.atWork(starts.map(\.attempt))
            // Under the locks: who adds a fact about such a point is seen here, or names these hand-overs.
            let points = Set(known.values.compactMap(\.row.attempt.point.value))
            try transaction.lock(points: points, toAdd: false)
            let lastFacts = try transaction.lastFacts(
                "debtor",
                among: Set(known.values.map(\.row.attempt.debtor.rawValue))
            )
            let lastWords = try transaction.lastFacts("point", among: points)
            var revisions = try transaction.revisions(of: starts)
            var answers: [Start.Answer] = []
            for start in starts {
                guard let found = known[start.attempt] else {
                    throw .defect("attempt `\(start.attempt)` was never intended")
                }
                let attempt = found.row.attempt
                let (lastFact, seen) = (lastFacts[attempt.debtor.rawValue] ?? 0, found.row.factsSeen)
                let lastWord = attempt.point.value.flatMap { lastWords[$0] } ?? 0
                let situation = found.situation(
                    hasNewFact: lastFact > seen.aboutDebtor || lastWord > seen.aboutPoint,
                    isUnapproved: revisions.isUnapproved(start)
                )
                answers.append(try transaction.begin(start, found, situation, at: now))
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
    /// The highest numbers of facts about debtors or contact points.
    func lastFacts(_ column: String, among values: Set<String>) throws(StoreError) -> [String: Int64] {
        let found = try rows(
            "SELECT \(column), max(number) FROM fact WHERE \(column) = ANY($1::text[]) GROUP BY \(column)",
            Parameters().adding(list: Array(values))
        ) { (row) throws(StoreError) -> (String, Int64) in (row.text(0), row.int(1)) }
        return Dictionary(found, uniquingKeysWith: { $1 })
    }

    fileprivate func begin(
        _ start: Start,
        _ found: AttemptAtWork,
        _ situation: BeginRule.Situation,
        at now: Instant
    ) throws(StoreError) -> Start.Answer {
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
            try EntrySubject(row.attempt).check(start.entries)
            for content in start.content { keep(content) }
            write(
                "UPDATE attempt SET state = 'begun', changed_at = $1, content = $2 WHERE number = $3",
                Parameters().adding(now).adding(StoredForm.text(of: start.content.map(\.commitment))).adding(row.number)
            )
            write(start.entries, at: now)
            return .go
        }
    }

    fileprivate func record(_ results: [HandoverResult], at now: Instant) throws(StoreError) {
        let known = try atWork(results.map(\.attempt))
        let told = results.filter { $0.says != nil }.compactMap { known[$0.attempt]?.row.attempt.point.value }
        try lock(points: Set(told), toAdd: true)
        var named: [(ProviderID, String)] = []
        for result in results {
            guard let found = known[result.attempt] else {
                throw .defect("attempt `\(result.attempt)` was never intended")
            }
            let row = found.row
            try EntrySubject(row.attempt).check(result.entries)
            let rule = RecordRule(
                result,
                attempt: row.report.state,
                action: found.progress.state,
                attempts: found.progress.attempts
            )
            write(result, as: rule, of: row, at: now)
            if rule.takesProgress { set(result.progress, of: row.action, at: now) }
            write(rule.entries, at: now)
            // A report may be faster than the record of what the worker saw; then the report counts.
            if rule.isOvertaken { try settle(row, result.progress, row.report.state, at: now) }
            try keep(result.says, of: row.attempt, code: result.code, at: now)
            guard let reference = result.reference, row.report.reference == nil else { continue }
            named.append((row.attempt.provider, reference))
        }
        try receiveEarlyReceipts(named, at: now)
    }

    /// Writes where the attempt stands and what its provider calls it; a reference is known also where nothing else is
    /// news.
    private func write(_ result: HandoverResult, as rule: RecordRule, of row: AttemptRow, at now: Instant) {
        if let state = rule.attempt {
            write(
                """
                UPDATE attempt SET state = $1, code = coalesce($2, code), changed_at = $3,
                    reference = coalesce(reference, $4)
                WHERE number = $5
                """,
                Parameters().adding(state.rawValue).adding(result.code).adding(now).adding(result.reference)
                    .adding(row.number)
            )
        } else if let reference = result.reference, row.report.reference == nil {
            write(
                "UPDATE attempt SET reference = $1 WHERE number = $2",
                Parameters().adding(reference).adding(row.number)
            )
        }
    }
}
