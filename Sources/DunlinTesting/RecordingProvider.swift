public import Channels
public import Dunning
import Synchronization

/// A provider that keeps what it is given and answers as the test says.
public final class RecordingProvider: Provider {
    /// Its name.
    public let id: ProviderID
    /// Its channel.
    public let channel: Channel
    /// Nothing leaves the process.
    public let isLocal = true

    private let answer: @Sendable (Delivery) -> Handover
    private let kept = Mutex<[Delivery]>([])

    /// A provider that answers each delivery as the closure says.
    public init(
        _ id: ProviderID,
        channel: Channel,
        answering answer: @escaping @Sendable (Delivery) -> Handover = { .accepted(reference: "ref-\($0.attempt.id)") }
    ) {
        self.id = id
        self.channel = channel
        self.answer = answer
    }

    /// What it was given, in the order of arrival.
    public var deliveries: [Delivery] { kept.withLock { $0 } }

    /// The message's text as bytes, so that tests can look at it.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        let text =
            switch delivery.message {
            case .email(let email): email.subject + "\n" + email.text
            case .sms(let sms): sms.text
            case .voice(let voice): voice.script
            case .letter(let letter): letter.recipient.joined(separator: "\n")
            }
        return SealedMessage(mediaType: "text/plain; charset=utf-8", bytes: Array(text.utf8))
    }

    /// Keeps the delivery and answers.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        kept.withLock { $0.append(delivery) }
        return answer(delivery)
    }

    /// Has nothing to finish.
    public func shutdown(grace: Duration) async {}
}
