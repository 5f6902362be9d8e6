import Dunning

/// When a provider that fails is left alone, and for how long.
public struct BreakerPolicy: Hashable, Sendable {
    /// So many failures in a row open the breaker.
    public var failures: Int
    /// So large a share of failures opens it as well, above 0 and up to 1.
    public var share: Double
    /// Hand-overs of which the share is taken.
    public var of: Int
    /// Only hand-overs that ended so lately count for the share.
    public var window: Duration
    /// How long the first pause is; each after a probe that failed is twice as long.
    public var pause: Duration
    /// No pause is longer, unless the provider itself asks for it.
    public var longestPause: Duration

    /// A policy; as it stands: 5 in a row or half of the last 20 within 2 minutes, pauses from 30 seconds to 15 minutes.
    public init(
        failures: Int = 5,
        share: Double = 0.5,
        of: Int = 20,
        window: Duration = .seconds(120),
        pause: Duration = .seconds(30),
        longestPause: Duration = .seconds(900)
    ) {
        self.failures = failures
        self.share = share
        self.of = of
        self.window = window
        self.pause = pause
        self.longestPause = longestPause
    }
}

/// The last hand-overs of a provider, and how many of them failed.
struct RecentEnds: Hashable, Sendable {
    private struct End: Hashable {
        let at: Instant
        let hasFailed: Bool
    }

    private var ends: [End] = []

    /// Notes one more; true where the share of failures is too large now.
    mutating func note(hasFailed: Bool, at now: Instant, _ policy: BreakerPolicy) -> Bool {
        // What lies in the future was noted before the clock was set back.
        ends.removeAll { $0.at > now || $0.at + policy.window <= now }
        ends.append(End(at: now, hasFailed: hasFailed))
        if ends.count > policy.of { ends.removeFirst(ends.count - policy.of) }
        guard ends.count >= policy.of else { return false }
        return Double(ends.count { $0.hasFailed }) >= policy.share * Double(policy.of)
    }
}
