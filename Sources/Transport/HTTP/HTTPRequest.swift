/// One HTTP request (RFC 9110), checked when it is made.
public struct HTTPRequest: Sendable {
    /// What is wrong with a request that cannot be sent.
    public enum Fault: Error, Hashable, Sendable {
        /// Not an absolute `http` or `https` URL, or one with a user name, a space or a control character.
        case badURL
        /// Not a token (RFC 9110 5.6.2).
        case badHeaderName
        /// A control character such as CR, LF or NUL.
        case badHeaderValue
        /// A field that the client sets by itself.
        case reservedHeader(String)
    }

    /// The methods in use.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// Reads.
        case get = "GET"
        /// Reads without the body.
        case head = "HEAD"
        /// Hands over.
        case post = "POST"
        /// Replaces.
        case put = "PUT"
        /// Changes.
        case patch = "PATCH"
        /// Removes.
        case delete = "DELETE"
    }

    /// What to do.
    public let method: Method

    /// Where; `http` or `https`, without user name and password.
    public let url: String

    /// Fields beyond those that the client sets: Host, Content-Length, Accept.
    public let headers: [HTTPHeader]

    /// What to hand over; `nil` is none.
    public let body: [UInt8]?

    /// For Basic authentication (RFC 7617).
    public let credentials: Credentials?

    /// For TCP and TLS.
    public var connectTimeout: Duration = .seconds(10)

    /// For all of it, waiting for a connection included.
    public var timeout: Duration = .seconds(30)

    /// The biggest body in octets that is taken back.
    public var responseLimit = 1_048_576

    /// Checks and keeps a request; throws ``Fault``.
    public init(
        _ method: Method,
        url: String,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil,
        credentials: Credentials? = nil
    ) throws(Fault) {
        guard let parts = WebAddress(url, schemes: ["http", "https"]), !parts.hasUser else { throw .badURL }
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.credentials = credentials
    }
}

extension HTTPRequest.Fault: CustomStringConvertible {
    /// What is wrong, without the values, which may be secret.
    public var description: String {
        switch self {
        case .badURL: "address is no absolute `http` or `https` URL without user name"
        case .badHeaderName: "header name holds what no name may hold"
        case .badHeaderValue: "header value holds a control character"
        case .reservedHeader(let name): "header `\(name)` is set by the client itself"
        }
    }
}
