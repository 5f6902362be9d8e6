public import Channels
public import Dunning

/// What the configuration says about how actions are worked: who writes, which ladders there are, which ways out.
public struct Playbook: Sendable {
    /// In whose name Dunlin may write.
    public var creditors: [CreditorID: Creditor]
    /// The ladders.
    public var sequences: [SequenceID: Sequence]
    /// The ways out of each channel, in the order in which they are tried.
    public var providers: [Channel: [any Provider]]
    /// When and how often a refused hand-over is tried again.
    public var retry: RetryPolicy
    /// What becomes of a hand-over whose fate is unknown; `review` where a channel is not named.
    public var onUnknown: [Channel: UnknownPolicy]

    /// How actions are worked.
    public init(
        creditors: [CreditorID: Creditor],
        sequences: [SequenceID: Sequence],
        providers: [Channel: [any Provider]],
        retry: RetryPolicy = RetryPolicy(),
        onUnknown: [Channel: UnknownPolicy] = [:]
    ) {
        self.creditors = creditors
        self.sequences = sequences
        self.providers = providers
        self.retry = retry
        self.onUnknown = onUnknown
    }

    /// The rungs that an action walks; a single message is a ladder of one; nil where the sequence is not known.
    public func steps(of action: Action) -> [Step]? {
        switch action.plan {
        case .sequence(let id): sequences[id]?.steps
        case .message(let channel, let template): [Step(channels: [channel], template: template)]
        }
    }

    /// The way out for a try, from 0: after a refusal the next one of the channel is taken, and then the first again.
    ///
    /// One that rests is passed over; where all of them do, the message waits for the one whose turn it is.
    func provider(
        for channel: Channel,
        try number: Int,
        resting: Set<ProviderID> = []
    ) -> (any Provider)? {
        guard let ways = providers[channel], !ways.isEmpty else { return nil }
        let inOrder = (0..<ways.count).lazy.map { ways[(number + $0) % ways.count] }
        return inOrder.first { !resting.contains($0.id) } ?? ways[number % ways.count]
    }

    /// Whether a channel has a way out that does not rest.
    func hasWay(for channel: Channel, besides resting: Set<ProviderID>) -> Bool {
        providers[channel]?.contains { !resting.contains($0.id) } ?? false
    }

    /// The provider of that name.
    func provider(_ id: ProviderID) -> (any Provider)? {
        for ways in providers.values {
            if let found = ways.first(where: { $0.id == id }) { return found }
        }
        return nil
    }
}

/// What becomes of a hand-over whose fate is unknown.
public enum UnknownPolicy: String, CaseIterable, Hashable, Sendable {
    /// A person settles it.
    case review
    /// It is sent again, at the risk of a double.
    case resend
}
