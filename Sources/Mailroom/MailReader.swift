import Dunning
import Channels

/// Reads what comes back by email: bounces, complaints, opt-outs, absence notes, and what people write.
///
/// Pure: bytes in, meaning out. Nothing that a mail says is believed about an attempt that it does not name.
public struct MailReader: Sendable {
    private let domains: Set<String>

    /// A reader for answers to mails that were sent from these domains; letters of any case.
    public init(domains: some Swift.Sequence<String>) {
        self.domains = Set(domains.map { $0.lowercased() })
    }

    /// What a mail means; its bytes as they came, with or without CR.
    public func read(_ bytes: [UInt8]) -> MailReading {
        guard let mail = MailParser.parse(bytes) else {
            return MailReading(kind: .senseless, events: [], because: "the bytes are no mail")
        }
        return complaint(mail) ?? report(mail) ?? plainBounce(mail) ?? answer(mail)
    }

    /// RFC 5965; the reader's own address is often taken out, so the mail in question says whose it was.
    private func complaint(_ mail: MailPart) -> MailReading? {
        guard let text = mail.own.first(where: { $0.type == "message/feedback-report" })?.text else { return nil }
        let fields = ReportFields.groups(in: text).first
        let type = fields?["feedback-type"]?.lowercased() ?? "abuse"
        // `not-spam` takes nothing back that the debtor said; the other types are no wish of a reader.
        guard ["abuse", "fraud", "opt-out", "opt-out-list"].contains(type) else {
            return MailReading(kind: .unmatched, events: [], because: "feedback of type \(type.prefix(20))")
        }
        let original = original(in: mail)
        let address =
            fields?.typed("original-rcpt-to").flatMap(MailAddress.first(in:))
            ?? original?.to
        guard let address, original?.attempt != nil || original?.isOurs == true else {
            return MailReading(kind: .unmatched, events: [], because: "the complaint names no mail of ours")
        }
        let event = InboundEvent.optOut(channel: .email, value: address, via: "complaint")
        return MailReading(kind: .complaint, events: [event], because: "feedback report: \(type)")
    }

    /// RFC 3464.
    private func report(_ mail: MailPart) -> MailReading? {
        guard let text = mail.own.first(where: { $0.type.hasSuffix("delivery-status") })?.text else { return nil }
        let reports = DeliveryReport.all(in: text)
        // Of several recipients the worst counts: our mails have one.
        let order: [DeliveryReport.Action] = [.failed, .delayed, .delivered, .relayed, .expanded]
        guard let report = order.lazy.compactMap({ action in reports.first { $0.action == action } }).first else {
            return MailReading(kind: .unmatched, events: [], because: "the delivery report names no recipient")
        }
        guard let attempt = report.attempt ?? original(in: mail)?.attempt else {
            return MailReading(kind: .unmatched, events: [], because: "the delivery report names no mail of ours")
        }
        let because = "delivery report: \(report.action.rawValue), \(report.status)"
        switch report.action {
        case .failed: return bounce(attempt, report.status, because, says: StatusCode.news(of: report.status))
        // It may still arrive, or be reported as failed.
        case .delayed, .relayed, .expanded: return MailReading(kind: .delay, events: [], because: because)
        case .delivered:
            let event = InboundEvent.receipt(
                attempt: attempt,
                reference: nil,
                state: .delivered,
                outcome: .delivered,
                code: report.status
            )
            return MailReading(kind: .delivery, events: [event], because: because)
        }
    }

    /// A bounce of a server that knows no RFC 3464: it holds our mail and a code that says failure.
    private func plainBounce(_ mail: MailPart) -> MailReading? {
        guard AutomaticMail.isFromNobody(mail) else { return nil }
        let attempt =
            original(in: mail)?.attempt
            ?? mail.own.lazy.compactMap(\.text).compactMap { quotedAttempt(in: $0) }.first
        let status = mail.own.lazy.compactMap(\.text).compactMap(StatusCode.first(in:)).first
        guard let attempt, let status else {
            return MailReading(kind: .unmatched, events: [], because: "a mail server wrote, but not about which mail")
        }
        let because = "a mail server's answer with \(status)"
        guard status.hasPrefix("5") else { return MailReading(kind: .delay, events: [], because: because) }
        return bounce(attempt, status, because)
    }

    /// A mail that was not delivered; only a report in the standard's form tells anything about the address.
    private func bounce(
        _ attempt: AttemptID,
        _ status: String,
        _ because: String,
        says news: PointNews? = nil
    ) -> MailReading {
        let event = InboundEvent.receipt(
            attempt: attempt,
            reference: nil,
            state: .undelivered,
            outcome: .unreachable,
            code: status,
            says: news
        )
        return MailReading(kind: .bounce, events: [event], because: because)
    }

    private func answer(_ mail: MailPart) -> MailReading {
        if let sign = AutomaticMail.sign(mail) { return MailReading(kind: .automatic, events: [], because: sign) }
        guard let from = mail.field("from").flatMap(MailAddress.first(in:)) else {
            return MailReading(kind: .unmatched, events: [], because: "the mail has no sender")
        }
        let subject = mail.field("subject")
        let text = mail.own.first { $0.type == "text/plain" }?.text ?? mail.own.lazy.compactMap(\.text).first
        if OptOutMail.asks(subject: subject, text: text) {
            let event = InboundEvent.optOut(channel: .email, value: from, via: "email")
            return MailReading(kind: .optOut, events: [event], because: "the debtor asks for no more mails")
        }
        let words = [subject.map { "Subject: \($0)" }, text].compactMap { $0 }.joined(separator: "\n\n")
        let event = InboundEvent.message(channel: .email, from: from, text: words)
        return MailReading(kind: .message, events: [event], because: "somebody wrote")
    }

    /// What a report says of the mail that it is about.
    private struct Original {
        let attempt: AttemptID?
        let isOurs: Bool
        let to: String?
    }

    /// The mail that is enclosed, whole or by its headers.
    private func original(in mail: MailPart) -> Original? {
        for part in mail.own {
            if case .mail(let inner) = part.content, let first = inner.first {
                return original(messageID: first.field("message-id"), from: first.field("from"), to: first.field("to"))
            }
            if part.type == "text/rfc822-headers" || part.type == "message/rfc822-headers", let text = part.text,
                let fields = ReportFields.groups(in: text).first
            {
                return original(messageID: fields["message-id"], from: fields["from"], to: fields["to"])
            }
        }
        return nil
    }

    private func original(messageID: String?, from: String?, to: String?) -> Original {
        let sender = from.flatMap(MailAddress.first(in:))?.split(separator: "@").last.map(String.init)
        return Original(
            attempt: messageID.flatMap { AttemptMark.attempt(messageID: $0, domains: domains) },
            isOurs: sender.map { domains.contains($0) } ?? false,
            to: to.flatMap(MailAddress.first(in:))
        )
    }

    /// The `Message-ID` of our mail where a bounce quotes its headers in running text.
    private func quotedAttempt(in text: String) -> AttemptID? {
        for line in text.split(separator: "\n") {
            let words = line.drop { $0 == ">" || $0.isWhitespace }
            guard words.lowercased().hasPrefix("message-id:") else { continue }
            return AttemptMark.attempt(messageID: String(words.dropFirst(11)), domains: domains)
        }
        return nil
    }
}
