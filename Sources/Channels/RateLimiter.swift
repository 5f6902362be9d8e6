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

/// Whether a hand-over may begin now.
public enum Turn: Hashable, Sendable {
    /// It may; the turn is taken.
    case go
    /// It may not; the next turn is that far away, and each one after it `gap` later.
    case wait(Duration, gap: Duration)
}

/// Hands out turns evenly, each a fixed time after the one before.
///
/// Turns that nobody took are kept for a tenth of a second at most, so that coming late costs no speed; any longer, and
/// a pause would end in twice the rate.
final class RateLimiter: Sendable {
    private let gap: Duration?
    private let burst: Duration
    private let turns: any Turnstile

    init(_ limit: RateLimit?, clock: any Clock<Duration>) {
        gap = limit.map { $0.per / $0.count }
        burst = limit.map { min($0.per / 10, .milliseconds(100)) } ?? .zero
        turns = RateLimiter.turnstile(clock)
    }

    /// Takes a turn where there is one now, as there always is without a limit.
    func takeTurn() -> Turn {
        guard let gap, let wait = turns.pass(gap: gap, burst: burst) else { return .go }
        return .wait(wait, gap: gap)
    }

    private static func turnstile(_ clock: some Clock<Duration>) -> any Turnstile { ClockTurnstile(clock) }
}

private protocol Turnstile: Sendable {
    /// Takes a turn; otherwise how long it is until the next one.
    func pass(gap: Duration, burst: Duration) -> Duration?
}

/// The turnstile on one clock: keeps the moment up to which turns are given away.
private final class ClockTurnstile<Time: Clock>: Turnstile where Time.Duration == Duration {
    private let clock: Time
    private let next: Mutex<Time.Instant>

    init(_ clock: Time) {
        self.clock = clock
        next = Mutex(clock.now)
    }

    func pass(gap: Duration, burst: Duration) -> Duration? {
        let now = clock.now
        return next.withLock { next in
            let turn = max(next, now.advanced(by: .zero - burst))
            guard turn <= now else { return now.duration(to: turn) }
            next = turn.advanced(by: gap)
            return nil
        }
    }
}
