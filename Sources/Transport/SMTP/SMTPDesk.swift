import Foundation
import Synchronization

/// A message on its way to a worker, with the continuation that waits for its outcome.
struct SMTPJob: Sendable {
    let mail: SMTPMail
    let isUrgent: Bool
    let flag: CancelFlag
    let reply: CheckedContinuation<SMTPOutcome, Never>

    func refuse(_ kind: TransportFault.Kind, _ detail: String) {
        reply.resume(returning: .notSent(TransportFault(kind, detail)))
    }
}

/// Says that nobody wants a message to go out any more, as long as it has not begun to.
final class CancelFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    func raise() { raised.store(true, ordering: .releasing) }
}

/// Where messages wait for workers and workers for messages.
final class SMTPDesk: Sendable {
    /// A worker's place; its bell rings when `assigned` holds a job for it, or when it shall leave.
    struct Seat: Sendable {
        let id: Int
        let bell: DispatchSemaphore
    }

    private struct State {
        var urgent = FIFO<SMTPJob>()
        var waiting = FIFO<SMTPJob>()
        /// The last to fall idle is the first to be called, so that surplus connections grow old and close.
        var idle: [Seat] = []
        var assigned: [Int: SMTPJob] = [:]
        var workers = 0
        var hired = 0
        var isClosing = false
        var closers: [CheckedContinuation<Void, Never>] = []

        mutating func next() -> SMTPJob? { urgent.popFirst() ?? waiting.popFirst() }
    }

    private enum Placement {
        case ring(Seat), hire(Int), queued, full, closing
    }

    let account: SMTPAccount
    let timeouts: SMTPTimeouts
    let stop: StopSignal
    private let connections: Int
    private let queueLimit: Int
    private let idle: Duration
    private let state = Mutex(State())

    init(
        account: SMTPAccount,
        connections: Int,
        queueLimit: Int,
        idle: Duration,
        timeouts: SMTPTimeouts,
        stop: StopSignal
    ) {
        self.account = account
        self.connections = connections
        self.queueLimit = queueLimit
        self.idle = idle
        self.timeouts = timeouts
        self.stop = stop
    }

    /// Gives the job to an idle worker, a new one or the queue, or refuses it.
    func submit(_ job: SMTPJob) {
        switch place(job) {
        case .ring(let seat): seat.bell.signal()
        case .hire(let id): hire(Seat(id: id, bell: DispatchSemaphore(value: 0)), for: job)
        case .queued: return
        case .full: job.refuse(.queueFull, "\(queueLimit) messages wait already")
        case .closing: job.refuse(.shuttingDown, "mail pool is shutting down")
        }
    }

    private func place(_ job: SMTPJob) -> Placement {
        state.withLock { state in
            if state.isClosing { return .closing }
            if let seat = state.idle.popLast() {
                state.assigned[seat.id] = job
                return .ring(seat)
            }
            if state.workers < connections {
                state.workers += 1
                state.hired += 1
                return .hire(state.hired)
            }
            if state.waiting.count + state.urgent.count >= queueLimit { return .full }
            if job.isUrgent { state.urgent.append(job) } else { state.waiting.append(job) }
            return .queued
        }
    }

    private func hire(_ seat: Seat, for job: SMTPJob) {
        let thread = Thread { SMTPWorker(desk: self, seat: seat).run(first: job) }
        thread.name = "smtp \(seat.id)"
        thread.start()
    }
}

// MARK: - For workers

extension SMTPDesk {
    /// The next job, waited for; `nil` when the connection has been idle for long enough, or all is to end.
    func next(for seat: Seat) -> SMTPJob? {
        let ready: SMTPJob?? = state.withLock { state in
            if let job = state.next() { return job }
            if state.isClosing { return .some(nil) }
            state.idle.append(seat)
            return nil
        }
        if let ready { return ready }
        if seat.bell.wait(timeout: .now() + .milliseconds(idle.milliseconds)) == .timedOut {
            if standUp(seat) { return nil }
            // Called in the very moment when the wait ended: the bell rings, or has rung.
            seat.bell.wait()
        }
        return state.withLock { $0.assigned.removeValue(forKey: seat.id) }
    }

    /// Takes the seat out of the idle ones; false where somebody has called it meanwhile.
    private func standUp(_ seat: Seat) -> Bool {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0.id == seat.id }) else { return false }
            state.idle.remove(at: index)
            return true
        }
    }

    /// Ends a worker, unless messages came while it said good-bye: then it gets one of them.
    func leave() -> SMTPJob? {
        let (job, closers) = state.withLock { state -> (SMTPJob?, [CheckedContinuation<Void, Never>]) in
            if let job = state.next() { return (job, []) }
            state.workers -= 1
            guard state.isClosing, state.workers == 0 else { return (nil, []) }
            defer { state.closers = [] }
            return (nil, state.closers)
        }
        for closer in closers { closer.resume() }
        return job
    }
}

// MARK: - The end

extension SMTPDesk {
    /// Takes no more messages, gives back those that wait, and sends idle workers home.
    func close() {
        let (jobs, seats) = state.withLock { state in
            state.isClosing = true
            defer {
                state.urgent = FIFO()
                state.waiting = FIFO()
                state.idle = []
            }
            return (Array(state.urgent) + Array(state.waiting), state.idle)
        }
        for job in jobs { job.refuse(.shuttingDown, "mail pool is shutting down") }
        for seat in seats { seat.bell.signal() }
    }

    /// Returns once the last worker has left.
    func closed() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.workers > 0 { state.closers.append(continuation) }
                return state.workers == 0
            }
            if isOver { continuation.resume() }
        }
    }
}
