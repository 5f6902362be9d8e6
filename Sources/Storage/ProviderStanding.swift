public import Dunning

/// How a provider stands, as people and breakers have it: one row that all processes on a store share.
public struct ProviderStanding: Hashable, Sendable {
    /// Which provider.
    public var provider: ProviderID
    /// Who took it out of service; nil = nobody.
    public var pause: ProviderPause?
    /// What a breaker said of it last; nil = never anything.
    public var breaker: BreakerReport?

    /// How a provider stands.
    public init(provider: ProviderID, pause: ProviderPause? = nil, breaker: BreakerReport? = nil) {
        self.provider = provider
        self.pause = pause
        self.breaker = breaker
    }
}

/// A provider that a person took out of service.
public struct ProviderPause: Hashable, Sendable {
    /// Since when.
    public var at: Instant
    /// Who did it, as the journal names people.
    public var by: String
    /// When it goes back into service by itself; nil = when a person says so.
    public var until: Instant?
    /// Why.
    public var note: String?

    /// A provider out of service.
    public init(at: Instant, by: String, until: Instant?, note: String?) {
        self.at = at
        self.by = by
        self.until = until
        self.note = note
    }

    /// Whether it still holds.
    public func holds(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}

/// What a breaker found out about a provider.
public struct BreakerReport: Hashable, Sendable {
    /// How it stands.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// It is left alone.
        case rests
        /// It works again.
        case works
    }

    /// Which provider.
    public var provider: ProviderID
    /// How it stands.
    public var state: State
    /// When it is tried again, where it rests.
    public var until: Instant?
    /// The provider's code, or a word of ours, that opened the breaker.
    public var code: String?
    /// When that was found out.
    public var at: Instant

    /// What was found out.
    public init(provider: ProviderID, state: State, until: Instant? = nil, code: String? = nil, at: Instant) {
        self.provider = provider
        self.state = state
        self.until = until
        self.code = code
        self.at = at
    }
}

/// A hand-over that a provider did not take.
public struct ProviderFailure: Hashable, Sendable {
    /// The attempt.
    public var attempt: AttemptID
    /// `refused` or `unknown`.
    public var state: AttemptState
    /// The provider's code, or a word of ours.
    public var code: String
    /// When it was recorded.
    public var at: Instant

    /// A hand-over that was not taken.
    public init(attempt: AttemptID, state: AttemptState, code: String, at: Instant) {
        self.attempt = attempt
        self.state = state
        self.code = code
        self.at = at
    }
}

/// What a person decides about a provider.
public struct ProviderChange: Hashable, Sendable {
    /// What is to happen.
    public enum Kind: Hashable, Sendable {
        /// Nothing new is handed to it until then; nil = until it is resumed.
        case pause(until: Instant?)
        /// It is used again.
        case resume
    }

    /// What is to happen.
    public var kind: Kind
    /// Who decided it, for the journal.
    public var by: String
    /// Why, for the journal and for whoever lists the providers.
    public var note: String?

    /// What a person decides.
    public init(_ kind: Kind, by: String, note: String? = nil) {
        self.kind = kind
        self.by = by
        self.note = note
    }

    /// What became of it.
    public enum Answer: Hashable, Sendable {
        /// It is so now; so many actions that waited for a provider were sent back to the queue.
        case changed(released: Int)
        /// It was not out of service.
        case notPaused
    }
}
