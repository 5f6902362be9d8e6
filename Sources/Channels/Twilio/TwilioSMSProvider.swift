public import Dunning

/// Texts through Twilio's Messages API.
public struct TwilioSMSProvider: Provider {
    /// Its name in the configuration.
    public let id: ProviderID
    /// Texts.
    public var channel: Channel { .sms }
    /// Whether the API is on this machine.
    public var isLocal: Bool { api.options.service.isLocal }

    let api: TwilioAPI

    /// An account; connections are opened when the first texts come.
    public init(id: ProviderID, options: TwilioOptions, clock: any Clock<Duration> = ContinuousClock()) {
        self.id = id
        api = TwilioAPI(options, clock: clock)
    }

    /// The text in UTF-8.
    /// - Throws: a permanent refusal for a text or number that can never go out.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .sms(let sms) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` sends texts only")
        }
        return try PhoneText.sealed(sms)
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { api.takeTurn() }

    /// Hands one text over.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .sms(let sms) = delivery.message else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` sends texts only"))
        }
        var form = FormFields(["To": sms.to])
        let sender = api.options.from[delivery.creditor.id]
        form.add(TwilioSMSProvider.isService(sender) ? "MessagingServiceSid" : "From", sender)
        form.add("Body", String(decoding: sealed.bytes, as: UTF8.self))
        form.add("StatusCallback", api.options.statusAddress(of: delivery.attempt.id))
        return await api.post(form, to: "Messages", isUrgent: delivery.isUrgent)
    }

    /// Looks among the texts that Twilio lists for the number.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        guard case .sms(let sms) = unknown.delivery.message else { return .cannotTell("it is no text") }
        return await api.settle(
            unknown,
            in: "Messages",
            FormFields(["To": sms.to, "PageSize": "1000"]),
            text: String(decoding: unknown.sealed.bytes, as: UTF8.self)
        )
    }

    /// Waits for requests under way.
    public func shutdown(grace: Duration) async { await api.shutdown(grace: grace) }

    private static func isService(_ sender: String) -> Bool { sender.hasPrefix("MG") && sender.utf8.count == 34 }
}
