/// What became of one request, as far as anybody on our side can know.
public enum HTTPOutcome: Hashable, Sendable {
    /// A complete answer, whatever its status.
    case response(HTTPResponse)
    /// No byte of the request left: name, connection, TLS, or a stop before.
    case notSent(TransportFault)
    /// The request may have reached the server and no complete answer came back.
    case unknown(TransportFault)
}

/// A complete answer.
public struct HTTPResponse: Hashable, Sendable {
    /// 200...599.
    public let status: Int

    /// All fields in their order, trailers included.
    public let headers: [HTTPHeader]

    /// As sent: content codings are not undone, and none is asked for.
    public let body: [UInt8]

    /// The first value of a field; names are compared without regard to case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
