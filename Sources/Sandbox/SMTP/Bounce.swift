/// A delivery status notification (RFC 3464) for a mail that a `bounced@…` recipient took and gave back.
///
/// It is filed in the inbox as a mail to the sender: no mail leaves the sandbox, and a test hands it on.
struct Bounce {
    let original: Message
    let recipient: SMTPPath
    let envelopeID: String?

    init(of original: Message, for recipient: SMTPPath, envelopeID: String?) {
        self.original = original
        self.recipient = recipient
        self.envelopeID = envelopeID
    }

    /// A mail with the null sender gets no notice (RFC 5321, section 6.1).
    func file(in inbox: Inbox) {
        guard !original.from.isEmpty, recipient.value("NOTIFY")?.uppercased() != "NEVER" else { return }
        inbox.file(
            Inbox.Draft(
                channel: .email,
                provider: "smtp",
                from: "",
                to: [original.from],
                content: .mail(Array(text.utf8)),
                status: "notice",
                details: [("Notice of", original.reference)]
            ),
            prefix: "Q"
        )
    }

    private var text: String {
        let boundary = "notice-\(original.reference)"
        var report = ["Reporting-MTA: dns; sandbox.invalid"]
        if let envelopeID { report.append("Original-Envelope-Id: \(envelopeID)") }
        report.append("")
        if let original = recipient.value("ORCPT") { report.append("Original-Recipient: \(original)") }
        report += ["Final-Recipient: rfc822; \(recipient.address)", "Action: failed", "Status: 5.1.1"]
        report.append("Diagnostic-Code: smtp; 550 5.1.1 no such mailbox, as asked")
        let lines = [
            "From: Mail Delivery System <MAILER-DAEMON@sandbox.invalid>", "To: <\(original.from)>",
            "Subject: Undelivered mail returned to sender", "Date: \(RFC2822.string(original.receivedAt))",
            "Message-ID: <\(boundary)@sandbox.invalid>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"\(boundary)\"", "",
            "--\(boundary)", "Content-Type: text/plain; charset=utf-8", "",
            "Your mail was taken by the sandbox, and then could not be delivered to \(recipient.address).", "",
            "--\(boundary)", "Content-Type: message/delivery-status", "",
        ]
        let tail = [
            "", "--\(boundary)", "Content-Type: text/rfc822-headers", "", originalHeaders, "--\(boundary)--", "",
        ]
        return (lines + report + tail).joined(separator: "\r\n")
    }

    private var originalHeaders: String {
        guard case .mail(let raw) = original.content else { return "" }
        return MIMEPart.headerText(raw)
    }
}
