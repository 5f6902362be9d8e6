import DunlinTesting
import StoreSQLite
import Testing

struct SQLiteStoreContractTests {
    @Test(arguments: StoreContract.promises)
    func `keeps what every store promises`(promise: StorePromise) async throws {
        try await TemporaryFolder.with { folder in
            try await promise.check(StoreUnderTest { try SQLiteStore.open(path: folder.database) })
        }
    }
}
