import Channels
import Dunning
import Synchronization

/// A provider whose answer may take its time, and which can refuse to seal.
final class WireProvider: Provider {
    let id: ProviderID
    let channel: Channel
    let isLocal = true
    private let sealing: @Sendable (Delivery) -> Refusal?
    private let answering: @Sendable (Delivery) async -> Handover
    private let kept = Mutex<[Delivery]>([])

    init(
        _ channel: Channel,
        sealing: @escaping @Sendable (Delivery) -> Refusal? = { _ in nil },
        answering: @escaping @Sendable (Delivery) async -> Handover = { .accepted(reference: "ref-\($0.attempt.id)") }
    ) {
        self.id = ProviderID(trusted: "\(channel.rawValue).primary")
        self.channel = channel
        self.sealing = sealing
        self.answering = answering
    }

    var deliveries: [Delivery] { kept.withLock { $0 } }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        if let refusal = sealing(delivery) { throw refusal }
        return SealedMessage(mediaType: "text/plain", bytes: Array("\(delivery.attempt.id)".utf8))
    }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        kept.withLock { $0.append(delivery) }
        return await answering(delivery)
    }

    func shutdown(grace: Duration) async {}
}
