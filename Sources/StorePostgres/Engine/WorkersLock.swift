import Storage

/// Tells whether other workers are at work on the same schema: an advisory lock on a connection of its own.
///
/// Every worker shares the lock until its connection ends, however it ends; who can have it alone knows that nobody
/// else works.
struct WorkersLock: Sendable {
    private let pool: ConnectionPool<PostgresConnection>
    private let name: String

    init(url: String, schema: String) {
        pool = ConnectionPool([PostgresConnection(url: url, schema: schema)], label: "dunlin.postgres.workers") {
            $0.close()
        }
        name = "dunlin.workers.\(schema)"
    }

    /// Whether nobody else is at work; the lock is then held alone until `share`.
    func takeAlone() async throws(StoreError) -> Bool {
        try await ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0))::int::bigint")
    }

    /// Shares the lock from now on.
    func share(afterAlone isAlone: Bool) async throws(StoreError) {
        _ = try await ask("SELECT 1::bigint FROM pg_advisory_lock_shared(hashtextextended($1, 0))")
        if isAlone { _ = try await ask("SELECT pg_advisory_unlock(hashtextextended($1, 0))::int::bigint") }
    }

    func release() { pool.close() }

    private func ask(_ sql: String) async throws(StoreError) -> Bool {
        try await pool.run { [name] (connection) throws(StoreError) in
            try connection.ensureConnected()
            let answers = try connection.rows(sql, Parameters().adding(name)) { (row) throws(StoreError) in row.int(0) }
            return answers.first == 1
        }
    }
}
