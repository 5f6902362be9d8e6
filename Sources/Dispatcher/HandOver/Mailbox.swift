import Synchronization

/// Where finished hand-overs wait for the worker, who takes all of them at once.
///
/// One reader, many writers. The number of letters is bounded by the number of hand-overs in flight.
final class Mailbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        var reader: CheckedContinuation<[Letter], Never>?
    }

    private let state = Mutex(State())

    /// Drops a letter; wakes the reader where one waits.
    func put(_ letter: Letter) {
        let reader: CheckedContinuation<[Letter], Never>? = state.withLock { state in
            if let reader = state.reader {
                state.reader = nil
                return reader
            }
            state.letters.append(letter)
            return nil
        }
        reader?.resume(returning: [letter])
    }

    /// All letters there are, or the first one to come.
    func take() async -> [Letter] {
        await withCheckedContinuation { continuation in
            let ready: [Letter]? = state.withLock { state in
                guard !state.letters.isEmpty else {
                    state.reader = continuation
                    return nil
                }
                defer { state.letters = [] }
                return state.letters
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}
