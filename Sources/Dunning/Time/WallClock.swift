/// Tells the time of day; passed in, so that tests and trials can work at any moment.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Instant { get }
}
