public import Dunning
import Transport

/// Texts or calls through any gateway with an HTTP API, described by configuration alone.
///
/// What is sealed is what the debtor gets: the text, or the script as SSML. A call that offers a key to opt out is
/// refused: the gateway has no way to tell us of the key.
public struct HTTPProvider: Provider {
    /// How a gateway is used.
    public struct Options: Sendable {
        /// The methods that a request may have.
        public enum Method: String, CaseIterable, Hashable, Sendable {
            case post = "POST"
            case put = "PUT"
            case get = "GET"
        }

        /// What is sent.
        public enum Body: Hashable, Sendable {
            case none
            /// `application/x-www-form-urlencoded`.
            case form([GatewayField])
            /// `application/json`.
            case json(GatewayJSON)
        }

        /// The address of a request, without the query.
        public var service: HTTPService
        /// The method.
        public var method: Method
        /// Headers besides those that follow from the body.
        public var headers: [GatewayField]
        /// What is put behind the `?`.
        public var query: [GatewayField]
        /// What is sent.
        public var body: Body
        /// User and password of basic authentication.
        public var basic: (username: String, password: String)?
        /// The token of bearer authentication.
        public var bearer: String?
        /// What fills `{from}`.
        public var from: PerCreditor<String>
        /// What answers mean.
        public var answers: GatewayAnswers
        /// How the gateway knows a request that it has had already; nil = it does not.
        public var idempotency: Idempotency?

        /// A header by which a gateway tells a repeated request from a new one.
        public struct Idempotency: Hashable, Sendable {
            /// The header's name; its value is the attempt's id.
            public var header: String
            /// How long the gateway remembers.
            public var span: Duration

            /// A header by which a repeated request is known.
            public init(header: String, span: Duration) {
                self.header = header
                self.span = span
            }
        }

        /// How a gateway is used.
        public init(
            service: HTTPService,
            method: Method,
            headers: [GatewayField] = [],
            query: [GatewayField] = [],
            body: Body,
            basic: (username: String, password: String)? = nil,
            bearer: String? = nil,
            from: PerCreditor<String>,
            answers: GatewayAnswers,
            idempotency: Idempotency? = nil
        ) {
            self.service = service
            self.method = method
            self.headers = headers
            self.query = query
            self.body = body
            self.basic = basic
            self.bearer = bearer
            self.from = from
            self.answers = answers
            self.idempotency = idempotency
        }
    }

    /// Its name in the configuration.
    public let id: ProviderID
    /// Texts or calls.
    public let channel: Channel
    /// Whether the gateway is on this machine.
    public var isLocal: Bool { options.service.isLocal }

    private let options: Options
    private let courier: HTTPCourier

    /// A gateway for texts or for calls; connections are opened when the first messages come.
    public init(
        id: ProviderID,
        channel: Channel,
        options: Options,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.id = id
        self.channel = channel
        self.options = options
        courier = HTTPCourier(options.service, clock: clock)
    }

    /// The text, or the script.
    /// - Throws: a permanent refusal for what can never go out.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        switch delivery.message {
        case .sms(let sms) where channel == .sms: return try PhoneText.sealed(sms)
        case .voice(let call) where channel == .voice:
            try PhoneText.check(number: call.to)
            guard call.optOutKey == nil else {
                throw Refusal(
                    .permanent,
                    code: "no-key-press",
                    text: "the script offers a key to opt out, and `\(id)` cannot tell us of it"
                )
            }
            guard try !SpeechScript(call.script).words.isEmpty else {
                throw Refusal(.permanent, code: "empty-text", text: "the script says nothing")
            }
            return SealedMessage(mediaType: "application/ssml+xml", bytes: Array(call.script.utf8))
        default: throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` is for \(channel.rawValue)")
        }
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { courier.takeTurn() }

    /// Hands one message to the gateway.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard let values = values(sealed, delivery) else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` is for \(channel.rawValue)"))
        }
        return await courier.handOver(
            isUrgent: delivery.isUrgent,
            { () throws(HTTPRequest.Fault) in try request(values) },
            reading: options.answers.handover
        )
    }

    /// The same request once more is safe as long as the gateway knows its name again.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        guard let idempotency = options.idempotency else {
            return .cannotTell("`\(id)` has no `idempotency_header`")
        }
        // A tenth less than promised, for clocks that differ.
        let age = unknown.now - unknown.begunAt
        guard age >= .zero, age < idempotency.span * 9 / 10 else {
            return .cannotTell("the gateway no longer knows the request again")
        }
        return .handOverAgain(isAbsent: false)
    }

    /// Waits for requests under way.
    public func shutdown(grace: Duration) async { await courier.shutdown(grace: grace) }

    private func values(_ sealed: SealedMessage, _ delivery: Delivery) -> [GatewayText.Place: String]? {
        let content = String(decoding: sealed.bytes, as: UTF8.self)
        var values: [GatewayText.Place: String] = [
            .from: options.from[delivery.creditor.id], .reference: delivery.attempt.id.rawValue,
        ]
        let to: String
        switch delivery.message {
        case .sms(let sms):
            to = sms.to
            values[.text] = content
            values[.language] = sms.language
        case .voice(let call):
            guard let words = try? SpeechScript(content).words else { return nil }
            to = call.to
            values[.text] = words
            values[.script] = content
            values[.language] = call.language
        case .email, .letter: return nil
        }
        values[.to] = to
        values[.toDigits] = String(to.drop { $0 == "+" })
        return values
    }

    private func request(_ values: [GatewayText.Place: String]) throws(HTTPRequest.Fault) -> HTTPRequest {
        var headers: [HTTPHeader] = []
        for field in options.headers { headers.append(try HTTPHeader(field.name, field.value.filled(values))) }
        if let idempotency = options.idempotency {
            headers.append(try HTTPHeader(idempotency.header, values[.reference] ?? ""))
        }
        if let bearer = options.bearer { headers.append(try HTTPHeader("Authorization", "Bearer \(bearer)")) }
        var body: [UInt8]?
        switch options.body {
        case .none: break
        case .form(let fields):
            headers.append(try HTTPHeader("Content-Type", "application/x-www-form-urlencoded"))
            body = Array(HTTPProvider.form(fields, values).encoded.utf8)
        case .json(let template):
            headers.append(try HTTPHeader("Content-Type", "application/json"))
            body = HTTPProvider.json(template, values).canonicalBytes
        }
        let query = HTTPProvider.form(options.query, values).encoded
        return try HTTPRequest(
            HTTPProvider.methods[options.method] ?? .post,
            url: options.service.url + (query.isEmpty ? "" : "?" + query),
            headers: headers,
            body: body,
            credentials: options.basic.flatMap { Credentials(username: $0.username, password: $0.password) }
        )
    }

    private static let methods: [Options.Method: HTTPRequest.Method] = [.post: .post, .put: .put, .get: .get]

    private static func form(_ fields: [GatewayField], _ values: [GatewayText.Place: String]) -> FormFields {
        FormFields(pairs: fields.map { ($0.name, $0.value.filled(values)) })
    }

    private static func json(_ template: GatewayJSON, _ values: [GatewayText.Place: String]) -> JSON {
        switch template {
        case .text(let text): .string(text.filled(values))
        case .integer(let number): .integer(Int64(number))
        case .boolean(let value): .boolean(value)
        case .array(let elements): .array(elements.map { json($0, values) })
        case .object(let members): .object(JSONMembers(members.mapValues { json($0, values) }))
        }
    }
}
