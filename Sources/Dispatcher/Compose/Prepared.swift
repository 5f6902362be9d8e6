public import Channels
import Dunning
import Journal
public import Storage
public import Templates

/// A message that is ready to be handed over.
///
/// An object: it holds all that is known of a message, and goes through queues, batches and tasks.
public final class Prepared: Sendable {
    /// What was decided.
    public let intent: Intent
    /// Who hands it on.
    public let provider: any Provider
    /// The message with its envelope.
    public let delivery: Delivery
    /// The bytes that go out.
    public let sealed: SealedMessage
    /// How the message came to be.
    public let composition: Composition
    /// The revision of the template that it was made of.
    public let revision: TemplateRevision?
    /// Whether it may begin only where that revision is approved.
    public let needsApproval: Bool
    /// For the commitment to its content.
    public let salt: [UInt8]

    init(
        intent: Intent,
        provider: any Provider,
        delivery: Delivery,
        sealed: SealedMessage,
        composition: Composition,
        revision: TemplateRevision?,
        needsApproval: Bool,
        salt: [UInt8]
    ) {
        self.intent = intent
        self.provider = provider
        self.delivery = delivery
        self.sealed = sealed
        self.composition = composition
        self.revision = revision
        self.needsApproval = needsApproval
        self.salt = salt
    }

    /// What the store is told before the hand-over begins: the content, and the journal's commitment to it.
    var start: Start {
        let message = CommittedContent(
            Content(name: "message", mediaType: sealed.mediaType, salt: salt, bytes: sealed.bytes)
        )
        let recipient = CommittedContent(
            Content(
                name: "recipient",
                mediaType: "application/json",
                salt: salt,
                bytes: recipientJSON.canonicalBytes
            )
        )
        let body = JSON.compact([
            "template": .string(composition.template.rawValue), "revision": .string(composition.revision),
            "locale": .string(composition.locale), "mediaType": .string(sealed.mediaType),
            "bytes": .integer(Int64(sealed.bytes.count)), "notes": .object(sealed.notes),
            "disclosures": .array(composition.disclosures.map { .string($0.rawValue) }),
            "variant": composition.variant?.json,
            "asked": composition.asked.json,
        ])
        let entry = JournalDraft(
            .composed,
            action: intent.action.id,
            attempt: intent.attempt.id,
            debtor: intent.action.debtor.id,
            debt: intent.action.debt.id,
            body: body,
            content: [message.commitment, recipient.commitment]
        )
        return Start(
            attempt: intent.attempt.id,
            content: [message, recipient],
            entries: [entry],
            revision: revision,
            needsApproval: needsApproval
        )
    }

    /// With the bytes that go out, all that is needed to hand the same message over once more.
    private var recipientJSON: JSON {
        switch delivery.message {
        case .email(let email): .object(["to": .string(email.to), "name": .string(email.toName)])
        case .sms(let sms): .object(["to": .string(sms.to), "language": .string(sms.language)])
        case .voice(let voice): .object(["to": .string(voice.to), "language": .string(voice.language)])
        case .letter(let letter):
            .object([
                "address": .array(letter.recipient.map(JSON.string)), "pages": .integer(Int64(letter.pages)),
            ])
        }
    }
}
