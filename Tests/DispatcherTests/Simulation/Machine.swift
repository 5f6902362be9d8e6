import Dispatcher
import Storage
import StoreSQLite
import Synchronization

/// Where one worker process runs at a time, each with a connection of its own to the common database.
final class Machine: Sendable {
    private let world: World
    private let database: String
    private let running = Mutex<(store: SQLiteStore, mortal: Mortal)?>(nil)

    init(_ world: World, database: String) {
        self.world = world
        self.database = database
    }

    /// The process that runs; where none does, a new one that has put in order what dead ones left.
    func process() async throws -> (any Store, Mortal) {
        if let (store, mortal) = running.withLock({ $0 }) { return (store, mortal) }
        let store = try SQLiteStore.open(path: database, readers: 1, isInline: true)
        let mortal = Mortal(world)
        running.withLock { $0 = (store, mortal) }
        _ = try await store.recover(at: world.clock.now)
        return (store, mortal)
    }

    /// Ends the process, and gives back what its end gives back.
    func switchOff() async {
        let ended = running.withLock { running in
            defer { running = nil }
            return running
        }
        await ended?.store.close()
    }
}
