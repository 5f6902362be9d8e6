import Synchronization

/// A few connections to a database, each with a thread of its own, for work that waits on disk or network.
///
/// Work goes to a connection that is free, and queues up where none is. Swift's own task threads never wait.
package final class ConnectionPool<Connection: Sendable>: Sendable {
    private typealias Work = @Sendable (Seat) -> Void

    private struct State {
        var idle: [Seat]
        var waiting: [Work] = []
        var isClosed = false
    }

    /// A connection with the place where alone it is touched.
    private final class Seat: Sendable {
        let place: WorkPlace
        let connection: Connection

        init(_ connection: Connection, _ place: WorkPlace) {
            self.place = place
            self.connection = connection
        }
    }

    private let state: Mutex<State>
    private let closing: @Sendable (Connection) -> Void

    /// Takes connections over; each is touched by one thread at a time, and closed by the closure at the end.
    package init(
        _ connections: [Connection],
        label: String,
        isInline: Bool = false,
        closing: @escaping @Sendable (Connection) -> Void
    ) {
        state = Mutex(State(idle: connections.map { Seat($0, isInline ? .caller : .thread(label)) }))
        self.closing = closing
    }

    /// Runs the work on a connection that is free.
    package func run<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let isTaken = start { [self] seat in
                seat.place.perform {
                    let answer: Result<Value, StoreError>
                    do throws(StoreError) {
                        answer = .success(try work(seat.connection))
                    } catch {
                        answer = .failure(error)
                    }
                    self.release(seat)
                    continuation.resume(returning: answer)
                }
            }
            if !isTaken { continuation.resume(returning: .failure(.unavailable("the store is closed"))) }
        }
        return try answer.get()
    }

    /// Closes the connections once their work is done; work that waits for one is still done.
    package func close() {
        let idle = state.withLock { state -> [Seat] in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for seat in idle { close(seat) }
    }

    private func close(_ seat: Seat) {
        seat.place.perform { [closing] in closing(seat.connection) }
    }

    private func start(_ work: @escaping Work) -> Bool {
        let (isTaken, seat) = state.withLock { state -> (Bool, Seat?) in
            guard !state.isClosed else { return (false, nil) }
            let seat = state.idle.popLast()
            if seat == nil { state.waiting.append(work) }
            return (true, seat)
        }
        if let seat { work(seat) }
        return isTaken
    }

    private func release(_ seat: Seat) {
        let (next, mustClose) = state.withLock { state -> (Work?, Bool) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
            guard !state.isClosed else { return (nil, true) }
            state.idle.append(seat)
            return (nil, false)
        }
        next?(seat)
        if mustClose { close(seat) }
    }
}
