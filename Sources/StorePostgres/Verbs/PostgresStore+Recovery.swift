public import Dunning
public import Storage

extension PostgresStore {
    /// Puts in order what dead workers left.
    public func recover(at now: Instant) async throws(StoreError) -> Recovery {
        try await working { (transaction, own) throws(StoreError) in
            var recovery = Recovery()
            var dead: [Int64] = []
            for worker in try transaction.workersWithWork() where worker != own {
                if try transaction.isDead(worker) { dead.append(worker) }
            }
            guard !dead.isEmpty else { return recovery }
            try transaction.recover(from: dead, &recovery, at: now)
            return recovery
        }
    }

    /// Runs work as a worker whose lock holds: one that has lost it takes a new number and begins again.
    func working<Value: Sendable>(
        _ work: @escaping @Sendable (PostgresTransaction, Int64) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        var lost: Int64?
        for _ in 0..<5 {
            let own = try await worker.number(afterLosing: lost)
            let value = try await pool.write(inDoubt: { [worker] in worker.giveUp(own) }) {
                (transaction) throws(StoreError) -> Value? in
                guard try !transaction.hasLost(own) else { return nil }
                return try work(transaction, own)
            }
            if let value { return value }
            lost = own
        }
        throw .unavailable("the connection that tells that this worker lives is lost again and again")
    }
}

extension PostgresTransaction {
    /// Attempts under way, and the last attempts of actions that no worker has finished.
    private static let underWay = """
        SELECT number FROM attempt WHERE state IN ('intended', 'begun')
        UNION SELECT max(w.number) FROM action o JOIN attempt w ON w.action = o.number
        WHERE o.state = 'working' GROUP BY o.number
        """

    fileprivate func workersWithWork() throws(StoreError) -> [Int64] {
        try rows(
            "SELECT DISTINCT worker FROM attempt WHERE number IN (\(PostgresTransaction.underWay)) ORDER BY worker"
        ) { (row) throws(StoreError) in row.int(0) }
    }

    fileprivate func recover(from dead: [Int64], _ recovery: inout Recovery, at now: Instant) throws(StoreError) {
        let ids = try rows(
            """
            SELECT id FROM attempt WHERE worker = ANY($1::bigint[]) AND number IN (\(PostgresTransaction.underWay))
            ORDER BY number
            """,
            Parameters().adding(numbers: dead)
        ) { (row) throws(StoreError) -> AttemptID in row.identifier(0) }
        let known = try atWork(ids)
        for found in ids.compactMap({ known[$0] }) {
            let row = found.row
            guard RecoveryRule.isLeftBehind(row.report.state, of: found.progress) else { continue }
            switch row.report.state {
            case .intended:
                move(row.number, to: .withdrawn, code: StopWord.recovered, at: now)
                recovery.withdrawn.append(row.attempt.id)
            case .begun:
                move(row.number, to: .unknown, code: StopWord.recovered, at: now)
                recovery.unknown.append(row.attempt.id)
            case .handedOver, .delivered, .undelivered, .refused, .unknown, .withdrawn: break
            }
            let next = RecoveryRule.progress(of: found.progress, after: row.attempt, row.report.state)
            if let next { set(next, of: row.action, at: now) }
            write([RecoveryRule.entry(row.attempt, from: row.report.state, progress: next)], at: now)
        }
    }
}
