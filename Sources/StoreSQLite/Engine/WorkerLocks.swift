import Foundation
import Storage
import Synchronization

/// Tells who is at work on the database: each worker holds one byte of a file beside it until it ends, however it ends.
///
/// The byte's place is the worker's number. It is drawn by chance from so many that none is ever drawn twice, so
/// nothing that a dead worker left can be taken for a living one's. The locks belong to the open file
/// (`F_OFD_SETLK`), so that two stores of one process are two workers.
final class WorkerLocks: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var number: Int64?
    }

    /// Commands of `fcntl` on Linux, which Foundation leaves out.
    private enum Command {
        static let ask: Int32 = 36
        static let lock: Int32 = 37
    }

    private let path: String
    private let state = Mutex(State())

    /// The locks beside a database file; nothing is opened before it is asked for.
    init(database: String) { path = database + "-workers" }

    /// This worker's number; the first call takes it.
    func number() throws(StoreError) -> Int64 {
        try state.withLock { (state) throws(StoreError) in
            if let number = state.number { return number }
            try open(&state)
            while true {
                let number = Int64.random(in: 1..<(1 << 47))
                var lock = WorkerLocks.byte(number)
                if fcntl(state.descriptor, Command.lock, &lock) == 0 {
                    state.number = number
                    return number
                }
                guard errno == EAGAIN || errno == EACCES else { throw WorkerLocks.failure() }
            }
        }
    }

    /// Whether nobody holds the number any more; no worker of this release ever had 0.
    func isDead(_ number: Int64) throws(StoreError) -> Bool {
        try state.withLock { (state) throws(StoreError) in
            guard number > 0 else { return true }
            guard number != state.number else { return false }
            try open(&state)
            var lock = WorkerLocks.byte(number)
            guard fcntl(state.descriptor, Command.ask, &lock) == 0 else { throw WorkerLocks.failure() }
            return lock.l_type == Int16(F_UNLCK)
        }
    }

    /// Ends this worker.
    func release() {
        state.withLock { state in
            if state.descriptor >= 0 { close(state.descriptor) }
            state = State()
        }
    }

    private func open(_ state: inout State) throws(StoreError) {
        guard state.descriptor < 0 else { return }
        state.descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard state.descriptor >= 0 else { throw WorkerLocks.failure() }
    }

    private static func byte(_ number: Int64) -> flock {
        flock(
            l_type: Int16(F_WRLCK),
            l_whence: Int16(SEEK_SET),
            l_start: off_t(number),
            l_len: 1,
            l_pid: 0
        )
    }

    private static func failure() -> StoreError {
        .cannotWrite("no lock file beside the database: \(String(cString: strerror(errno)))")
    }
}
