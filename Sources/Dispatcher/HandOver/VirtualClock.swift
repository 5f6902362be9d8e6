public import Dunning
import Synchronization

/// A clock that stands still until it is moved; trials and the demo run on it.
public final class VirtualClock: WallClock {
    private let moment: Mutex<Instant>

    /// A clock that stands at the given moment.
    public init(at start: Instant) { moment = Mutex(start) }

    /// The moment at which it stands.
    public var now: Instant { moment.withLock { $0 } }

    /// Moves it forward; never back.
    public func advance(to later: Instant) {
        moment.withLock { $0 = max($0, later) }
    }
}
