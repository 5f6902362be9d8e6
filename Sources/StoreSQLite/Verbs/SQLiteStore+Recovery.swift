public import Dunning
public import Storage

extension SQLiteStore {
    /// Puts in order what dead workers left.
    public func recover(at now: Instant) async throws(StoreError) -> Recovery {
        try await writer.run { [workers] (transaction) throws(StoreError) in
            try workers.alone { () throws(StoreError) in try transaction.recover(at: now) }
                ?? Recovery(isLeftToOthers: true)
        }
    }
}

extension Transaction {
    fileprivate func recover(at now: Instant) throws(StoreError) -> Recovery {
        var recovery = Recovery()
        for row in try leftBehind() {
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
        return recovery
    }

    /// Attempts under way, and the last attempts of actions that no worker has finished.
    fileprivate func leftBehind() throws(StoreError) -> [AttemptRow] {
        try prepare(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.number IN (
                SELECT number FROM attempt WHERE state IN ('intended', 'begun')
                UNION SELECT max(w.number) FROM action o JOIN attempt w ON w.action = o.number
                WHERE o.state = 'working' GROUP BY o.number
            )
            ORDER BY t.number
            """
        )
        .rows(AttemptRow.init)
    }

    fileprivate func settle(_ row: AttemptRow, at now: Instant) throws(StoreError) {
        let progress = try progress(of: row.action)
        let next = RecoveryRule.progress(of: progress, after: row.attempt, row.report.state)
        if let next { try set(next, of: row.action, at: now) }
        try write(RecoveryRule.entry(row.attempt, from: row.report.state, progress: next), at: now)
    }
}
