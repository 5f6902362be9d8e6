import Synchronization
import Testing

@testable import Channels

/// A clock that stands still until it is moved on.
private final class JumpingClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Duration.zero)

    var now: Instant { Instant(offset: time.withLock { $0 }) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        time.withLock { $0 = max($0, deadline.offset) }
    }

    func pass(_ duration: Duration) { time.withLock { $0 += duration } }
}

struct RateLimiterTests {
    private let clock = JumpingClock()

    private func turns(_ count: Int, of limiter: RateLimiter) -> [Duration] {
        var times: [Duration] = []
        for _ in 0..<count {
            while case .wait(let duration, _) = limiter.takeTurn() { clock.pass(duration) }
            times.append(clock.now.offset)
        }
        return times
    }

    @Test func `turns come evenly`() {
        let limiter = RateLimiter(RateLimit(count: 50, per: .seconds(1)), clock: clock)
        let expected = (0..<101).map { Duration.milliseconds(20 * $0) }
        #expect(turns(101, of: limiter) == expected)
    }

    @Test(arguments: [
        RateLimit(count: 1, per: .seconds(1)), RateLimit(count: 50, per: .seconds(1)),
        RateLimit(count: 10, per: .seconds(60)), RateLimit(count: 1_000, per: .seconds(1)),
    ])
    func `after a pause of any length no window holds more than a tenth above the limit`(limit: RateLimit) {
        let limiter = RateLimiter(limit, clock: clock)
        _ = turns(3, of: limiter)
        clock.pass(.seconds(3_600))
        let times = turns(limit.count * 3, of: limiter)
        for start in times {
            let inWindow = times.count { $0 >= start && $0 < start + limit.per }
            #expect(inWindow <= limit.count + limit.count / 10 + 1)
        }
    }

    @Test func `without a limit nobody waits`() {
        let limiter = RateLimiter(nil, clock: clock)
        #expect(turns(1_000, of: limiter).allSatisfy { $0 == .zero })
    }

    @Test func `a limit of nothing is read as one`() {
        #expect(RateLimit(count: 0, per: .seconds(1)).count == 1)
    }
}
