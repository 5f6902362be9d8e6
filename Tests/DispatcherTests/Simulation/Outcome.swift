import Synchronization

/// The first error of work that cannot throw it.
final class Outcome: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    func fail(_ problem: any Error) { error.withLock { $0 = $0 ?? problem } }

    func get() throws { if let problem = error.withLock({ $0 }) { throw problem } }
}
