import Dispatch
import Storage
import Synchronization

/// The one that writes: gathers calls that come at the same time and commits them together.
///
/// Group commit: while one transaction is being made durable, further calls queue up; they become the next one. Each
/// call is a savepoint of its own, so one that fails leaves no trace and does not harm its neighbours, and none is
/// answered before the commit that holds it.
final class Writer: Sendable {
    private struct State {
        var jobs: [any WriterJob] = []
        var isWorking = false
        var isClosed = false
    }

    private let place: WorkPlace
    private let connection: Connection
    private let state = Mutex(State())

    init(_ connection: Connection, isInline: Bool) {
        self.connection = connection
        place = isInline ? .caller : .thread("dunlin.sqlite.writer")
    }

    /// Runs the work in a transaction, possibly one with the work of others; returns once it is durable.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            enqueue(Job(work, continuation))
        }
        return try answer.get()
    }

    /// Finishes what was asked for and closes the connection; later calls are refused.
    func close() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            // On the queue while the state is locked: so it stands behind all work that was taken.
            state.withLock { state in
                let wasClosed = state.isClosed
                state.isClosed = true
                place.perform { [self] in
                    if !wasClosed { connection.close() }
                    continuation.resume()
                }
            }
        }
    }

    /// Calls that are not yet part of a transaction.
    var waiting: Int { state.withLock { $0.jobs.count } }

    private func enqueue(_ job: any WriterJob) {
        let isTaken = state.withLock { state -> Bool in
            guard !state.isClosed else { return false }
            guard case .queue(let queue) = place else { return true }
            state.jobs.append(job)
            if !state.isWorking { queue.async { [self] in drain() } }
            state.isWorking = true
            return true
        }
        if !isTaken {
            job.finish(.unavailable("the store is closed"))
        } else if case .caller = place {
            commit([job])
        }
    }

    private func drain() {
        while true {
            let jobs = state.withLock { state -> [any WriterJob] in
                defer { state.jobs = [] }
                if state.jobs.isEmpty { state.isWorking = false }
                return state.jobs
            }
            if jobs.isEmpty { return }
            commit(jobs)
        }
    }

    private func commit(_ jobs: [any WriterJob]) {
        var failure: StoreError?
        do throws(StoreError) {
            try connection.execute("BEGIN IMMEDIATE")
            let transaction = try Transaction(on: connection)
            for job in jobs {
                job.perform(in: transaction)
                guard connection.isInTransaction else {
                    throw job.failure ?? .cannotWrite("SQLite rolled the transaction back")
                }
            }
            try transaction.seal()
            try connection.execute("COMMIT")
        } catch {
            failure = error
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
        }
        for job in jobs { job.finish(failure) }
    }
}

/// Work for the writer.
private protocol WriterJob: AnyObject, Sendable {
    /// Why the work failed by itself.
    var failure: StoreError? { get }
    /// Does the work and keeps its answer.
    func perform(in transaction: Transaction)
    /// Gives the answer, or the failure of the transaction that held the work.
    func finish(_ failure: StoreError?)
}

/// Work with the one who waits for it.
///
/// `@unchecked Sendable`: the answer is written and read on the writer's queue alone.
private final class Job<Value: Sendable>: WriterJob, @unchecked Sendable {
    private let work: @Sendable (Transaction) throws(StoreError) -> Value
    private let continuation: CheckedContinuation<Result<Value, StoreError>, Never>
    /// Nil until the work was done, which it is not where no transaction could be opened.
    private var answer: Result<Value, StoreError>?

    init(
        _ work: @escaping @Sendable (Transaction) throws(StoreError) -> Value,
        _ continuation: CheckedContinuation<Result<Value, StoreError>, Never>
    ) {
        self.work = work
        self.continuation = continuation
    }

    var failure: StoreError? {
        guard case .failure(let error) = answer else { return nil }
        return error
    }

    func perform(in transaction: Transaction) {
        do throws(StoreError) {
            answer = .success(try transaction.part(work))
        } catch {
            answer = .failure(error)
        }
    }

    func finish(_ failure: StoreError?) {
        let own = self.failure.map(Result<Value, StoreError>.failure)
        let shared = failure.map(Result<Value, StoreError>.failure)
        continuation.resume(returning: own ?? shared ?? answer ?? .failure(.defect("work was never done")))
    }
}
