public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Adds facts; what waits for these debtors is decided anew.
    public func add(_ facts: [RecordedFact], at now: Instant) async throws(StoreError) -> FactAnswer {
        var prepared: [PreparedFact] = []
        for fact in facts { prepared.append(try PreparedFact(fact)) }
        return try await pool.write { [prepared] (transaction) throws(StoreError) in
            // Under the debtors' locks: who decides about them sees these facts, or is named as in flight.
            try transaction.lock(Set(prepared.map(\.recorded.debtor)))
            var answer = FactAnswer(numbers: [], woken: 0, inFlight: [])
            var debtors: Set<DebtorID> = []
            for fact in prepared {
                let debtor = fact.recorded.debtor
                let woken = try transaction.wake(debtor, at: now)
                answer.numbers.append(try transaction.add(fact, woken: woken, at: now))
                answer.woken += woken.count
                guard debtors.insert(debtor).inserted else { continue }
                answer.inFlight += try transaction.inFlight(of: debtor)
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

    fileprivate func add(_ prepared: PreparedFact, woken: [ActionID], at now: Instant) throws(StoreError) -> Int64 {
        var fact = prepared.recorded
        let numbers = try rows(
            """
            INSERT INTO fact (debtor, debt, at, source, recorded_at, form) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING number
            """,
            Parameters().adding(fact.debtor).adding(fact.debt).adding(fact.fact.at).adding(fact.source)
                .adding(fact.recordedAt).adding(json: prepared.form)
        ) { (row) throws(StoreError) in row.int(0) }
        guard let number = numbers.first else { throw .defect("a fact got no number") }
        fact.number = number
        keep(prepared.sealed)
        write([StoreEntries.fact(fact, woken: woken, content: prepared.sealed.commitment)], at: now)
        return number
    }

    fileprivate func inFlight(of debtor: DebtorID) throws(StoreError) -> [AttemptID] {
        try rows(
            "SELECT id FROM attempt WHERE debtor = $1 AND state = 'begun' ORDER BY number",
            Parameters().adding(debtor)
        ) { (row) throws(StoreError) in row.identifier(0) }
    }
}
