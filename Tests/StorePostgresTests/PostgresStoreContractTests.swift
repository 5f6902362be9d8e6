import DunlinTesting
import Dunning
import Storage
import StorePostgres
import Testing

struct PostgresStoreContractTests {
    @Test(arguments: StoreContract.promises)
    func `keeps what every store promises`(promise: StorePromise) async throws {
        let server = try TestServer()
        try await promise.check(StoreUnderTest { try await server.open() })
    }
}
