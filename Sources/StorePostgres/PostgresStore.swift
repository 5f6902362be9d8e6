public import Storage

/// What Dunlin remembers, in PostgreSQL: for many workers on many machines.
///
/// Every verb is a transaction at READ COMMITTED. Whoever decides about a debtor, or adds a fact, holds an advisory
/// lock for that debtor until the commit; locks of debtors come before rows, and the journal's row comes last.
public final class PostgresStore: Store {
    let pool: PostgresPool
    let worker: WorkerLock

    /// Connects, and brings the tables up to date.
    ///
    /// The URL is a connection string of libpq, `postgresql://user@host/database`. The schema holds all tables; its
    /// name is of small letters, digits and `_`. There are at most so many connections, each with a thread of its own,
    /// opened when they are needed.
    /// - Throws: `unavailable` where the server cannot be reached, `schemaTooNew`, `damaged` for another's schema.
    public static func open(
        url: String,
        schema: String = "dunlin",
        connections: Int = 4
    ) async throws(StoreError) -> PostgresStore {
        guard PostgresSchema.isSpeltRight(schema) else { throw .defect("`\(schema)` is not the name of a schema") }
        let setup = ConnectionPool(
            [PostgresConnection(url: url, schema: schema)],
            label: "dunlin.postgres.setup",
            closing: { $0.close() }
        )
        defer { setup.close() }
        try await setup.run { (connection) throws(StoreError) in
            try connection.ensureConnected()
            try PostgresSchema.migrate(connection, schema: schema)
        }
        return PostgresStore(
            pool: PostgresPool(url: url, schema: schema, connections: connections),
            worker: WorkerLock(url: url, schema: schema)
        )
    }

    private init(pool: PostgresPool, worker: WorkerLock) {
        self.pool = pool
        self.worker = worker
    }

    /// Finishes what is being written and closes the connections.
    public func close() async {
        pool.close()
        await worker.release()
    }
}
