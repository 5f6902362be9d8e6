/// One mail on its way in: from MAIL to the final dot.
struct SMTPTransaction {
    let sender: SMTPPath
    var recipients: [SMTPPath] = []
    /// What befalls it, whatever its recipients ask for.
    var misfortune: Fault?

    init(sender: SMTPPath) {
        self.sender = sender
    }

    /// Why a MAIL command is refused, or nil.
    static func refusal(ofMail path: SMTPPath, sizeLimit: Int) -> String? {
        for parameter in path.parameters {
            switch (parameter.keyword, parameter.value) {
            case ("SIZE", let size?):
                guard let size = Int(size), size >= 0 else { return "501 5.5.4 SIZE is a number\r\n" }
                guard size <= sizeLimit else { return "552 5.3.4 at most \(sizeLimit) bytes\r\n" }
            case ("BODY", let body?):
                guard ["7BIT", "8BITMIME"].contains(body.uppercased()) else { return "501 5.5.4 BODY\r\n" }
            case ("RET", let ret?):
                guard ["FULL", "HDRS"].contains(ret.uppercased()) else { return "501 5.5.4 RET\r\n" }
            case ("SMTPUTF8", nil), ("ENVID", .some), ("AUTH", .some): break
            default: return "555 5.5.4 the sandbox does not know this parameter\r\n"
            }
        }
        if path.address.isEmpty { return nil }
        guard path.isMailbox else { return "553 5.1.7 not a mailbox\r\n" }
        let isUTF8 = path.parameters.contains { $0.keyword == "SMTPUTF8" }
        return path.isInternational && !isUTF8 ? "550 5.6.7 an address beyond ASCII needs SMTPUTF8\r\n" : nil
    }

    /// Why a RCPT command is refused, or nil, apart from what magic recipients ask for.
    func refusal(ofRecipient path: SMTPPath) -> String? {
        guard path.isMailbox else { return "553 5.1.3 not a mailbox\r\n" }
        guard path.parameters.allSatisfy({ ["NOTIFY", "ORCPT"].contains($0.keyword) && $0.value != nil }) else {
            return "555 5.5.4 the sandbox does not know this parameter\r\n"
        }
        let isUTF8 = sender.parameters.contains { $0.keyword == "SMTPUTF8" }
        return path.isInternational && !isUTF8 ? "553 5.6.7 an address beyond ASCII needs SMTPUTF8\r\n" : nil
    }

    /// Whether one of the recipients asks for this fault, or it comes by itself.
    func has(_ fault: Fault) -> Bool {
        misfortune == fault || recipients.contains { Fault.forMailbox($0.address) == fault }
    }

    /// Files the mail and, where asked, the notice that it bounced; returns the answer to the final dot.
    func file(_ body: [UInt8], in inbox: Inbox, client: String, user: String?) -> String {
        let rejected = has(.rejectedContent)
        let refusal = "554 5.6.0 the content is refused, as asked"
        var draft = Inbox.Draft(
            channel: .email,
            provider: "smtp",
            from: sender.address,
            to: recipients.map(\.address),
            content: .mail(body),
            fault: recipients.lazy.compactMap { Fault.forMailbox($0.address) }.first ?? misfortune,
            outcome: rejected ? .refused(refusal) : .accepted,
            status: rejected ? "refused" : "accepted"
        )
        draft.details = details(client: client, user: user)
        let message = inbox.file(draft, prefix: "Q")
        guard !rejected else { return refusal + "\r\n" }
        for recipient in recipients where Fault.forMailbox(recipient.address) == .bounced {
            inbox.report("bounced", on: message.id, note: recipient.address)
            Bounce(of: message, for: recipient, envelopeID: sender.value("ENVID")).file(in: inbox)
        }
        return "250 2.0.0 taken as \(message.reference)\r\n"
    }

    private func details(client: String, user: String?) -> [(name: String, value: String)] {
        var details = [(name: "Client", value: client)]
        if let user { details.append(("Authenticated as", user)) }
        for parameter in sender.parameters {
            details.append(("MAIL \(parameter.keyword)", parameter.value ?? "yes"))
        }
        for recipient in recipients {
            for parameter in recipient.parameters {
                details.append(("RCPT \(parameter.keyword)", "\(parameter.value ?? "") (\(recipient.address))"))
            }
        }
        return details
    }
}
