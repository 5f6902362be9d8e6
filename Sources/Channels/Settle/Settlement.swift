public import Dunning

/// A hand-over of which nobody knows whether its provider took it.
public struct UnknownDelivery: Sendable {
    /// The very delivery that was handed over.
    public var delivery: Delivery
    /// The very bytes that went out, or did not.
    public var sealed: SealedMessage
    /// When the hand-over began, by our clock.
    public var begunAt: Instant
    /// The present moment, by the same clock.
    public var now: Instant

    /// A hand-over whose fate is unknown.
    public init(delivery: Delivery, sealed: SealedMessage, begunAt: Instant, now: Instant) {
        self.delivery = delivery
        self.sealed = sealed
        self.begunAt = begunAt
        self.now = now
    }
}

/// What a provider can tell of a hand-over whose fate is unknown.
public enum Settlement: Hashable, Sendable {
    /// The provider has it; its own reference where it gives one.
    case handedOver(reference: String?)
    /// What the provider has that could be it, where it does not know our name for it.
    case sightings(Sightings)
    /// Nothing went out, and nothing will.
    case notTaken
    /// The provider knows our name for it: handed over once more, it goes out once.
    ///
    /// `isAbsent` where the provider has no trace of it yet, so that it may be left at that.
    case handOverAgain(isAbsent: Bool)
    /// Nobody can tell now; why.
    case cannotTell(String)
}

/// Messages that a provider has, one of which may be the one that is looked for.
public struct Sightings: Hashable, Sendable {
    /// The provider's references of those that fit in all that is known.
    public var references: [String]
    /// References of those that fit but in one thing, such as the time: a reason to ask a person.
    public var doubtful: [String]
    /// Whether what is not among them now will never be.
    public var isFinal: Bool

    /// What a provider has.
    public init(references: [String], doubtful: [String] = [], isFinal: Bool) {
        self.references = references
        self.doubtful = doubtful
        self.isFinal = isFinal
    }

    /// What they tell once those are left out that belong to other attempts of ours.
    public func settlement(without others: Set<String>) -> Settlement {
        let left = references.filter { !others.contains($0) }
        let doubtful = doubtful.filter { !others.contains($0) }
        guard left.count <= 1 else { return .cannotTell("the provider has \(left.count) messages that could be it") }
        if let found = left.first { return .handedOver(reference: found) }
        guard doubtful.isEmpty else { return .cannotTell("the provider has a message that may or may not be it") }
        return isFinal ? .notTaken : .cannotTell("the provider has no trace of it yet")
    }
}

extension Provider {
    /// A provider that keeps no books for us cannot tell: a later receipt may, or a person.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        .cannotTell("the provider has no way to ask it")
    }
}
