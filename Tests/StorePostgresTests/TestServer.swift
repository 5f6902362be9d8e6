import Foundation
@testable import StorePostgres

/// A schema of its own on the server that the tests were given.
struct TestServer: Sendable {
    let url: String
    let schema = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")

    /// Refuses to run without a server: a test that is passed over in silence proves nothing.
    init() throws {
        guard let url = ProcessInfo.processInfo.environment["DUNLIN_TEST_POSTGRES"] else { throw NoServer() }
        self.url = url
    }

    /// Ends the connections that tell that workers live, as the loss of a network would.
    func cutWorkers() throws {
        let connection = PostgresConnection(url: url, schema: schema)
        try connection.ensureConnected()
        defer { connection.close() }
        try connection.execute(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted
                AND (classid::bigint << 32 | objid::bigint) IN (
                    SELECT \(WorkerLock.key("n")) FROM generate_series(1, 9) AS n
                )
            """
        )
    }

    func open() async throws -> PostgresStore {
        try await PostgresStore.open(url: url, schema: schema, connections: 4)
    }
}

/// Why a test could not begin.
struct NoServer: Error, CustomStringConvertible {
    let description = "no PostgreSQL server; run `scripts/with-postgres swift test`"
}
