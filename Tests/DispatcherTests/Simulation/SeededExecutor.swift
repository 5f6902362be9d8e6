import Dispatch
import Dispatcher
import Synchronization

/// Runs tasks one step at a time on one thread, in an order that follows from its seed.
///
/// Wherever tasks could run at the same time, the seed decides which of them goes on; the same seed gives the same run.
final class SeededExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var chance: SeededGenerator
        var isOver = false
    }

    private let state: Mutex<State>
    private let bell = DispatchSemaphore(value: 0)

    init(seed: UInt64) { state = Mutex(State(chance: SeededGenerator(seed: seed))) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        bell.signal()
    }

    /// Runs the work and all tasks that it starts to their end; false where nothing can go on though it has not ended.
    func run(_ work: @escaping @Sendable () async -> Void) async -> Bool {
        Task(executorPreference: self) { [self] in
            await work()
            state.withLock { $0.isOver = true }
            bell.signal()
        }
        return await withCheckedContinuation { continuation in
            DispatchQueue(label: "simulation").async { [self] in continuation.resume(returning: runJobs()) }
        }
    }

    private func runJobs() -> Bool {
        while true {
            let (job, isOver) = state.withLock { state -> (UnownedJob?, Bool) in
                guard !state.jobs.isEmpty else { return (nil, state.isOver) }
                let index = Int(state.chance.next() % UInt64(state.jobs.count))
                return (state.jobs.remove(at: index), false)
            }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isOver {
                return true
            } else if bell.wait(timeout: .now() + .seconds(60)) == .timedOut {
                return false
            }
        }
    }
}
