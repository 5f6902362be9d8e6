/// Why callbacks are not served.
package enum ServerError: Error, Hashable {
    /// Somebody else has the port, or the address is not ours.
    case cannotListen(host: String, port: Int, reason: String)
    /// The server ended before it was ready.
    case ended
}

extension ServerError: CustomStringConvertible {
    /// What happened and what mends it.
    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason):
            "cannot listen on `\(host)` port \(port): \(reason); stop who has it, or change `server.listen`"
        case .ended: "the server of callbacks ended before it was ready"
        }
    }
}
