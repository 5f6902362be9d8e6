/// One message for one recipient, checked and ready for the wire.
///
/// One recipient, so that each message has one fate: with several, a refused one among them would leave no honest
/// single outcome.
public struct SMTPMail: Hashable, Sendable {
    /// What is wrong with a message that cannot go out.
    public enum Fault: Error, Hashable, Sendable {
        /// No octet at all.
        case empty
        /// A line of more than 998 octets (RFC 5321 4.5.3.1.6); encode the part as quoted-printable or base64.
        case lineTooLong
        /// A NUL (RFC 5322 forbids it); encode the part as base64.
        case nulByte
    }

    /// The reverse path; `nil` is the empty one, to which no bounce is ever sent.
    public let sender: SMTPAddress?

    /// Who gets it.
    public let recipient: SMTPAddress

    /// What the server shall report, where it can (RFC 3461).
    public let notice: SMTPNotice?

    let content: SMTPContent

    /// Prepares a message of header and body (RFC 5322); CR, LF and CRLF all count as line ends.
    ///
    /// Throws ``Fault`` for content that SMTP cannot carry.
    public init(
        sender: SMTPAddress?,
        recipient: SMTPAddress,
        message: [UInt8],
        notice: SMTPNotice? = nil
    ) throws(Fault) {
        self.sender = sender
        self.recipient = recipient
        self.notice = notice
        content = try SMTPContent(message)
    }

    /// Octets of the message with each line end as CRLF, which is what SIZE counts (RFC 1870).
    public var size: Int { content.size }

    /// Whether the server must offer SMTPUTF8: an address or a header beyond ASCII (RFC 6531).
    public var needsSMTPUTF8: Bool {
        content.hasEightBitHeader || recipient.needsSMTPUTF8 || sender?.needsSMTPUTF8 == true
    }
}

extension SMTPMail.Fault: CustomStringConvertible {
    /// What is wrong and what mends it.
    public var description: String {
        switch self {
        case .empty: "message is empty"
        case .lineTooLong: "message has a line of more than 998 octets; encode the part"
        case .nulByte: "message holds a NUL; encode the part"
        }
    }
}

/// A wish for delivery status notifications (RFC 3461), left out where the server does not offer DSN.
public struct SMTPNotice: Hashable, Sendable {
    /// When to report.
    public enum Event: String, Hashable, Sendable, CaseIterable {
        /// Delivered.
        case success = "SUCCESS"
        /// Given up.
        case failure = "FAILURE"
        /// Later than usual.
        case delay = "DELAY"
    }

    /// What reports name, so that they find their way back; up to 100 characters on the wire.
    public let envelopeID: String

    /// When to report; none means never.
    public let events: Set<Event>

    /// The id as xtext (RFC 3461 section 4): what could end the parameter is written as `+` and two digits.
    let encodedID: String

    /// Keeps the wish; `nil` where the id is empty, not printable ASCII, or over 100 characters once encoded.
    public init?(envelopeID: String, events: Set<Event>) {
        guard !envelopeID.isEmpty, envelopeID.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        self.envelopeID = envelopeID
        self.events = events
        encodedID = Self.xtext(envelopeID)
        guard encodedID.utf8.count <= 100 else { return nil }
    }

    private static func xtext(_ id: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "=") }
        if id.utf8.allSatisfy(isPlain) { return id }
        return id.utf8.reduce(into: "") { text, byte in
            text +=
                isPlain(byte)
                ? String(Unicode.Scalar(byte)) : "+" + String(byte, radix: 16, uppercase: true)
        }
    }

    var notifyValue: String {
        guard !events.isEmpty else { return "NEVER" }
        return Event.allCases.filter(events.contains).map(\.rawValue).joined(separator: ",")
    }
}
