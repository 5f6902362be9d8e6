/// Why bytes could not be brought to the other side, or why no complete answer came back.
///
/// The texts carry no credentials and no message content.
public struct TransportFault: Error, Hashable, Sendable {
    /// The kinds of trouble, one for each thing that a caller can do about it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The host's name could not be resolved.
        case resolve
        /// Nobody accepted the TCP connection.
        case connect
        /// TLS could not be had, or the certificate does not prove the host.
        case tls
        /// The credentials were refused, or the server takes none.
        case authentication
        /// The server greeted us with a refusal.
        case greeting
        /// An answer, or room for our bytes, did not come in time.
        case timeout
        /// The other side went away.
        case connectionLost
        /// The other side broke the protocol, so nothing that it says can be relied on.
        case protocolViolation
        /// The message needs an SMTP extension that the server does not offer.
        case unsupported
        /// The message is bigger than the server takes.
        case tooLarge
        /// The answer is bigger than the caller takes.
        case responseTooLarge
        /// Too much is waiting already.
        case queueFull
        /// The caller's task was cancelled before the sending began.
        case cancelled
        /// The transport is shutting down.
        case shuttingDown
        /// The library or the system failed us (memory, threads, descriptors).
        case internalFailure
    }

    /// What happened.
    public let kind: Kind

    /// What happened in words, small first letter, no full stop.
    public let detail: String

    /// Describes a fault; `detail` must hold no credentials.
    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// Whether the same message can never pass through the same server.
    public var isPermanent: Bool { kind == .unsupported || kind == .tooLarge }

    /// Whether a person has to mend the configuration; temporary for the message.
    public var isConfiguration: Bool { kind == .authentication || kind == .tls }
}

extension TransportFault: CustomStringConvertible {
    /// The detail.
    public var description: String { detail }
}
