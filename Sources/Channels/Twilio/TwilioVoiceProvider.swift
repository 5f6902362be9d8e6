public import Dunning

/// Calls through Twilio's Calls API: the script goes along as TwiML.
public struct TwilioVoiceProvider: Provider {
    /// Its name in the configuration.
    public let id: ProviderID
    /// Calls.
    public var channel: Channel { .voice }
    /// Whether the API is on this machine.
    public var isLocal: Bool { api.options.service.isLocal }

    let api: TwilioAPI
    private let detectsMachines: Bool

    /// Seconds that a phone rings before a call counts as not answered: about six rings.
    private static let ringing = "30"
    /// Characters that Twilio takes as `Twiml`.
    private static let scriptLimit = 4_000

    /// An account; connections are opened when the first calls come.
    ///
    /// - Parameters:
    ///   - id: its name in the configuration.
    ///   - options: the account.
    ///   - detectsMachines: whether people are told from machines; a machine then hears the script after its beep.
    ///   - clock: what the rate limit waits on.
    public init(
        id: ProviderID,
        options: TwilioOptions,
        detectsMachines: Bool = true,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.id = id
        self.detectsMachines = detectsMachines
        api = TwilioAPI(options, clock: clock)
    }

    /// The call as TwiML.
    ///
    /// A script that offers a key to opt out is refused where nobody would hear of the key press: to promise a way out
    /// that leads nowhere is worse than no call.
    /// - Throws: a permanent refusal for a script, number or language that cannot be used.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .voice(let call) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` calls only")
        }
        try PhoneText.check(number: call.to)
        let script = try SpeechScript(call.script)
        guard !script.words.isEmpty else {
            throw Refusal(.permanent, code: "empty-text", text: "the script says nothing")
        }
        guard let voice = Voices.voice(for: call.language) else {
            throw Refusal(.permanent, code: "no-voice", text: "no voice speaks `\(call.language)`")
        }
        let menu = try menu(of: call, attempt: delivery.attempt.id)
        let bytes = TwiML.call(script, voice: voice, menu: menu)
        guard String(decoding: bytes, as: UTF8.self).utf16.count <= Self.scriptLimit else {
            throw Refusal(.permanent, code: "text-too-long", text: "the call's TwiML is over \(Self.scriptLimit) long")
        }
        return SealedMessage(
            mediaType: "application/xml",
            bytes: bytes,
            notes: ["voice": .string(voice.name)]
        )
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { api.takeTurn() }

    /// Places one call.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .voice(let call) = delivery.message else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` calls only"))
        }
        var form = FormFields([
            "To": call.to, "From": api.options.from[delivery.creditor.id],
            "Twiml": String(decoding: sealed.bytes, as: UTF8.self), "Timeout": Self.ringing,
        ])
        if detectsMachines { form.add("MachineDetection", "DetectMessageEnd") }
        if let address = api.options.statusAddress(of: delivery.attempt.id) {
            form.add("StatusCallback", address)
            for event in ["initiated", "answered", "completed"] { form.add("StatusCallbackEvent", event) }
        }
        return await api.post(form, to: "Calls", isUrgent: delivery.isUrgent)
    }

    /// Looks among the calls that Twilio lists for the number.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        guard case .voice(let call) = unknown.delivery.message else { return .cannotTell("it is no call") }
        let from = api.options.from[unknown.delivery.creditor.id]
        return await api.settle(
            unknown,
            in: "Calls",
            FormFields(["To": call.to, "From": from, "PageSize": "1000"]),
            text: nil
        )
    }

    /// Waits for requests under way.
    public func shutdown(grace: Duration) async { await api.shutdown(grace: grace) }

    /// The address holds all that the answer to a key press needs; Twilio's signature covers it.
    private func menu(of call: VoiceMessage, attempt: AttemptID) throws(Refusal) -> TwiML.Menu? {
        guard let key = call.optOutKey else { return nil }
        guard key.isASCII, key.isNumber else {
            throw Refusal(.permanent, code: "bad-key", text: "the key to opt out is no digit")
        }
        guard let callbacks = api.options.callbacks else {
            throw Refusal(
                .permanent,
                code: "no-public-url",
                text: "the script offers a key to opt out, and nobody would hear of it; set `public_url` of `[server]`"
            )
        }
        var query = FormFields(["attempt": attempt.rawValue, "key": String(key), "language": call.language])
        query.add("say", call.optOutConfirmation)
        return TwiML.Menu(key: key, address: callbacks.url(.key, query))
    }
}
