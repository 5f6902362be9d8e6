public import Dunning
import Journal
public import Storage

extension SQLiteStore {
    /// Adds facts; what waits for these debtors is decided anew.
    public func add(_ facts: [RecordedFact], at now: Instant) async throws(StoreError) -> FactAnswer {
        var prepared: [PreparedFact] = []
        for fact in facts { prepared.append(try PreparedFact(fact)) }
        return try await writer.run { [prepared] (transaction) throws(StoreError) in
            var answer = FactAnswer(numbers: [], woken: 0, inFlight: [])
            for fact in prepared {
                let woken = try transaction.wake(fact.recorded.debtor, at: now)
                answer.numbers.append(try transaction.add(fact, woken: woken, at: now))
                answer.woken += woken.count
                for attempt in try transaction.inFlight(fact) where !answer.inFlight.contains(attempt) {
                    answer.inFlight.append(attempt)
                }
            }
            return answer
        }
    }

    /// The debtors to whom a message went at this address or number, sorted.
    public func debtors(contactedAt value: String) async throws(StoreError) -> [DebtorID] {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare("SELECT DISTINCT debtor FROM attempt WHERE point = ? ORDER BY debtor")
                .bind(value)
                .rows { (row) throws(StoreError) in row.identifier(0) }
        }
    }

    /// All facts about a debtor, oldest first; nil = about everybody.
    public func facts(
        about debtor: DebtorID?,
        after: Int64,
        limit: Int
    ) async throws(StoreError) -> [RecordedFact] {
        try await readers.run { (connection) throws(StoreError) in
            let query = "SELECT \(RecordedFact.columns) FROM fact WHERE number > ? "
            guard let debtor else {
                return try connection.prepare(query + "ORDER BY number LIMIT ?").bind(after).bind(limit)
                    .rows(RecordedFact.init)
            }
            return try connection.prepare(query + "AND debtor = ? ORDER BY number LIMIT ?")
                .bind(after).bind(debtor).bind(limit)
                .rows(RecordedFact.init)
        }
    }

    /// Facts and past contacts of a debtor, as a claim would show them to the gate.
    public func background(
        of debtor: DebtorID,
        reachedAt points: [String],
        at now: Instant
    ) async throws(StoreError) -> Background {
        try await readers.run { (connection) throws(StoreError) in
            try KnownDebtors.background(of: debtor, reachedAt: points, on: connection, at: now)
        }
    }
}

extension Transaction {
    /// Sends what waits for a debtor back to the queue; names the actions.
    fileprivate func wake(_ debtor: DebtorID, at now: Instant) throws(StoreError) -> [ActionID] {
        let woken =
            try wake(.paused, "reason IS NOT 'operator'", debtor, at: now)
            + wake(.waiting, "coalesce(reason, '') NOT LIKE 'refused:%' AND reason IS NOT 'unknown'", debtor, at: now)
        return woken.sorted { $0.number < $1.number }.map(\.id)
    }

    private func wake(
        _ state: ActionState,
        _ condition: String,
        _ debtor: DebtorID,
        at now: Instant
    ) throws(StoreError) -> [(number: Int64, id: ActionID)] {
        // `+`: by the debtor's actions, which are few, and not by all that wait.
        let woken = try prepare(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = ?
            WHERE debtor = ? AND +state = '\(state.rawValue)' AND \(condition) RETURNING number, id
            """
        )
        .bind(now).bind(debtor)
        .rows { (row) throws(StoreError) -> (number: Int64, id: ActionID) in (row.int(0), row.identifier(1)) }
        count(from: state, to: .queued, woken.count)
        return woken
    }

    /// Keeps what was told about the contact point of an attempt, unless that is known.
    ///
    /// Nothing is woken: what is told only shuts a way, and is seen by whatever would take it.
    func keep(_ news: PointNews?, of attempt: Attempt, code: String?, at now: Instant) throws(StoreError) {
        guard let news, let point = attempt.point.value else { return }
        let known = try KnownDebtors.background(of: attempt.debtor, reachedAt: [point], on: connection, at: now)
        guard let fact = NewsRule.fact(news, of: attempt, code: code, known: known, at: now) else { return }
        _ = try add(try PreparedFact(fact), woken: [], at: now)
    }

    fileprivate func add(_ prepared: PreparedFact, woken: [ActionID], at now: Instant) throws(StoreError) -> Int64 {
        var fact = prepared.recorded
        try prepare(
            "INSERT INTO fact (debtor, debt, at, source, recorded_at, form, point) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        .bind(fact.debtor).bind(fact.debt).bind(fact.fact.at).bind(fact.source).bind(fact.recordedAt)
        .bind(text: prepared.form).bind(prepared.point)
        .run()
        fact.number = connection.lastInsertedRow
        try keep(prepared.content)
        try write(StoreEntries.fact(fact, woken: woken, content: prepared.content.commitment), at: now)
        return fact.number
    }

    /// What is being handed over right now to the fact's debtor, or to whoever has its contact point.
    fileprivate func inFlight(_ fact: PreparedFact) throws(StoreError) -> [AttemptID] {
        try prepare(
            """
            SELECT t.id, t.number FROM action a CROSS JOIN attempt t ON t.action = a.number
            WHERE a.debtor = ? AND +t.state = 'begun'
            UNION SELECT id, number FROM attempt WHERE point = ? AND +state = 'begun'
            ORDER BY number
            """
        )
        .bind(fact.recorded.debtor).bind(fact.point)
        .rows { (row) throws(StoreError) in row.identifier(0) }
    }
}
