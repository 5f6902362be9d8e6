public import Dunning
import Synchronization

/// What the workers of one process have done, in numbers; holds nothing about any debtor.
public final class WorkMeter: Sendable {
    /// What hand-overs are told apart by.
    public struct Way: Hashable, Sendable {
        /// The channel.
        public let channel: Channel
        /// The provider.
        public let provider: ProviderID
    }

    /// How a hand-over ended.
    public enum End: String, CaseIterable, Hashable, Sendable {
        case accepted, temporary, throttled, permanent, unknown
    }

    /// The numbers at one moment.
    public struct Reading: Sendable {
        /// Hand-overs that have ended, by how they did.
        public fileprivate(set) var ends: [Way: [End: Int]] = [:]
        /// How long hand-overs took.
        public fileprivate(set) var handovers: [Way: Histogram] = [:]
        /// How long claims took: taking actions, deciding, writing down.
        public fileprivate(set) var claims = Histogram()
        /// Actions about which the gate was asked.
        public fileprivate(set) var decided = 0
        /// Hand-overs that are to be tried again, by channel.
        public fileprivate(set) var retries: [Channel: Int] = [:]
        /// Times that the store could not be used.
        public fileprivate(set) var storeErrors = 0
    }

    private let reading = Mutex(Reading())
    private let clock = ContinuousClock()

    /// Nothing done yet.
    public init() {}

    /// The numbers now.
    public var now: Reading { reading.withLock { $0 } }

    /// The moment from which something is measured.
    func start() -> ContinuousClock.Instant { clock.now }

    func claimed(_ count: Int, since start: ContinuousClock.Instant) {
        let time = clock.now - start
        reading.withLock { reading in
            reading.decided += count
            reading.claims.add(time)
        }
    }

    func handedOver(_ attempt: Attempt, _ handover: Handover, since start: ContinuousClock.Instant) {
        let time = clock.now - start
        let way = Way(channel: attempt.channel, provider: attempt.provider)
        reading.withLock { reading in
            reading.ends[way, default: [:]][End(handover), default: 0] += 1
            reading.handovers[way, default: Histogram()].add(time)
        }
    }

    func willRetry(on channel: Channel) { reading.withLock { $0.retries[channel, default: 0] += 1 } }

    func storeFailed() { reading.withLock { $0.storeErrors += 1 } }
}

extension WorkMeter.End {
    fileprivate init(_ handover: Handover) {
        switch handover {
        case .accepted: self = .accepted
        case .unknown: self = .unknown
        case .refused(let refusal):
            switch refusal.class {
            case .temporary: self = .temporary
            case .throttled: self = .throttled
            case .permanent: self = .permanent
            }
        }
    }
}

/// How many of many times were no longer than each of some bounds.
public struct Histogram: Hashable, Sendable {
    /// The bounds, in seconds.
    public static let bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    /// How many times are no longer than each bound, in their order.
    public private(set) var counts = [Int](repeating: 0, count: Histogram.bounds.count)
    /// How many times there are.
    public private(set) var count = 0
    /// The sum of all times, in seconds.
    public private(set) var sum = 0.0

    /// No times yet.
    public init() {}

    /// Takes a time in.
    public mutating func add(_ time: Duration) {
        let seconds = time / .seconds(1)
        count += 1
        sum += seconds
        for (index, bound) in Histogram.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
    }
}
