/// How an HTTP API is reached and how hard it may be pressed.
public struct HTTPService: Hashable, Sendable {
    /// http or https, without a slash at the end.
    public var url: String
    /// A PEM file with the authorities to trust in place of the system's.
    public var caFile: String?
    /// For TCP and TLS.
    public var connectTimeout: Duration
    /// For one request, waiting for a connection included.
    public var timeout: Duration
    /// Connections, and so requests at the same time, at most.
    public var connections: Int
    /// Whether it is on this machine.
    public var isLocal: Bool
    /// Hand-overs at most; nil = no limit.
    public var rate: RateLimit?

    /// An HTTP API.
    public init(
        url: String,
        caFile: String? = nil,
        connectTimeout: Duration = .seconds(10),
        timeout: Duration = .seconds(30),
        connections: Int = 8,
        isLocal: Bool,
        rate: RateLimit? = nil
    ) {
        self.url = url
        self.caFile = caFile
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.connections = connections
        self.isLocal = isLocal
        self.rate = rate
    }
}
