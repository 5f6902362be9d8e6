public import Dunning
public import Storage

extension SQLiteStore {
    /// Puts in order what dead workers left.
    public func recover(at now: Instant) async throws(StoreError) -> Recovery {
        // Who recovers is a worker itself: it holds its number before it asks for those of others.
        _ = try workers.number()
        return try await writer.run { [workers] (transaction) throws(StoreError) in
            var recovery = Recovery()
            for worker in try transaction.workersWithWork() where try workers.isDead(worker) {
                try transaction.recover(from: worker, &recovery, at: now)
            }
            return recovery
        }
    }
}

extension Transaction {
    /// Attempts under way, and the last attempts of actions that no worker has finished.
    private static let underWay = """
        SELECT number FROM attempt WHERE state IN ('intended', 'begun')
        UNION SELECT max(w.number) FROM action o JOIN attempt w ON w.action = o.number
        WHERE o.state = 'working' GROUP BY o.number
        """

    fileprivate func workersWithWork() throws(StoreError) -> [Int64] {
        try prepare(
            "SELECT DISTINCT worker FROM attempt WHERE number IN (\(Transaction.underWay)) ORDER BY worker"
        )
        .rows { (row) throws(StoreError) in row.int(0) }
    }

    fileprivate func recover(from worker: Int64, _ recovery: inout Recovery, at now: Instant) throws(StoreError) {
        let left = try prepare(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.worker = ? AND t.number IN (\(Transaction.underWay)) ORDER BY t.number
            """
        )
        .bind(worker).rows(AttemptRow.init)
        for row in left {
            switch row.report.state {
            case .intended:
                try move(row.number, to: .withdrawn, code: StopWord.recovered, at: now)
                recovery.withdrawn.append(row.attempt.id)
            case .begun:
                try move(row.number, to: .unknown, code: StopWord.recovered, at: now)
                recovery.unknown.append(row.attempt.id)
            case .handedOver, .delivered, .undelivered, .refused, .unknown, .withdrawn: break
            }
            try settle(row, at: now)
        }
    }

    private func settle(_ row: AttemptRow, at now: Instant) throws(StoreError) {
        let progress = try progress(of: row.action)
        let next = RecoveryRule.progress(of: progress, after: row.attempt, row.report.state)
        if let next { try set(next, of: row.action, from: progress.state, at: now) }
        try write(RecoveryRule.entry(row.attempt, from: row.report.state, progress: next), at: now)
    }
}
