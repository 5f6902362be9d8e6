import Synchronization

/// At most that many in that time.
public struct RateLimit: Hashable, Sendable {
    /// How many.
    public var count: Int
    /// In how long.
    public var per: Duration

    /// At most `count` in `per`.
    public init(count: Int, per: Duration) {
        self.count = max(1, count)
        self.per = per
    }
}

/// Hands out turns evenly, each a fixed time after the one before.
///
/// Turns that nobody took are kept for a tenth of a second at most, so that waking late costs no speed; any longer, and
/// a pause would end in twice the rate. A cancelled waiter comes back at once; the transport then sends nothing.
final class RateLimiter: Sendable {
    private let gap: Duration?
    private let burst: Duration
    private let turns: any Turnstile

    init(_ limit: RateLimit?, clock: any Clock<Duration>) {
        gap = limit.map { $0.per / $0.count }
        burst = limit.map { min($0.per / 10, .milliseconds(100)) } ?? .zero
        turns = RateLimiter.turnstile(clock)
    }

    /// Returns when it is the caller's turn; at once where there is no limit.
    func waitForTurn() async {
        guard let gap else { return }
        await turns.pass(gap: gap, burst: burst)
    }

    private static func turnstile(_ clock: some Clock<Duration>) -> any Turnstile { ClockTurnstile(clock) }
}

private protocol Turnstile: Sendable {
    func pass(gap: Duration, burst: Duration) async
}

/// The turnstile on one clock: keeps the moment up to which turns are given away.
private final class ClockTurnstile<Time: Clock>: Turnstile where Time.Duration == Duration {
    private let clock: Time
    private let next: Mutex<Time.Instant>

    init(_ clock: Time) {
        self.clock = clock
        next = Mutex(clock.now)
    }

    func pass(gap: Duration, burst: Duration) async {
        let now = clock.now
        let turn = next.withLock { next in
            let earliest = now.advanced(by: .zero - burst)
            let turn = max(next, earliest)
            next = turn.advanced(by: gap)
            return turn
        }
        if turn > now { try? await clock.sleep(until: turn, tolerance: nil) }
    }
}
