import Foundation
import Storage
import Synchronization

/// Tells whether other workers are at work on the same database: a lock on a file beside it.
///
/// Every worker shares the lock until it ends, however it ends; who can have it alone knows that nobody else works.
final class WorkersLock: Sendable {
    private let path: String
    private let descriptor = Mutex<Int32>(-1)

    /// The lock of a database file; nothing is opened before it is asked for.
    init(database: String) { path = database + "-workers" }

    /// Runs the work alone and shares the lock from then on; nil where other workers are at work.
    func alone<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value? {
        let file = try opened()
        defer { flock(file, LOCK_SH) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return try work()
    }

    /// Gives the lock back.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    private func opened() throws(StoreError) -> Int32 {
        let file = descriptor.withLock { descriptor in
            if descriptor < 0 { descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
            return descriptor
        }
        guard file >= 0 else {
            throw .cannotWrite("no lock file beside the database: \(String(cString: strerror(errno)))")
        }
        return file
    }
}
