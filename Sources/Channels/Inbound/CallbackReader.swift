public import Dunning

/// A provider that calls back: verifies what comes in and tells what it means.
///
/// The room that serves HTTP routes `/{provider}/{topic}` here and knows nothing of dialects.
public protocol CallbackReader: Provider {
    /// Reads one callback.
    /// - Throws: where the callback is not proved to come from the provider, or makes no sense.
    func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer
}

/// One HTTP request from a provider, as it came.
public struct InboundRequest: Hashable, Sendable {
    /// `GET` or `POST`.
    public var method: String
    /// The whole address as the provider called it: the public address, path and query.
    public var url: String
    /// What it is about: `status`, `key`, `message`.
    public var topic: String
    /// The query's parameters, decoded, in their order.
    public var query: [(name: String, value: String)] { pairs.filter(\.isQuery).map { ($0.name, $0.value) } }
    /// The form's parameters, decoded, in their order.
    public var form: [(name: String, value: String)] { pairs.filter { !$0.isQuery }.map { ($0.name, $0.value) } }
    /// Header fields; names in lower case.
    public var headers: [String: String]
    /// The body as it came.
    public var body: [UInt8]

    private struct Pair: Hashable {
        var name: String
        var value: String
        var isQuery: Bool
    }

    private var pairs: [Pair]

    /// A request as it came.
    public init(
        method: String,
        url: String,
        topic: String,
        query: [(name: String, value: String)],
        form: [(name: String, value: String)],
        headers: [String: String],
        body: [UInt8]
    ) {
        self.method = method
        self.url = url
        self.topic = topic
        self.headers = headers
        self.body = body
        pairs =
            query.map { Pair(name: $0.name, value: $0.value, isQuery: true) }
            + form.map { Pair(name: $0.name, value: $0.value, isQuery: false) }
    }
}

/// What a callback means, and what the provider is answered.
public struct InboundAnswer: Hashable, Sendable {
    /// What happened; may be empty.
    public var events: [InboundEvent]
    /// The media type of the answer.
    public var mediaType: String
    /// The answer.
    public var body: [UInt8]

    /// What it means, and the answer; as it stands an empty text.
    public init(events: [InboundEvent], mediaType: String = "text/plain", body: [UInt8] = []) {
        self.events = events
        self.mediaType = mediaType
        self.body = body
    }
}

/// What happened out there.
public enum InboundEvent: Hashable, Sendable {
    /// An attempt has come further, and what that tells about its contact point. Named by our attempt where the
    /// callback carries it, else by the provider's reference.
    case receipt(
        attempt: AttemptID?,
        reference: String?,
        state: AttemptState,
        outcome: Outcome?,
        code: String,
        says: PointNews? = nil
    )
    /// The debtor wants no more messages at this point.
    case optOut(channel: Channel, value: String, via: String)
    /// The debtor takes the opt-out back.
    case optIn(channel: Channel, value: String, via: String)
    /// The debtor wrote something else.
    case message(channel: Channel, from: String, text: String)
}

/// Why a callback was not believed or understood.
public enum InboundRefusal: Error, Hashable, Sendable {
    /// It is not proved to come from the provider; answered with 403.
    case unproved
    /// It makes no sense; answered with 400.
    case senseless(String)
}
