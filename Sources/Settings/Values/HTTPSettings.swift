/// Any gateway with an HTTP API, described by configuration alone.
public struct HTTPSettings: Hashable, Sendable {
    /// The address of a request, without the query.
    public var access: HTTPAccess
    /// `POST`, `PUT` or `GET`.
    public var method: Method
    /// Headers besides those that follow from the body, in the order of the file.
    public var headers: [Field]
    /// What is put behind the `?`, in the order of the file.
    public var query: [Field]
    /// What is sent.
    public var body: Body
    /// User and password of basic authentication.
    public var basic: Basic?
    /// The token of bearer authentication.
    public var bearer: Secret?
    /// `{from}`.
    public var from: SenderSettings
    /// What an answer says.
    public var answer: AnswerSettings
    /// How the gateway knows a request that it has had already; nil = it does not.
    public var idempotency: Idempotency?

    /// A header by which a gateway tells a repeated request from a new one.
    public struct Idempotency: Hashable, Sendable {
        /// The header's name.
        public var header: String
        /// How long the gateway remembers.
        public var span: Duration
    }

    /// The methods that a request may have.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        case post = "POST"
        case put = "PUT"
        case get = "GET"
    }

    /// User and password of basic authentication (RFC 7617).
    public struct Basic: Hashable, Sendable {
        /// The user.
        public var username: String
        /// The password.
        public var password: Secret
    }

    /// A name with its value.
    public struct Field: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: FieldValue
    }

    /// The value of a header, a parameter or a form field.
    public enum FieldValue: Hashable, Sendable {
        case text(TextTemplate)
        case secret(Secret)
    }

    /// What is sent.
    public enum Body: Hashable, Sendable {
        case none
        /// `application/x-www-form-urlencoded`.
        case form([Field])
        /// `application/json`.
        case json(JSONTemplate)
    }
}

/// A JSON text with placeholders within its strings.
public indirect enum JSONTemplate: Hashable, Sendable {
    case text(TextTemplate)
    case secret(Secret)
    case integer(Int)
    case boolean(Bool)
    case array([JSONTemplate])
    case object([Member])

    /// A member of an object, in the order of the file.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONTemplate
    }
}

/// What the answers of a gateway mean.
public struct AnswerSettings: Hashable, Sendable {
    /// Where the gateway's reference stands in a JSON answer (RFC 6901); nil = it gives none.
    public var reference: String?
    /// Where the gateway's error code stands in a JSON answer.
    public var code: String?
    /// Statuses by what they mean.
    public var statuses: [Meaning: [StatusPattern]]
    /// Error codes that say that nothing can ever arrive at the number.
    public var badCodes: [String] = []
    /// Error codes that say that the debtor has opted out.
    public var optedOutCodes: [String] = []

    /// What a status means.
    public enum Meaning: String, CaseIterable, Hashable, Sendable {
        case accepted, temporary, throttled, permanent
    }

    /// A status or a class of them.
    public enum StatusPattern: Hashable, Sendable {
        case exactly(Int)
        /// `4` stands for 400 to 499.
        case hundred(Int)
    }

    /// What a status means; nil where nothing is said about it: then nobody knows whether the message went out.
    ///
    /// A single status counts before its class.
    public func meaning(of status: Int) -> Meaning? {
        for pattern in [StatusPattern.exactly(status), .hundred(status / 100)] {
            if let meaning = Meaning.allCases.first(where: { statuses[$0, default: []].contains(pattern) }) {
                return meaning
            }
        }
        return nil
    }
}
