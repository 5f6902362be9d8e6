import Storage

/// Those who read: a few connections apart from the writer's, each seeing one moment of the database at a time.
struct Readers: Sendable {
    private let pool: ConnectionPool<Connection>

    init(_ connections: [Connection], isInline: Bool) {
        pool = ConnectionPool(connections, label: "dunlin.sqlite.reader", isInline: isInline) { $0.close() }
    }

    /// Runs the work on a connection that is free; everything it reads is of one moment.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await pool.run { (connection) throws(StoreError) in
            try connection.execute("BEGIN")
            defer { try? connection.execute("COMMIT") }
            return try work(connection)
        }
    }

    /// Closes the connections once their work is done.
    func close() { pool.close() }
}
