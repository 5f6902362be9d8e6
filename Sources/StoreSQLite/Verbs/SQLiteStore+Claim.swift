public import Dunning
public import Storage

extension SQLiteStore {
    /// Takes runnable actions, asks what is to become of each, and writes the answers: decisions, intents, journal.
    public func claim(
        _ request: ClaimRequest,
        deciding: @escaping @Sendable (Claimed) -> Ruling
    ) async throws(StoreError) -> Claim {
        try await writer.run { (transaction) throws(StoreError) in
            var debtors = KnownDebtors()
            var claim = Claim(decided: 0, intents: [])
            for row in try transaction.runnable(request) {
                let action = try row.action()
                let known = try debtors.of(action.debtor.id, on: transaction.connection)
                let ruling = deciding(
                    Claimed(
                        action: action,
                        progress: row.progress,
                        background: known.background,
                        attempts: known.attempts.filter { $0.attempt.action == action.id }
                    )
                )
                try ruling.check(for: action)
                try transaction.write(ruling, of: row, factsSeen: known.lastFact, at: request.now)
                claim.decided += 1
                guard let attempt = ruling.attempt else { continue }
                debtors.add(attempt, at: request.now)
                claim.intents.append(Intent(attempt: attempt, action: action, progress: ruling.progress))
            }
            return claim
        }
    }

    /// The first instant after `now` at which an action becomes runnable; nil where none waits.
    public func nextWake(after now: Instant) async throws(StoreError) -> Instant? {
        try await readers.run { (connection) throws(StoreError) in
            var next: Instant?
            for lane in Lane.allCases {
                // `due` in order within one lane is what the index of waiting actions holds.
                let due = try connection.prepare(
                    """
                    SELECT due FROM action WHERE state = 'waiting' AND lane = ? AND due > ?
                    ORDER BY due LIMIT 1
                    """
                )
                .bind(lane.rank).bind(now)
                .first { (row) throws(StoreError) in row.instant(0) }
                if let due { next = min(due, next ?? due) }
            }
            return next
        }
    }
}

extension Transaction {
    /// Runnable actions, lane by lane; what is queued is so whatever the clock says.
    fileprivate func runnable(_ request: ClaimRequest) throws(StoreError) -> [ActionRow] {
        try LaneFill.rows(for: request) { (lane, state, taken, limit) throws(StoreError) -> [ActionRow] in
            try prepare(
                """
                SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number
                WHERE a.state = '\(state.rawValue)' AND a.lane = ? AND a.due <= ?
                ORDER BY a.due, a.number LIMIT ? OFFSET ?
                """
            )
            .bind(lane.rank).bind(state == .waiting ? request.now.milliseconds : .max).bind(limit).bind(taken.count)
            .rows(ActionRow.init)
        }
    }

    fileprivate func write(
        _ ruling: Ruling,
        of row: ActionRow,
        factsSeen: Int64,
        at now: Instant
    ) throws(StoreError) {
        try set(ruling.progress, of: row.number, at: now)
        if let attempt = ruling.attempt {
            try insert(attempt, of: row.number, factsSeen: factsSeen, at: now)
        }
        try write(ruling.entries, at: now)
    }
}
