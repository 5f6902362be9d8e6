import Foundation
import StorePostgres

/// A schema of its own on the server that the tests were given.
struct TestServer: Sendable {
    let url: String
    let schema = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")

    /// Refuses to run without a server: a test that is passed over in silence proves nothing.
    init() throws {
        guard let url = ProcessInfo.processInfo.environment["DUNLIN_TEST_POSTGRES"] else { throw NoServer() }
        self.url = url
    }

    func open() async throws -> PostgresStore {
        try await PostgresStore.open(url: url, schema: schema, connections: 4)
    }
}

/// Why a test could not begin.
struct NoServer: Error, CustomStringConvertible {
    let description = "no PostgreSQL server; run `scripts/with-postgres swift test`"
}
