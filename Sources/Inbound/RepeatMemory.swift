import Dunning
import Synchronization

/// Remembers for a while which events were recorded, so that a provider that calls twice is not counted twice.
///
/// It lives in this process only: after a restart a repeated text is kept a second time, which harms nobody.
final class RepeatMemory: Sendable {
    /// One event of one request.
    struct Key: Hashable, Sendable {
        /// The SHA-256 of the request.
        let request: [UInt8]
        let event: Int
    }

    private struct State {
        var seen: [Key: Instant] = [:]
        var order: [Key] = []
    }

    private static let most = 4096
    private static let span = Duration.seconds(600)

    private let state = Mutex(State())

    /// Whether the same event was recorded less than ten minutes ago.
    func knows(_ key: Key, at now: Instant) -> Bool {
        state.withLock { state in state.seen[key].map { now - $0 < RepeatMemory.span } ?? false }
    }

    /// Notes that an event is on record.
    func note(_ key: Key, at now: Instant) {
        state.withLock { state in
            if state.seen.updateValue(now, forKey: key) == nil { state.order.append(key) }
            // Half at once, so that the array is not moved for each event.
            guard state.order.count > RepeatMemory.most else { return }
            for old in state.order.prefix(RepeatMemory.most / 2) { state.seen[old] = nil }
            state.order.removeFirst(RepeatMemory.most / 2)
        }
    }
}
