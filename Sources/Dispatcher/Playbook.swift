public import Channels
import Digests
public import Dunning
import Foundation

/// What the configuration says about how actions are worked: who writes, which ladders there are, which ways out.
public struct Playbook: Sendable {
    /// In whose name Dunlin may write.
    public var creditors: [CreditorID: Creditor]
    /// The ladders.
    public var sequences: [SequenceID: Sequence]
    /// The ways out of each channel, in the order in which they are tried.
    public var providers: [Channel: [any Provider]]
    /// Each provider's share of its channel's messages; where no provider of a channel has one, the first takes all.
    public var weights: [ProviderID: Int]
    /// When and how often a refused hand-over is tried again, where its channel has no policy of its own.
    public var retry: RetryPolicy
    /// The same for channels that have their own.
    public var retries: [Channel: RetryPolicy]
    /// What becomes of a hand-over whose fate is unknown; `review` where a channel is not named.
    public var onUnknown: [Channel: UnknownPolicy]

    /// How actions are worked.
    public init(
        creditors: [CreditorID: Creditor],
        sequences: [SequenceID: Sequence],
        providers: [Channel: [any Provider]],
        weights: [ProviderID: Int] = [:],
        retry: RetryPolicy = RetryPolicy(),
        retries: [Channel: RetryPolicy] = [:],
        onUnknown: [Channel: UnknownPolicy] = [:]
    ) {
        self.creditors = creditors
        self.sequences = sequences
        self.providers = providers
        self.weights = weights
        self.retry = retry
        self.retries = retries
        self.onUnknown = onUnknown
    }

    /// The rungs that an action walks; a single message is a ladder of one; nil where the sequence is not known.
    public func steps(of action: Action) -> [Step]? {
        switch action.plan {
        case .sequence(let id): sequences[id]?.steps
        case .message(let channel, let template): [Step(channels: [channel], template: template)]
        }
    }

    /// When and how often a hand-over on a channel is tried again.
    func retry(for channel: Channel) -> RetryPolicy { retries[channel] ?? retry }

    /// The way out for a try, from 0: after a refusal the next one of the channel is taken, and then the first again.
    ///
    /// One that rests is passed over; where all of them do, it is the one whose turn it is. By weights, which one is
    /// the first is drawn by lot from the action and its step alone, so the same step always finds the same order.
    func provider(
        for channel: Channel,
        of action: ActionID,
        step: Int,
        try number: Int,
        resting: Resting = Resting()
    ) -> (any Provider)? {
        let ways = ways(for: channel, drawnBy: "\(action)#\(step)")
        guard !ways.isEmpty else { return nil }
        let inOrder = (0..<ways.count).lazy.map { ways[(number + $0) % ways.count] }
        return inOrder.first { !resting.contains($0.id) } ?? ways[number % ways.count]
    }

    /// When a channel may be used again, where all of its ways out rest; nil where one does not.
    func rest(of channel: Channel, _ resting: Resting) -> Instant? {
        resting.end(of: providers[channel, default: []].map(\.id))
    }

    /// The ways out of a channel as one step tries them: as the configuration names them, or drawn by their weights.
    private func ways(for channel: Channel, drawnBy key: String) -> [any Provider] {
        let ways = providers[channel, default: []]
        guard ways.count > 1, ways.contains(where: { weights[$0.id] != nil }) else { return ways }
        // Each draws a waiting time that is exponential with its weight as the rate: the shortest one wins in
        // proportion to the weights, and so does the next among the rest.
        let draws = ways.map { -log(Playbook.lot(key, $0.id)) / Double(weights[$0.id] ?? 1) }
        return zip(ways, draws).sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// A number above 0 and up to 1 that is the same everywhere and always.
    private static func lot(_ key: String, _ provider: ProviderID) -> Double {
        let digest = SHA256.digest(of: Array("\(key) \(provider)".utf8)).bytes
        let bits = digest.prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 3
        return (Double(bits) + 1) / Double(UInt64(1) << 53)
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
