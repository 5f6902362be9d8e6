public import Dunning
public import Storage

extension SQLiteStore {
    /// Takes runnable actions, asks what is to become of each, and writes the answers: decisions, intents, journal.
    public func claim(
        _ request: ClaimRequest,
        deciding: @escaping @Sendable (Claimed) -> Ruling
    ) async throws(StoreError) -> Claim {
        let worker = try workers.number()
        return try await writer.run { (transaction) throws(StoreError) in
            var claim = Claim()
            if let known = request.lastReview, try transaction.lastReview() != known {
                claim.isStale = true
                return claim
            }
            let rows = try transaction.runnable(request)
            var actions: [Action] = []
            for row in rows { actions.append(try row.action()) }
            var debtors = try KnownDebtors(points: KnownPoints.values(of: actions), on: transaction.connection)
            for (row, action) in zip(rows, actions) {
                let (claimed, lastFact) = try debtors.claimed(
                    action,
                    row.progress,
                    on: transaction.connection,
                    at: request.now
                )
                let ruling = deciding(claimed)
                try ruling.check(for: action)
                try transaction.set(ruling.progress, of: row.number, from: row.progress.state, at: request.now)
                try transaction.write(ruling.entries, at: request.now)
                if let task = ruling.task { try transaction.make(task, for: action, row.number, at: request.now) }
                if TaskRule.mayLeaveTask(row.progress, ruling.progress) {
                    try transaction.closeTasks(of: row.number, in: ruling.progress.state, at: request.now)
                }
                claim.decided += 1
                guard let attempt = ruling.attempt else { continue }
                let seen = FactsSeen(
                    aboutDebtor: lastFact,
                    aboutPoint: debtors.points.lastFact(about: attempt.point.value)
                )
                try transaction.insert(attempt, of: row.number, by: worker, seen, at: request.now)
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
}
