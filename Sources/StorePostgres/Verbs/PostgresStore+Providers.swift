public import Dunning
public import Storage

extension PostgresStore {
    /// How each provider stands of which something was ever said.
    public func standings() async throws(StoreError) -> [ProviderStanding] {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                "SELECT \(ProviderStanding.columns) FROM provider_state ORDER BY provider COLLATE \"C\"",
                Parameters(),
                ProviderStanding.init
            )
        }
    }

    /// Takes a provider out of service, or puts it back.
    public func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) async throws(StoreError) -> ProviderChange.Answer {
        try await pool.write { (transaction) throws(StoreError) in
            try transaction.change(provider, change, at: now)
        }
    }

    /// Keeps what breakers found out.
    public func note(_ reports: [BreakerReport], at now: Instant) async throws(StoreError) {
        try await pool.write { (transaction) throws(StoreError) in
            // In one order, so that two who note the same providers never wait for each other.
            for report in reports.sorted(by: { $0.provider.rawValue < $1.provider.rawValue }) {
                transaction.note(report, at: now)
            }
        }
    }

    /// The last hand-over of each of these providers that was refused or has an unknown fate.
    public func lastFailures(of providers: [ProviderID]) async throws(StoreError) -> [ProviderID: ProviderFailure] {
        try await pool.read { (connection) throws(StoreError) in
            let found = try connection.rows(
                """
                SELECT name, last.id, last.state, last.code, last.changed_at
                FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
                    SELECT id, state, code, changed_at FROM attempt
                    WHERE provider = name AND state IN ('refused', 'unknown') ORDER BY changed_at DESC LIMIT 1
                ) AS last
                """,
                Parameters().adding(names: providers)
            ) { (row) throws(StoreError) -> (ProviderID, ProviderFailure) in
                let failure = ProviderFailure(
                    attempt: row.identifier(1),
                    state: try row.word(2),
                    code: row.optionalText(3) ?? "",
                    at: row.instant(4)
                )
                return (row.identifier(0), failure)
            }
            return Dictionary(found, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Since when the oldest runnable action of each lane could run.
    public func oldestRunnable(at now: Instant) async throws(StoreError) -> [Lane: Instant] {
        try await pool.read { (connection) throws(StoreError) in
            var oldest: [Lane: Instant] = [:]
            for lane in Lane.allCases {
                // Each state has an index of its own, in the order of `due`.
                let dues = try connection.rows(
                    """
                    (SELECT due FROM action WHERE state = 'queued' AND lane = $1 AND due <= $2 ORDER BY due LIMIT 1)
                    UNION ALL
                    (SELECT due FROM action WHERE state = 'waiting' AND lane = $1 AND due <= $2 ORDER BY due LIMIT 1)
                    """,
                    Parameters().adding(lane.rank).adding(now)
                ) { (row) throws(StoreError) in row.instant(0) }
                oldest[lane] = dues.min()
            }
            return oldest
        }
    }
}

extension PostgresTransaction {
    fileprivate func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) throws(StoreError) -> ProviderChange.Answer {
        let paused = try rows(
            "SELECT provider FROM provider_state WHERE provider = $1 AND paused_at IS NOT NULL FOR UPDATE",
            Parameters().adding(provider)
        ) { (row) throws(StoreError) -> ProviderID in row.identifier(0) }
        guard change.kind != .resume || !paused.isEmpty else { return .notPaused }
        let pause = ProviderRule.pause(after: change, at: now)
        write(
            """
            INSERT INTO provider_state (provider, paused_at, paused_by, paused_until, note)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (provider) DO UPDATE SET paused_at = excluded.paused_at, paused_by = excluded.paused_by,
                paused_until = excluded.paused_until, note = excluded.note
            """,
            Parameters().adding(provider).adding(pause?.at).adding(pause?.by).adding(pause?.until)
                .adding(pause?.note)
        )
        let released = pause == nil ? try releaseWaiting(at: now) : 0
        write([ProviderRule.entry(change, of: provider, released: released)], at: now)
        return .changed(released: released)
    }

    /// Sends back to the queue what waits for a provider.
    private func releaseWaiting(at now: Instant) throws(StoreError) -> Int {
        try rows(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = $1
            WHERE state = 'waiting' AND reason = $2 RETURNING number
            """,
            Parameters().adding(now).adding(Progress.providersRest)
        ) { (row) throws(StoreError) in row.int(0) }
        .count
    }

    fileprivate func note(_ report: BreakerReport, at now: Instant) {
        write(
            """
            INSERT INTO provider_state (provider, breaker, breaker_until, breaker_code, breaker_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (provider) DO UPDATE SET breaker = excluded.breaker, breaker_until = excluded.breaker_until,
                breaker_code = excluded.breaker_code, breaker_at = excluded.breaker_at
            """,
            Parameters().adding(report.provider).adding(report.state.rawValue).adding(report.until)
                .adding(report.code).adding(report.at)
        )
        write([ProviderRule.entry(report)], at: now)
    }
}
