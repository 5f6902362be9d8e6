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

    /// A policy; as it stands: up to 1 minute, doubled each time up to 1 hour, 6 attempts.
    public init(
        first: Duration = .seconds(60),
        factor: Double = 2,
        most: Duration = .seconds(3600),
        attempts: Int = 6
    ) {
        self.first = first
        self.factor = factor
        self.most = most
        self.attempts = attempts
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
        let longest = Double(most.wholeMilliseconds)
        var bound = min(Double(first.wholeMilliseconds), longest)
        for _ in 1..<max(tries, 1) where bound < longest { bound = min(bound * factor, longest) }
        let jitter = Duration.milliseconds(Int64.random(in: 0...Int64(max(bound, 0)), using: &generator))
        return (providersDelay ?? .zero) + jitter
    }
}
