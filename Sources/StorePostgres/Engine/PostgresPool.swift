import Storage

/// The connections of a store, and how work becomes a transaction.
struct PostgresPool: Sendable {
    private let pool: ConnectionPool<PostgresConnection>

    init(url: String, schema: String, connections: Int) {
        let all = (0..<max(1, connections)).map { _ in PostgresConnection(url: url, schema: schema) }
        pool = ConnectionPool(all, label: "dunlin.postgres") { $0.close() }
    }

    /// Runs work in a transaction that writes; returns once it is durable.
    ///
    /// A transaction that the server breaks off in favour of another one is done again: no work has an effect outside.
    /// Where the answer to its commit is lost, nobody knows whether it was written, and `inDoubt` is called.
    func write<Value: Sendable>(
        inDoubt: @escaping @Sendable () -> Void = {},
        _ work: @escaping @Sendable (PostgresTransaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await pool.run { (connection) throws(StoreError) in
            var triesLeft = 5
            while true {
                do throws(StoreError) {
                    return try PostgresPool.once(connection, "BEGIN", inDoubt) { () throws(StoreError) in
                        let transaction = PostgresTransaction(on: connection)
                        let value = try work(transaction)
                        try transaction.finish()
                        return value
                    }
                } catch {
                    triesLeft -= 1
                    guard triesLeft > 0, error.isBrokenOff else { throw error }
                }
            }
        }
    }

    /// Runs work that reads; all of it is of one moment.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await pool.run { (connection) throws(StoreError) in
            try PostgresPool.once(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") {
                () throws(StoreError) in try work(connection)
            }
        }
    }

    /// Closes the connections once their work is done.
    func close() { pool.close() }

    private static func once<Value>(
        _ connection: PostgresConnection,
        _ begin: String,
        _ inDoubt: () -> Void = {},
        _ work: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try connection.ensureConnected()
        do throws(StoreError) {
            try connection.execute(begin)
            let value = try work()
            try commit(connection, inDoubt)
            return value
        } catch {
            do throws(StoreError) { try connection.execute("ROLLBACK") } catch { connection.close() }
            throw error
        }
    }

    private static func commit(_ connection: PostgresConnection, _ inDoubt: () -> Void) throws(StoreError) {
        do throws(StoreError) {
            try connection.execute("COMMIT")
        } catch {
            if !connection.isConnected { inDoubt() }
            throw error
        }
    }
}

extension StoreError {
    /// Whether the server gave way to another transaction: a deadlock or a conflict, and trying again is all it takes.
    fileprivate var isBrokenOff: Bool {
        guard case .unavailable(let cause) = self else { return false }
        return cause.hasSuffix("(SQLSTATE 40001)") || cause.hasSuffix("(SQLSTATE 40P01)")
    }
}
