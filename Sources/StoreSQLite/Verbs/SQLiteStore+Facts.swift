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
    public func background(of debtor: DebtorID, at now: Instant) async throws(StoreError) -> Background {
        try await readers.run { (connection) throws(StoreError) in
            try KnownDebtors.read(debtor, on: connection).background
        }
    }
}

extension Transaction {
    /// Sends what waits for a debtor back to the queue; names the actions.
    fileprivate func wake(_ debtor: DebtorID, at now: Instant) throws(StoreError) -> [ActionID] {
        try prepare(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = ?
            WHERE debtor = ? AND ((state = 'paused' AND reason IS NOT 'operator') OR (state = 'waiting'
                AND coalesce(reason, '') NOT LIKE 'refused:%' AND coalesce(reason, '') <> 'unknown')) RETURNING id
            """
        )
        .bind(now).bind(debtor)
        .rows { (row) throws(StoreError) in row.identifier(0) }
    }

    fileprivate func add(_ prepared: PreparedFact, woken: [ActionID], at now: Instant) throws(StoreError) -> Int64 {
        var fact = prepared.recorded
        try prepare("INSERT INTO fact (debtor, debt, at, source, recorded_at, form) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(fact.debtor).bind(fact.debt).bind(fact.fact.at).bind(fact.source).bind(fact.recordedAt)
            .bind(text: prepared.form)
            .run()
        fact.number = connection.lastInsertedRow
        try keep(prepared.sealed)
        try write(StoreEntries.fact(fact, woken: woken, content: prepared.sealed.commitment), at: now)
        return fact.number
    }

    fileprivate func inFlight(of debtor: DebtorID) throws(StoreError) -> [AttemptID] {
        try prepare("SELECT id FROM attempt WHERE debtor = ? AND state = 'begun' ORDER BY number").bind(debtor)
            .rows { (row) throws(StoreError) in row.identifier(0) }
    }
}
