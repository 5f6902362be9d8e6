import Digests
public import Dunning
public import Transport

/// Email through an SMTP relay (RFC 5321).
public struct SMTPProvider: Provider {
    /// How a relay is used.
    public struct Options: Sendable {
        /// Who mails are from.
        public var from: PerCreditor<EmailAddress>
        /// Where answers go; nil = to the sender.
        public var replyTo: EmailAddress?
        /// Connections at most.
        public var connections: Int
        /// For each step of the dialogue.
        public var timeouts: SMTPTimeouts
        /// Whether the relay is on this machine.
        public var isLocal: Bool
        /// Hand-overs a second at most; nil = no limit.
        public var rate: RateLimit?

        /// How a relay is used.
        public init(
            from: PerCreditor<EmailAddress>,
            replyTo: EmailAddress? = nil,
            connections: Int = 8,
            timeouts: SMTPTimeouts = SMTPTimeouts(),
            isLocal: Bool,
            rate: RateLimit? = nil
        ) {
            self.from = from
            self.replyTo = replyTo
            self.connections = connections
            self.timeouts = timeouts
            self.isLocal = isLocal
            self.rate = rate
        }
    }

    /// Its name in the configuration.
    public let id: ProviderID
    /// Email.
    public var channel: Channel { .email }
    /// Whether the relay is on this machine.
    public var isLocal: Bool { options.isLocal }

    /// What relays shall report.
    private static let reported: Set<SMTPNotice.Event> = [.failure, .delay]

    private let options: Options
    private let pool: SMTPPool
    private let limiter: RateLimiter

    /// A relay; connections are opened when the first mails come.
    public init(
        id: ProviderID,
        account: SMTPAccount,
        options: Options,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.id = id
        self.options = options
        self.limiter = RateLimiter(options.rate, clock: clock)
        self.pool = SMTPPool(
            account: account,
            connections: options.connections,
            queueLimit: 10_000,
            timeouts: options.timeouts
        )
    }

    /// The bytes that DATA carries, before dot-stuffing.
    /// - Throws: a permanent refusal where the address can never be used.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .email(let email) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` sends email only")
        }
        guard EmailSyntax.mistake(in: email.to) == nil, (try? SMTPAddress(email.to)) != nil else {
            throw Refusal(.permanent, code: "bad-address", text: "the email address cannot be used")
        }
        if let target = email.unsubscribe, !MailHeaderTarget.isSafe(target) {
            throw Refusal(
                .permanent,
                code: "bad-unsubscribe",
                text: "the opt-out address is no plain https or mailto URI"
            )
        }
        let sender = options.from[delivery.creditor.id]
        let message = MIMEMessage(
            from: sender,
            replyTo: options.replyTo,
            email: email,
            attempt: delivery.attempt.id,
            date: delivery.date
        )
        let bytes = message.bytes
        var notes: JSONMembers = [
            "messageID": .string(message.messageID),
            "size": .integer(Int64(bytes.count)),
        ]
        if !email.attachments.isEmpty { notes["attachments"] = .array(email.attachments.map(Self.note)) }
        return SealedMessage(mediaType: "message/rfc822", bytes: bytes, notes: notes)
    }

    /// What went along, as the journal has it.
    private static func note(_ attachment: MailAttachment) -> JSON {
        [
            "document": .string(attachment.name.path), "bytes": .integer(Int64(attachment.bytes.count)),
            "sha256": .string(SHA256.digest(of: attachment.bytes).hex),
        ]
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { limiter.takeTurn() }

    /// Hands one mail to the relay.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .email(let email) = delivery.message,
            let recipient = try? SMTPAddress(email.to),
            let sender = try? SMTPAddress(options.from[delivery.creditor.id].address)
        else { return .refused(Refusal(.permanent, code: "bad-address", text: "the address cannot be used")) }
        let mail: SMTPMail
        do throws(SMTPMail.Fault) {
            let notice = SMTPNotice(envelopeID: delivery.attempt.id.rawValue, events: Self.reported)
            mail = try SMTPMail(sender: sender, recipient: recipient, message: sealed.bytes, notice: notice)
        } catch {
            return .refused(Refusal(.permanent, code: "bad-content", text: "\(error)"))
        }
        return SMTPAnswer.handover(for: await pool.send(mail, isUrgent: delivery.isUrgent))
    }

    /// Sends QUIT on idle connections and waits for those in use.
    public func shutdown(grace: Duration) async { await pool.shutdown(grace: grace) }
}

/// A target of List-Unsubscribe that can neither end the header nor its angle brackets.
enum MailHeaderTarget {
    static func isSafe(_ target: String) -> Bool {
        (target.hasPrefix("https://") || target.hasPrefix("mailto:")) && target.utf8.count <= 900
            && target.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }
}
