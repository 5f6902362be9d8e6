public import Dunning
public import Storage

extension PostgresStore {
    /// Puts in order what dead workers left.
    public func recover(at now: Instant) async throws(StoreError) -> Recovery {
        guard try await workers.takeAlone() else {
            try await workers.share(afterAlone: false)
            return Recovery(isLeftToOthers: true)
        }
        let recovery = try await recoverAlone(at: now)
        try await workers.share(afterAlone: true)
        return recovery
    }

    private func recoverAlone(at now: Instant) async throws(StoreError) -> Recovery {
        try await pool.write { (transaction) throws(StoreError) in
            var recovery = Recovery()
            let ids = try transaction.leftBehind()
            let known = try transaction.atWork(ids)
            for found in ids.compactMap({ known[$0] }) {
                let row = found.row
                switch row.report.state {
                case .intended:
                    transaction.move(row.number, to: .withdrawn, code: StopWord.recovered, at: now)
                    recovery.withdrawn.append(row.attempt.id)
                case .begun:
                    transaction.move(row.number, to: .unknown, code: StopWord.recovered, at: now)
                    recovery.unknown.append(row.attempt.id)
                case .handedOver, .delivered, .undelivered, .refused, .unknown, .withdrawn: break
                }
                let next = RecoveryRule.progress(of: found.progress, after: row.attempt, row.report.state)
                if let next { transaction.set(next, of: row.action, at: now) }
                let entry = RecoveryRule.entry(row.attempt, from: row.report.state, progress: next)
                transaction.write([entry], at: now)
            }
            return recovery
        }
    }
}

extension PostgresTransaction {
    /// Attempts under way, and the last attempts of actions that no worker has finished.
    fileprivate func leftBehind() throws(StoreError) -> [AttemptID] {
        try rows(
            """
            SELECT id FROM attempt WHERE number IN (
                SELECT number FROM attempt WHERE state IN ('intended', 'begun')
                UNION SELECT max(w.number) FROM action o JOIN attempt w ON w.action = o.number
                WHERE o.state = 'working' GROUP BY o.number
            )
            ORDER BY number
            """
        ) { (row) throws(StoreError) in row.identifier(0) }
    }
}
