import Synchronization

/// Lets any number of tasks wait for one result; the first that is settled stays.
final class Readiness<Value: Sendable, Failure: Error>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Result<Value, Failure>, Never>])
        case settled(Result<Value, Failure>)
    }

    private let state = Mutex(State.waiting([]))

    func value() async throws(Failure) -> Value {
        let result = await withCheckedContinuation { continuation in
            let settled: Result<Value, Failure>? = state.withLock { state in
                switch state {
                case .settled(let result): return result
                case .waiting(let others):
                    state = .waiting(others + [continuation])
                    return nil
                }
            }
            if let settled { continuation.resume(returning: settled) }
        }
        return try result.get()
    }

    func settle(_ result: Result<Value, Failure>) {
        let waiting: [CheckedContinuation<Result<Value, Failure>, Never>] = state.withLock { state in
            guard case .waiting(let continuations) = state else { return [] }
            state = .settled(result)
            return continuations
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }
}
