import Dispatch
import Storage
import Synchronization

/// Those who read: a few connections apart from the writer's, each seeing one moment of the database at a time.
final class Readers: Sendable {
    private struct State {
        var idle: [Reader]
        var waiting: [@Sendable (Reader) -> Void] = []
        var isClosed = false
    }

    private let state: Mutex<State>

    init(_ connections: [Connection]) {
        state = Mutex(State(idle: connections.map(Reader.init)))
    }

    /// Runs the work on a connection that is free; everything it reads is of one moment.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = start { [self] reader in
                reader.queue.async {
                    let answer = reader.read(work)
                    self.release(reader)
                    continuation.resume(returning: answer)
                }
            }
            if !isTaken { continuation.resume(returning: .failure(.unavailable("the store is closed"))) }
        }
        return try answer.get()
    }

    /// Closes the connections once their work is done; work that waits for one is still done.
    func close() {
        let idle = state.withLock { state -> [Reader] in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle { reader.close() }
    }

    private func start(_ work: @escaping @Sendable (Reader) -> Void) -> Bool {
        let (isTaken, reader) = state.withLock { state -> (Bool, Reader?) in
            guard !state.isClosed else { return (false, nil) }
            let reader = state.idle.popLast()
            if reader == nil { state.waiting.append(work) }
            return (true, reader)
        }
        if let reader { work(reader) }
        return isTaken
    }

    private func release(_ reader: Reader) {
        let (next, mustClose) = state.withLock { state -> ((@Sendable (Reader) -> Void)?, Bool) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
            guard !state.isClosed else { return (nil, true) }
            state.idle.append(reader)
            return (nil, false)
        }
        next?(reader)
        if mustClose { reader.close() }
    }
}

/// A connection for reading with the queue that owns it.
private final class Reader: Sendable {
    let queue = DispatchQueue(label: "dunlin.sqlite.reader")
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    func close() {
        queue.async { [connection] in connection.close() }
    }

    func read<Value>(_ work: (Connection) throws(StoreError) -> Value) -> Result<Value, StoreError> {
        do throws(StoreError) {
            try connection.execute("BEGIN")
            defer { try? connection.execute("COMMIT") }
            return .success(try work(connection))
        } catch {
            return .failure(error)
        }
    }
}
