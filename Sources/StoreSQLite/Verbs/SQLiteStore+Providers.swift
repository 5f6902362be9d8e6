public import Dunning
public import Storage

extension SQLiteStore {
    /// How each provider stands of which something was ever said.
    public func standings() async throws(StoreError) -> [ProviderStanding] {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare("SELECT \(ProviderStanding.columns) FROM provider_state ORDER BY provider")
                .rows(ProviderStanding.init)
        }
    }

    /// Takes a provider out of service, or puts it back.
    public func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) async throws(StoreError) -> ProviderChange.Answer {
        try await writer.run { (transaction) throws(StoreError) in
            try transaction.change(provider, change, at: now)
        }
    }

    /// Keeps what breakers found out.
    public func note(_ reports: [BreakerReport], at now: Instant) async throws(StoreError) {
        try await writer.run { (transaction) throws(StoreError) in
            for report in reports { try transaction.note(report, at: now) }
        }
    }

    /// The last hand-over of each of these providers that was refused or has an unknown fate.
    public func lastFailures(of providers: [ProviderID]) async throws(StoreError) -> [ProviderID: ProviderFailure] {
        try await readers.run { (connection) throws(StoreError) in
            var failures: [ProviderID: ProviderFailure] = [:]
            for provider in providers {
                failures[provider] = try connection.prepare(
                    """
                    SELECT id, state, code, changed_at FROM attempt
                    WHERE provider = ? AND state IN ('refused', 'unknown') ORDER BY changed_at DESC LIMIT 1
                    """
                )
                .bind(provider)
                .first { (row) throws(StoreError) in
                    ProviderFailure(
                        attempt: row.identifier(0),
                        state: try row.word(1),
                        code: row.optionalText(2) ?? "",
                        at: row.instant(3)
                    )
                }
            }
            return failures
        }
    }

    /// Since when the oldest runnable action of each lane could run.
    public func oldestRunnable(at now: Instant) async throws(StoreError) -> [Lane: Instant] {
        try await readers.run { (connection) throws(StoreError) in
            var oldest: [Lane: Instant] = [:]
            for lane in Lane.allCases {
                // Each state has an index of its own, in the order of `due`.
                for state in ["queued", "waiting"] {
                    let due = try connection.prepare(
                        "SELECT due FROM action WHERE state = '\(state)' AND lane = ? AND due <= ? ORDER BY due LIMIT 1"
                    )
                    .bind(lane.rank).bind(now)
                    .first { (row) throws(StoreError) in row.instant(0) }
                    if let due { oldest[lane] = min(due, oldest[lane] ?? due) }
                }
            }
            return oldest
        }
    }
}

extension Transaction {
    fileprivate func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) throws(StoreError) -> ProviderChange.Answer {
        let isPaused = try prepare("SELECT 1 FROM provider_state WHERE provider = ? AND paused_at IS NOT NULL")
            .bind(provider).first { (_) throws(StoreError) in true }
        guard change.kind != .resume || isPaused == true else { return .notPaused }
        let pause = ProviderRule.pause(after: change, at: now)
        try prepare(
            """
            INSERT INTO provider_state (provider, paused_at, paused_by, paused_until, note) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (provider) DO UPDATE SET paused_at = excluded.paused_at, paused_by = excluded.paused_by,
                paused_until = excluded.paused_until, note = excluded.note
            """
        )
        .bind(provider).bind(pause?.at).bind(pause?.by).bind(pause?.until).bind(pause?.note)
        .run()
        let released = pause == nil ? try releaseWaiting(at: now) : 0
        try write(ProviderRule.entry(change, of: provider, released: released), at: now)
        return .changed(released: released)
    }

    /// Sends back to the queue what waits for a provider.
    private func releaseWaiting(at now: Instant) throws(StoreError) -> Int {
        let released = try prepare(
            """
            UPDATE action SET state = 'queued', reason = NULL, until = NULL, due = ?
            WHERE state = 'waiting' AND reason = ? RETURNING number
            """
        )
        .bind(now).bind(Progress.providersRest)
        .rows { (row) throws(StoreError) in row.int(0) }
        .count
        count(from: .waiting, to: .queued, released)
        return released
    }

    fileprivate func note(_ report: BreakerReport, at now: Instant) throws(StoreError) {
        try prepare(
            """
            INSERT INTO provider_state (provider, breaker, breaker_until, breaker_code, breaker_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (provider) DO UPDATE SET breaker = excluded.breaker, breaker_until = excluded.breaker_until,
                breaker_code = excluded.breaker_code, breaker_at = excluded.breaker_at
            """
        )
        .bind(report.provider).bind(report.state.rawValue).bind(report.until).bind(report.code).bind(report.at)
        .run()
        try write(ProviderRule.entry(report), at: now)
    }
}
