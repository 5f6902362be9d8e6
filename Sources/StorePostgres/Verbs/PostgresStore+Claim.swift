public import Dunning
public import Storage

extension PostgresStore {
    /// Takes runnable actions, asks what is to become of each, and writes the answers: decisions, intents, journal.
    public func claim(
        _ request: ClaimRequest,
        deciding: @escaping @Sendable (Claimed) -> Ruling
    ) async throws(StoreError) -> Claim {
        var awaited: DebtorID?
        for _ in 0..<100 {
            let outcome = try await working { [awaited] (transaction, worker) throws(StoreError) in
                try transaction.claim(request, by: worker, awaiting: awaited, deciding)
            }
            switch outcome {
            case .claimed(let claim): return claim
            case .othersAreAtIt(let debtor): awaited = debtor
            }
        }
        throw .unavailable("other workers hold all debtors")
    }

    /// The first instant after `now` at which an action becomes runnable; nil where none waits.
    public func nextWake(after now: Instant) async throws(StoreError) -> Instant? {
        try await pool.read { (connection) throws(StoreError) in
            var next: Instant?
            for lane in Lane.allCases {
                let due = try connection.rows(
                    """
                    SELECT due FROM action WHERE state = 'waiting' AND lane = $1 AND due > $2
                    ORDER BY due LIMIT 1
                    """,
                    Parameters().adding(lane.rank).adding(now)
                ) { (row) throws(StoreError) in row.instant(0) }
                if let due = due.first { next = min(due, next ?? due) }
            }
            return next
        }
    }

    /// Facts and past contacts of a debtor, as a claim would show them to the gate.
    public func background(
        of debtor: DebtorID,
        reachedAt points: [String],
        at now: Instant
    ) async throws(StoreError) -> Background {
        try await pool.read { (connection) throws(StoreError) in
            try KnownDebtors([debtor], points: points, from: connection)
                .background(of: debtor, reachedAt: points, at: now)
        }
    }
}

/// What an attempt to claim came to.
private enum ClaimOutcome: Sendable {
    case claimed(Claim)
    /// There is work, but other workers hold all its debtors; the one to wait for.
    case othersAreAtIt(DebtorID)
}

extension PostgresTransaction {
    /// Claims what nobody else holds.
    ///
    /// Rows are taken by `SKIP LOCKED` and debtors by try-locks, so a claim never waits while it holds rows; where it
    /// comes back empty it waits for one debtor, before it takes any row, and looks again.
    fileprivate func claim(
        _ request: ClaimRequest,
        by worker: Int64,
        awaiting awaited: DebtorID?,
        _ deciding: @Sendable (Claimed) -> Ruling
    ) throws(StoreError) -> ClaimOutcome {
        if let known = request.lastReview, try lastReview() != known { return .claimed(Claim(isStale: true)) }
        if let awaited { try lock([awaited]) }
        let candidates = try runnable(request)
        guard let first = candidates.first else { return .claimed(Claim()) }
        let ours = try tryLock(Set(candidates.map(\.debtor)))
        guard !ours.isEmpty else { return .othersAreAtIt(first.debtor) }
        var taken: [(row: ActionRow, action: Action)] = []
        for candidate in candidates where ours.contains(candidate.debtor) {
            taken.append((candidate.row, try candidate.row.action()))
        }
        var debtors = try KnownDebtors(
            Array(ours),
            points: KnownPoints.values(of: taken.map(\.action)),
            from: self
        )
        var claim = Claim()
        for (row, action) in taken {
            let ruling = deciding(debtors.claimed(action, row.progress, at: request.now))
            try ruling.check(for: action)
            set(ruling.progress, of: row.number, at: request.now)
            write(ruling.entries, at: request.now)
            if let task = ruling.task { try make(task, for: action, row.number, at: request.now) }
            if TaskRule.mayLeaveTask(row.progress, ruling.progress) {
                try closeTasks(of: row.number, in: ruling.progress.state, at: request.now)
            }
            claim.decided += 1
            guard let attempt = ruling.attempt else { continue }
            insert(attempt, of: row.number, by: worker, debtors.factsSeen(by: attempt), at: request.now)
            debtors.add(attempt, at: request.now)
            claim.intents.append(Intent(attempt: attempt, action: action, progress: ruling.progress))
        }
        return .claimed(claim)
    }

    /// Runnable actions, lane by lane; what is queued is so whatever the clock says.
    private func runnable(_ request: ClaimRequest) throws(StoreError) -> [(row: ActionRow, debtor: DebtorID)] {
        typealias Candidate = (row: ActionRow, debtor: DebtorID)
        return try LaneFill.rows(for: request) { (lane, state, taken, limit) throws(StoreError) -> [Candidate] in
            let latest = state == .waiting ? request.now.milliseconds : .max
            var parameters = Parameters().adding(lane.rank).adding(latest).adding(limit)
            // What this transaction has locked is not skipped, so it is left out by its number.
            if !taken.isEmpty { parameters = parameters.adding(numbers: taken.map(\.row.number)) }
            return try candidates(
                """
                SELECT \(ActionRow.columns), a.debtor FROM action a JOIN action_form f ON f.action = a.number
                WHERE a.state = '\(state.rawValue)' AND a.lane = $1 AND a.due <= $2
                    \(taken.isEmpty ? "" : "AND a.number <> ALL ($4::bigint[])")
                ORDER BY a.due, a.number LIMIT $3 FOR UPDATE OF a SKIP LOCKED
                """,
                parameters
            )
        }
    }

    private func candidates(
        _ sql: String,
        _ parameters: Parameters
    ) throws(StoreError) -> [(row: ActionRow, debtor: DebtorID)] {
        try rows(sql, parameters) { (row) throws(StoreError) in
            (row: try ActionRow(row), debtor: row.identifier(ActionRow.width))
        }
    }
}
