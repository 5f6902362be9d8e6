import Testing

@testable import Transport

/// A message of one short line of header and body, or the bytes given.
func sampleMail(
    _ message: String = "Subject: reminder\r\n\r\nPlease pay.\r\n",
    from sender: String = "billing@acme.example",
    to recipient: String = "jana@example.com",
    notice: SMTPNotice? = nil
) throws -> SMTPMail {
    try SMTPMail(
        sender: SMTPAddress(sender),
        recipient: SMTPAddress(recipient),
        message: Array(message.utf8),
        notice: notice
    )
}

extension SMTPOutcome {
    /// The fate without its reasons, for tables.
    var fate: String {
        switch self {
        case .accepted(let reply): "accepted \(reply.code)"
        case .refused(let reply, let stage): "refused \(reply.code) \(stage.rawValue)"
        case .notSent(let fault): "notSent \(fault.kind.rawValue)"
        case .unknown(let fault): "unknown \(fault.kind.rawValue)"
        }
    }
}

extension HTTPOutcome {
    var fate: String {
        switch self {
        case .response(let response): "response \(response.status)"
        case .notSent(let fault): "notSent \(fault.kind.rawValue)"
        case .unknown(let fault): "unknown \(fault.kind.rawValue)"
        }
    }
}
