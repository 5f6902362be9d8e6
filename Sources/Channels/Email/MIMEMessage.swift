import Digests
import Dunning
import Foundation

/// The bytes of an email: headers, and text with or without HTML (RFC 5322, RFC 2045 to 2047).
///
/// The same input gives the same bytes: date and boundary are the attempt's.
struct MIMEMessage {
    /// Who it is from.
    let from: EmailAddress
    /// Where answers go; nil = to the sender.
    let replyTo: EmailAddress?
    /// The message.
    let email: EmailMessage
    /// Names the message for good.
    let attempt: AttemptID
    /// The date that it bears, UTC.
    let date: Instant

    /// The whole message with CRLF line ends, before dot-stuffing.
    var bytes: [UInt8] {
        guard email.attachments.isEmpty else { return withAttachments }
        return Array((headerLines + [""]).joined(separator: "\r\n").utf8) + body
    }

    /// The text with what goes along (RFC 2046 5.1.3).
    private var withAttachments: [UInt8] {
        let boundary = MIMEMessage.boundary(for: attempt, inner: false)
        let lines = headerLines + ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)", ""]
        var bytes = Array(lines.joined(separator: "\r\n").utf8) + body + MIMEMessage.lineEnd
        for attachment in email.attachments {
            let head = [
                "--\(boundary)", "Content-Type: application/pdf", "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment; filename=\"\(attachment.name.last)\"", "", "",
            ]
            bytes += head.joined(separator: "\r\n").utf8
            bytes += Data(attachment.bytes)
                .base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
            bytes += MIMEMessage.lineEnd
        }
        bytes += "--\(boundary)--\r\n".utf8
        return bytes
    }

    /// The text, with or without HTML, behind its own header fields.
    private var body: [UInt8] {
        let text = QuotedPrintable.encode(email.text)
        guard let html = email.html else {
            let part = MIMEMessage.partHeaders("text/plain")
            return Array(part.joined(separator: "\r\n").utf8) + MIMEMessage.blank + text
        }
        let markup = QuotedPrintable.encode(html)
        let boundary = MIMEMessage.boundary(for: attempt, inner: true)
        let multipart = "Content-Type: multipart/alternative; boundary=\"\(boundary)\""
        var bytes = Array(multipart.utf8) + MIMEMessage.blank
        for (type, body) in [("text/plain", text), ("text/html", markup)] {
            bytes += "--\(boundary)\r\n".utf8
            bytes += MIMEMessage.partHeaders(type).joined(separator: "\r\n").utf8
            // The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1), so the text gets one of its own.
            bytes += MIMEMessage.blank + body + MIMEMessage.lineEnd
        }
        bytes += "--\(boundary)--\r\n".utf8
        return bytes
    }

    /// The name of an attempt's message, without the angle brackets.
    static func messageID(_ attempt: AttemptID, domain: String) -> String {
        // Neither a colon nor a point beside a point or at the end has a place in a dot-atom (RFC 5322 3.6.4). Written
        // with a plus, which no id holds, two ids never become one: a receiver would drop the second as a double.
        var name = ""
        for (index, character) in attempt.rawValue.enumerated() {
            let isLast = index == attempt.rawValue.utf8.count - 1
            switch character {
            case ":": name += "+3A"
            case "." where isLast || name.hasSuffix("."): name += "+2E"
            default: name.append(character)
            }
        }
        return "\(name)@\(domain)"
    }

    private var headerLines: [String] {
        var lines = [
            "Date: \(MIMEMessage.dateText(date))",
            "From: \(from.header)",
            "To: \(EmailAddress(name: email.toName, address: email.to).header)",
            "Subject: \(HeaderText.unstructured(email.subject, after: 9))",
            "Message-ID: <\(MIMEMessage.messageID(attempt, domain: from.domain))>",
        ]
        if let replyTo { lines.append("Reply-To: \(replyTo.header)") }
        if let last = email.references.last {
            let ids = email.references.suffix(10).map { "<\(MIMEMessage.messageID($0, domain: from.domain))>" }
            lines.append("In-Reply-To: <\(MIMEMessage.messageID(last, domain: from.domain))>")
            lines.append("References: \(ids.joined(separator: "\r\n "))")
        }
        lines.append("Auto-Submitted: auto-generated")
        if MIMEMessage.isTag(email.language) { lines.append("Content-Language: \(email.language)") }
        if let target = email.unsubscribe {
            lines.append("List-Unsubscribe: <\(target)>")
            // One click is for https alone (RFC 8058 3.1); a mail address cannot take a POST.
            if email.isOneClick, target.hasPrefix("https://") {
                lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
            }
        }
        return lines + ["MIME-Version: 1.0"]
    }

    /// Letters, digits and hyphens, as BCP 47 spells tags.
    private static func isTag(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            }
    }

    private static let lineEnd = Array("\r\n".utf8)
    private static let blank = Array("\r\n\r\n".utf8)

    private static func partHeaders(_ type: String) -> [String] {
        ["Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable"]
    }

    /// A boundary that stands in neither part: in quoted-printable text a `=` is followed by a digit, A to F or CR.
    private static func boundary(for attempt: AttemptID, inner: Bool) -> String {
        let hex = SHA256.digest(of: attempt.rawValue.utf8).hex
        return "=_\(inner ? hex.prefix(32) : hex.suffix(32))"
    }

    /// RFC 5322 3.3, in UTC.
    private static func dateText(_ instant: Instant) -> String {
        let date = CivilDate(dayNumber: Int(instant.seconds.dividedFloor(by: 86_400)))
        let (year, month, day) = date.components
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = date.weekday.rawValue.prefix(1).uppercased() + date.weekday.rawValue.dropFirst()
        let clock = instant.description.dropFirst(11).prefix(8)
        return "\(weekday), \(day) \(names[month - 1]) \(year) \(clock) +0000"
    }
}
