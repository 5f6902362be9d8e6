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

    /// The whole message with CRLF line ends, before dot-stuffing; written into one piece of memory.
    var bytes: [UInt8] {
        var mail: [UInt8] = []
        let html = email.html.map(QuotedPrintable.room) ?? 0
        mail.reserveCapacity(2_048 + QuotedPrintable.room(for: email.text) + html)
        addHeader(to: &mail)
        if email.attachments.isEmpty { addBody(to: &mail) } else { addBodyWithAttachments(to: &mail) }
        return mail
    }

    /// The text with what goes along (RFC 2046 5.1.3).
    private func addBodyWithAttachments(to mail: inout [UInt8]) {
        let boundary = MIMEMessage.boundary(for: attempt, inner: false)
        mail += "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n".utf8
        addBody(to: &mail)
        mail.add("\r\n")
        for attachment in email.attachments {
            mail += "--\(boundary)\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n".utf8
            mail += "Content-Disposition: attachment; filename=\"\(attachment.name.last)\"\r\n\r\n".utf8
            mail += Data(attachment.bytes)
                .base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
            mail.add("\r\n")
        }
        mail += "--\(boundary)--\r\n".utf8
    }

    /// The text, with or without HTML, behind its own header fields.
    private func addBody(to mail: inout [UInt8]) {
        guard let html = email.html else { return addPart("text/plain", email.text, to: &mail) }
        let boundary = Array(MIMEMessage.boundary(for: attempt, inner: true).utf8)
        mail.add("Content-Type: multipart/alternative; boundary=\"")
        mail += boundary
        mail.add("\"\r\n\r\n--")
        mail += boundary
        mail.add("\r\n")
        addPart("text/plain", email.text, to: &mail)
        // The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1), so the text gets one of its own.
        mail.add("\r\n--")
        mail += boundary
        mail.add("\r\n")
        addPart("text/html", html, to: &mail)
        mail.add("\r\n--")
        mail += boundary
        mail.add("--\r\n")
    }

    private func addPart(_ type: StaticString, _ text: String, to mail: inout [UInt8]) {
        mail.add("Content-Type: ")
        mail.add(type)
        mail.add("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        QuotedPrintable.append(text, to: &mail)
    }

    /// The name of the message, without the angle brackets.
    var messageID: String { MIMEMessage.messageID(attempt, domain: from.domain) }

    /// The name of an attempt's message, without the angle brackets.
    static func messageID(_ attempt: AttemptID, domain: String) -> String {
        // Neither a colon nor a point beside a point or at the end has a place in a dot-atom (RFC 5322 3.6.4). Written
        // with a plus, which no id holds, two ids never become one: a receiver would drop the second as a double.
        var name: [UInt8] = []
        name.reserveCapacity(attempt.rawValue.utf8.count + 16 + domain.utf8.count)
        let count = attempt.rawValue.utf8.count
        for (index, byte) in attempt.rawValue.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: ":"): name.add("+3A")
            case UInt8(ascii: ".") where index == count - 1 || name.last == UInt8(ascii: "."): name.add("+2E")
            default: name.append(byte)
            }
        }
        name.append(UInt8(ascii: "@"))
        name += domain.utf8
        return String(decoding: name, as: UTF8.self)
    }

    private func addHeader(to mail: inout [UInt8]) {
        let domain = from.domain
        func add(_ field: StaticString, messageID id: String) {
            mail.add(field)
            mail += id.utf8
            mail.add(">")
        }
        mail.add("Date: ")
        MIMEMessage.add(date, to: &mail)
        mail.add("\r\nFrom: ")
        from.addHeader(to: &mail)
        mail.add("\r\nTo: ")
        EmailAddress(name: email.toName, address: email.to).addHeader(to: &mail)
        mail.add("\r\nSubject: ")
        HeaderText.append(unstructured: email.subject, after: 9, to: &mail)
        add("\r\nMessage-ID: <", messageID: MIMEMessage.messageID(attempt, domain: domain))
        if let replyTo {
            mail.add("\r\nReply-To: ")
            replyTo.addHeader(to: &mail)
        }
        if let last = email.references.last {
            add("\r\nIn-Reply-To: <", messageID: MIMEMessage.messageID(last, domain: domain))
            mail.add("\r\nReferences:")
            for (index, earlier) in email.references.suffix(10).enumerated() {
                add(index == 0 ? " <" : "\r\n <", messageID: MIMEMessage.messageID(earlier, domain: domain))
            }
        }
        mail.add("\r\nAuto-Submitted: auto-generated")
        if MIMEMessage.isTag(email.language) {
            mail.add("\r\nContent-Language: ")
            mail += email.language.utf8
        }
        addUnsubscribe(to: &mail)
        mail.add("\r\nMIME-Version: 1.0\r\n")
    }

    private func addUnsubscribe(to mail: inout [UInt8]) {
        guard let target = email.unsubscribe else { return }
        mail.add("\r\nList-Unsubscribe: <")
        mail += target.utf8
        mail.add(">")
        // One click is for https alone (RFC 8058 3.1); a mail address cannot take a POST.
        if email.isOneClick, target.hasPrefix("https://") {
            mail.add("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
    }

    /// Letters, digits and hyphens, as BCP 47 spells tags.
    private static func isTag(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            }
    }

    /// A boundary that stands in neither part: in quoted-printable text a `=` is followed by a digit, A to F or CR.
    private static func boundary(for attempt: AttemptID, inner: Bool) -> String {
        let hex = SHA256.digest(of: attempt.rawValue.utf8).hex
        return "=_\(inner ? hex.prefix(32) : hex.suffix(32))"
    }

    private static let weekdays: [StaticString] = ["Mon, ", "Tue, ", "Wed, ", "Thu, ", "Fri, ", "Sat, ", "Sun, "]
    private static let months: [StaticString] = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ]

    /// Adds a date as RFC 5322 3.3 writes it, in UTC.
    private static func add(_ instant: Instant, to mail: inout [UInt8]) {
        let date = CivilDate(dayNumber: Int(instant.seconds.dividedFloor(by: 86_400)))
        let (year, month, day) = date.components
        let second = Int(instant.seconds) - date.dayNumber * 86_400
        mail.add(weekdays[Weekday.allCases.firstIndex(of: date.weekday) ?? 0])
        mail += String(day).utf8
        mail.add(months[month - 1])
        mail += String(year).utf8
        for (mark, value) in [(0x20, second / 3_600), (0x3A, second / 60 % 60), (0x3A, second % 60)] {
            mail.append(UInt8(mark))
            mail.append(UInt8(ascii: "0") + UInt8(value / 10))
            mail.append(UInt8(ascii: "0") + UInt8(value % 10))
        }
        mail.add(" +0000")
    }
}
