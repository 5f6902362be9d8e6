public import Dunning

/// Reads what a provider calls back with.
///
/// Nothing is believed that the provider's signature, or a token of ours, does not cover.
public protocol CallbackReader: Sendable {
    /// Reads one request; pure.
    /// - Throws: why it is not believed or not understood; nothing of it may be recorded then.
    func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer
}

/// A request as it came in over HTTP.
public struct InboundRequest: Hashable, Sendable {
    /// `GET`, `POST`.
    public var method: String
    /// Path and query exactly as sent, from `/callbacks/` on: signatures cover every byte.
    public var target: String
    /// The fields, names in lower case.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]

    /// A request as it came in.
    public init(method: String, target: String, headers: [String: String], body: [UInt8]) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// What a request says, and what is answered once that is on record.
public struct InboundAnswer: Hashable, Sendable {
    /// What happened, in order.
    public var events: [InboundEvent]
    /// The media type of the answer.
    public var mediaType: String
    /// The answer, to be sent with status 200 only after the events are recorded.
    public var body: [UInt8]

    /// What happened, and the answer.
    public init(events: [InboundEvent], mediaType: String, body: [UInt8]) {
        self.events = events
        self.mediaType = mediaType
        self.body = body
    }

    static func plain(_ events: [InboundEvent]) -> InboundAnswer {
        InboundAnswer(events: events, mediaType: "text/plain; charset=utf-8", body: [])
    }
}

/// One thing that happened outside.
public enum InboundEvent: Hashable, Sendable {
    /// What became of an attempt.
    case report(DeliveryReport)
    /// A debtor wants no more of this channel at this contact point; `attempt` is the one that was answered.
    case optOut(channel: Channel, value: String, via: String, attempt: AttemptID?)
    /// A debtor takes an opt-out back.
    case optIn(channel: Channel, value: String, via: String)
    /// A debtor wrote something else: for a person to read.
    case message(channel: Channel, from: String, text: String)
}

/// What became of an attempt, as the provider reports it.
public struct DeliveryReport: Hashable, Sendable {
    /// The attempt, where the report names it.
    public var attempt: AttemptID?
    /// The provider's reference, where the report names it.
    public var reference: String?
    /// `handedOver`, `delivered` or `undelivered`.
    public var state: AttemptState
    /// What came of the contact, where the report says so.
    public var outcome: Outcome?
    /// The provider's word or code.
    public var code: String

    /// What became of an attempt.
    public init(
        attempt: AttemptID?,
        reference: String?,
        state: AttemptState,
        outcome: Outcome? = nil,
        code: String
    ) {
        self.attempt = attempt
        self.reference = reference
        self.state = state
        self.outcome = outcome
        self.code = code
    }
}

/// Why a request is not believed or not understood.
public enum InboundRefusal: Error, Hashable, Sendable {
    /// The signature or token is missing or wrong: answer 403 and record nothing.
    case forged
    /// Signed, and yet not to be understood: answer 400.
    case malformed(String)
    /// The provider has no callbacks under this address: answer 404.
    case unknownAddress

    /// The HTTP status that says so.
    public var status: Int {
        switch self {
        case .forged: 403
        case .malformed: 400
        case .unknownAddress: 404
        }
    }
}

extension InboundRequest {
    /// The matter and the query, where the target is one of this provider's.
    func parts(below address: CallbackAddress) -> (matter: CallbackAddress.Matter, query: FormFields)? {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first,
            let matter = CallbackAddress.Matter.allCases.first(where: {
                address.path($0) == path
            })
        else { return nil }
        guard let query = FormFields(encoded: parts.count > 1 ? Array(parts[1].utf8) : []) else { return nil }
        return (matter, query)
    }
}
