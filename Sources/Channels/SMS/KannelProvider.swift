public import Dunning
import Transport

/// Texts through a Kannel gateway (`sendsms`).
public struct KannelProvider: Provider {
    /// How a gateway is used.
    public struct Options: Sendable {
        /// The whole address of `sendsms`.
        public var service: HTTPService
        /// The user of `sendsms-user`.
        public var username: String
        /// Its password.
        public var password: String
        /// Numbers, or up to 11 letters and digits.
        public var from: PerCreditor<String>
        /// The centre to send through; nil = Kannel chooses.
        public var smsc: String?
        /// Where delivery reports and debtors' texts come in; nil = nowhere.
        public var callbacks: CallbackAddress?
        /// Whether delivery reports are asked for, where there is somebody to hear them.
        public var reports: Bool

        /// How a gateway is used.
        public init(
            service: HTTPService,
            username: String,
            password: String,
            from: PerCreditor<String>,
            smsc: String? = nil,
            callbacks: CallbackAddress? = nil,
            reports: Bool = true
        ) {
            self.service = service
            self.username = username
            self.password = password
            self.from = from
            self.smsc = smsc
            self.callbacks = callbacks
            self.reports = reports
        }
    }

    /// Its name in the configuration.
    public let id: ProviderID
    /// Texts.
    public var channel: Channel { .sms }
    /// Whether the gateway is on this machine.
    public var isLocal: Bool { options.service.isLocal }

    let options: Options
    private let courier: HTTPCourier

    /// A gateway; connections are opened when the first texts come.
    public init(id: ProviderID, options: Options, clock: any Clock<Duration> = ContinuousClock()) {
        self.id = id
        self.options = options
        courier = HTTPCourier(options.service, clock: clock)
    }

    /// The text in UTF-8; Kannel turns it into what the network speaks.
    /// - Throws: a permanent refusal for a text or number that can never go out.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .sms(let sms) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` sends texts only")
        }
        return try PhoneText.sealed(sms)
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { courier.takeTurn() }

    /// Hands one text to the gateway.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .sms(let sms) = delivery.message else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` sends texts only"))
        }
        let query = query(text: String(decoding: sealed.bytes, as: UTF8.self), to: sms.to, for: delivery)
        return await courier.handOver(
            isUrgent: delivery.isUrgent,
            { () throws(HTTPRequest.Fault) in
                try HTTPRequest(.get, url: "\(options.service.url)?\(query.encoded)")
            },
            reading: KannelAnswer.handover
        )
    }

    /// Waits for requests under way.
    public func shutdown(grace: Duration) async { await courier.shutdown(grace: grace) }

    private func query(text: String, to number: String, for delivery: Delivery) -> FormFields {
        var query = FormFields([
            "username": options.username, "password": options.password, "from": options.from[delivery.creditor.id],
            "to": number, "text": text, "charset": "UTF-8", "coding": GSMAlphabet.holds(text) ? "0" : "2",
        ])
        query.add("smsc", options.smsc)
        if options.reports, let address = reportAddress(of: delivery.attempt.id) {
            query.add("dlr-mask", KannelReports.mask)
            query.add("dlr-url", address)
        }
        return query
    }
}
