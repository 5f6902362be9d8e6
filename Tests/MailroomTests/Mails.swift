/// Mails as servers and people write them; all addresses are reserved for examples.
enum Mails {
    /// What Postfix sends when a mailbox does not exist, with the envelope id that we gave.
    static func postfixBounce(
        envelopeID: String? = "act-1.2",
        action: String = "failed",
        status: String = "5.1.1",
        messageID: String = "act-1.2@acme.example"
    ) -> String {
        let envelope = envelopeID.map { "Original-Envelope-Id: \($0)\n" } ?? ""
        return """
            Return-Path: <>
            From: MAILER-DAEMON@mail.acme.example (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: billing@acme.example
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            \tboundary="A1.17/mail.acme.example"

            --A1.17/mail.acme.example
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            <jana@example.com>: host mx.example.com said: 550 5.1.1 no such user

            --A1.17/mail.acme.example
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.acme.example
            \(envelope)X-Postfix-Sender: rfc822; billing@acme.example
            Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0000 (UTC)

            Final-Recipient: rfc822; jana@example.com
            Original-Recipient: rfc822;jana@example.com
            Action: \(action)
            Status: \(status)
            Remote-MTA: dns; mx.example.com
            Diagnostic-Code: smtp; 550 5.1.1
                <jana@example.com>: no such user

            --A1.17/mail.acme.example
            Content-Description: Undelivered Message Headers
            Content-Type: text/rfc822-headers

            From: Acme Billing <billing@acme.example>
            To: Jana Beispiel <jana@example.com>
            Message-ID: <\(messageID)>
            Subject: A reminder

            --A1.17/mail.acme.example--

            """
    }

    /// A server that knows no delivery reports and puts our mail behind its words.
    static let qmailBounce = """
        Return-Path: <>
        From: MAILER-DAEMON@old.example
        To: billing@acme.example
        Subject: failure notice

        Hi. This is the mail program at old.example. I could not deliver your message.

        <jana@example.com>:
        Remote host said: 554 5.7.1 rejected

        --- Below this line is a copy of the message.

        From: Acme Billing <billing@acme.example>
        Message-ID: <act-9.1@acme.example>
        Subject: A reminder

        Dear Jana Beispiel
        """

    /// A feedback report as large mailbox providers send it, with the whole mail and without the reader's address.
    static func complaint(type: String = "abuse", from: String = "billing@acme.example") -> String {
        """
        From: <feedback@mailbox.example>
        To: <abuse@acme.example>
        Subject: Spam report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="x1"

        --x1
        Content-Type: text/plain

        This is a spam report.

        --x1
        Content-Type: message/feedback-report

        Feedback-Type: \(type)
        User-Agent: Feedback/1.0
        Version: 1

        --x1
        Content-Type: message/rfc822

        From: Acme Billing <\(from)>
        To: Jana Beispiel <jana@Example.COM>
        Message-ID: <act-3.1@acme.example>
        Subject: A reminder

        Dear Jana Beispiel

        --x1--

        """
    }

    /// A mail of one text part with fields of choice.
    static func plain(
        from: String = "Jana Beispiel <jana@example.com>",
        subject: String = "Re: A reminder",
        fields: [String] = [],
        _ text: String
    ) -> String {
        (["From: \(from)", "To: billing@acme.example", "Subject: \(subject)"] + fields).joined(separator: "\n")
            + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n"
    }
}
