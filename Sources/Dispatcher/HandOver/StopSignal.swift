import Synchronization

/// Tells a worker to stop; once given it stays given.
public final class StopSignal: Sendable {
    private struct State {
        var isStopped = false
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// A signal that was not given yet.
    public init() {}

    /// Whether it was given.
    public var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Gives the signal.
    public func stop() {
        let waiting = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits that long, or until the signal; false where it was given.
    public func wait(for duration: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            // The time on the wall is what is waited for; whoever gives the signal is awaited beside it.
            group.addTask { try? await Task.sleep(for: duration) }
            group.addTask { await self.given() }
            await group.next()
            group.cancelAll()
        }
        return !isStopped
    }

    /// Returns once the signal is given, or the task is cancelled.
    public func given() async {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isStopped || Task.isCancelled { return true }
                    state.waiting[ticket] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
        }
    }
}
