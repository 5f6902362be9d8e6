import Dunning

/// How a worker works.
public struct WorkerOptions: Hashable, Sendable {
    /// Its name on the journal, for people.
    public var name: String
    /// Actions decided in one transaction, 1 to 10,000.
    public var batch: Int
    /// Hand-overs in flight at most, but for the few of a lane to which others leave no slot (`Slots`).
    ///
    /// Nothing but what is urgent is claimed or begun while over half of them are.
    public var inFlight: Int
    /// How often the queue is looked at while nothing happens.
    public var tick: Duration
    /// How often it is looked at for urgent actions, whatever else is in hand; no less often than `tick`.
    public var lookout: Duration
    /// How long a message that is decided may wait for its provider's turn before it is put back; while draining it
    /// waits as long as it takes.
    public var longestWait: Duration
    /// How often it tries, a tick apart, to record its last results while the store cannot be used.
    public var lastTries: Int

    /// How it works.
    public init(
        name: String = "worker",
        batch: Int = 256,
        inFlight: Int = 512,
        tick: Duration = .milliseconds(200),
        lookout: Duration = .milliseconds(200),
        longestWait: Duration = .seconds(1),
        lastTries: Int = 25
    ) {
        self.name = name
        self.batch = batch
        self.inFlight = inFlight
        self.tick = tick
        self.lookout = lookout
        self.longestWait = longestWait
        self.lastTries = lastTries
    }
}

/// What a worker has done.
public struct WorkSummary: Hashable, Sendable {
    /// Actions about which the gate was asked.
    public var decided = 0
    /// Messages that providers took.
    public var handedOver = 0
    /// Hand-overs that providers refused.
    public var refused = 0
    /// Hand-overs whose fate is unknown.
    public var unknown = 0
    /// Intents that were stopped at the last moment.
    public var stopped = 0
    /// Messages that could not be composed.
    public var notComposed = 0
    /// Times that the store could not be used.
    public var storeErrors = 0

    /// Nothing done yet.
    public init() {}

    mutating func count(_ handover: Handover) {
        switch handover {
        case .accepted: handedOver += 1
        case .refused: refused += 1
        case .unknown: unknown += 1
        }
    }
}
