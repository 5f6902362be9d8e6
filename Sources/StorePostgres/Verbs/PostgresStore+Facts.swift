public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Adds facts; what waits for these debtors is decided anew.
    public func add(_ facts: [RecordedFact], at now: Instant) async throws(StoreError) -> FactAnswer {
        var prepared: [PreparedFact] = []
        for fact in facts { prepared.append(try PreparedFact(fact)) }
        return try await pool.write { [prepared] (transaction) throws(StoreError) in
            // Under the locks of debtors and points: who decides about them sees these facts, or is named as in flight.
            try transaction.lock(Set(prepared.map(\.recorded.debtor)))
            try transaction.lock(points: Set(prepared.compactMap(\.point)), toAdd: true)
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
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                "SELECT DISTINCT debtor FROM attempt WHERE point = $1 ORDER BY debtor",
                Parameters().adding(value)
            ) { (row) throws(StoreError) in row.identifier(0) }
        }
    }

    /// All facts about a debtor, oldest first; nil = about everybody.
    public func facts(
        about debtor: DebtorID?,
        after: Int64,
        limit: Int
    ) async throws(StoreError) -> [RecordedFact] {
        try await pool.read { (connection) throws(StoreError) in
            let query = "SELECT \(RecordedFact.columns) FROM fact WHERE number > $1 "
            guard let debtor else {
                return try connection.rows(
                    query + "ORDER BY number LIMIT $2",
                    Parameters().adding(after).adding(limit),
                    RecordedFact.init
                )
            }
            return try connection.rows(
                query + "AND debtor = $2 ORDER BY number LIMIT $3",
                Parameters().adding(after).adding(debtor).adding(limit),
                RecordedFact.init
            )
        }
    }
}

extension PostgresTransaction {
    /// Sends what waits for a debtor back to the queue; names the actions.
    fileprivate func wake(_ debtor: DebtorID, at now: Instant) throws(StoreError) -> [ActionID] {
        try rows(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = $1
            WHERE debtor = $2 AND ((state = 'paused' AND reason IS DISTINCT FROM 'operator') OR (state = 'waiting'
                AND coalesce(reason, '') NOT LIKE 'refused:%' AND coalesce(reason, '') <> 'unknown')) RETURNING id
            """,
            Parameters().adding(now).adding(debtor)
        ) { (row) throws(StoreError) in row.identifier(0) }
    }

    /// Keeps what was told about the contact point of an attempt, unless that is known; the debtor is locked.
    ///
    /// Nothing is woken: what is told only shuts a way, and is seen by whatever would take it.
    func keep(_ news: PointNews?, of attempt: Attempt, code: String?, at now: Instant) throws(StoreError) {
        guard let news, let point = attempt.point.value else { return }
        try lock(points: [point], toAdd: true)
        let known = try KnownDebtors([attempt.debtor], points: [point], from: self)
            .background(of: attempt.debtor, reachedAt: [point], at: now)
        guard let fact = NewsRule.fact(news, of: attempt, code: code, known: known, at: now) else { return }
        _ = try add(try PreparedFact(fact), woken: [], at: now)
    }

    fileprivate func add(_ prepared: PreparedFact, woken: [ActionID], at now: Instant) throws(StoreError) -> Int64 {
        var fact = prepared.recorded
        let numbers = try rows(
            """
            INSERT INTO fact (debtor, debt, at, source, recorded_at, form, point)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING number
            """,
            Parameters().adding(fact.debtor).adding(fact.debt).adding(fact.fact.at).adding(fact.source)
                .adding(fact.recordedAt).adding(json: prepared.form).adding(prepared.point)
        ) { (row) throws(StoreError) in row.int(0) }
        guard let number = numbers.first else { throw .defect("a fact got no number") }
        fact.number = number
        keep(prepared.content)
        write([StoreEntries.fact(fact, woken: woken, content: prepared.content.commitment)], at: now)
        return number
    }

    /// What is being handed over right now to the fact's debtor, or to whoever has its contact point.
    fileprivate func inFlight(_ fact: PreparedFact) throws(StoreError) -> [AttemptID] {
        try rows(
            """
            SELECT t.id, t.number FROM attempt t JOIN action a ON a.number = t.action
            WHERE a.debtor = $1 AND t.state = 'begun'
            UNION SELECT id, number FROM attempt WHERE point = $2 AND state = 'begun'
            ORDER BY number
            """,
            Parameters().adding(fact.recorded.debtor).adding(fact.point)
        ) { (row) throws(StoreError) in row.identifier(0) }
    }
}
