import Dunning

/// When and how often a hand-over that was refused for a while is tried again.
///
/// Exponential with full jitter: the wait is drawn evenly from zero to the bound, so that many refused messages do not
/// come back at the same moment.
public struct RetryPolicy: Hashable, Sendable {
    /// The bound of the first wait.
    public var first: Duration
    /// How much longer the bound is each time.
    public var factor: Double
    /// The bound never exceeds this.
    public var most: Duration
    /// Hand-overs of one step on one channel, the first included, before the channel is given up.
    public var attempts: Int
    /// How often a provider may put one step off on one channel because it came too fast; this uses up no attempt.
    public var throttled: Int

    /// A policy; as it stands: up to 1 minute, doubled each time up to 1 hour, 6 attempts, put off 30 times.
    public init(
        first: Duration = .seconds(60),
        factor: Double = 2,
        most: Duration = .seconds(3600),
        attempts: Int = 6,
        throttled: Int = 30
    ) {
        self.first = first
        self.factor = factor
        self.most = most
        self.attempts = attempts
        self.throttled = throttled
    }

    /// The wait before the next try; nil where the channel is given up.
    ///
    /// - Parameters:
    ///   - tries: hand-overs that were refused so far, from 1.
    ///   - providersDelay: what the provider asked for; it is kept, never shortened.
    ///   - generator: where the jitter comes from.
    /// - Returns: the wait; nil where enough was tried.
    public func wait(
        afterTries tries: Int,
        providersDelay: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard tries < attempts else { return nil }
        return (providersDelay ?? .zero) + jitter(tries, &generator)
    }

    /// The wait after a provider has put a message off; nil where the channel is given up.
    ///
    /// - Parameters:
    ///   - throttles: how often it was put off so far, from 1.
    ///   - providersDelay: what the provider asked for; it is kept, never shortened.
    ///   - generator: where the jitter comes from.
    /// - Returns: the wait; nil where it was put off too often.
    public func wait(
        afterThrottles throttles: Int,
        providersDelay: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard throttles < throttled else { return nil }
        return (providersDelay ?? .zero) + jitter(throttles, &generator)
    }

    private func jitter(_ count: Int, _ generator: inout some RandomNumberGenerator) -> Duration {
        let longest = Double(most.wholeMilliseconds)
        var bound = min(Double(first.wholeMilliseconds), longest)
        for _ in 1..<max(count, 1) where bound < longest { bound = min(bound * factor, longest) }
        return .milliseconds(Int64.random(in: 0...Int64(max(bound, 0)), using: &generator))
    }
}
