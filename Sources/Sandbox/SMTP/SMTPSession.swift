import NIOCore

/// The server's half of one SMTP conversation (RFC 5321), without any I/O of its own.
///
/// Bytes go in, replies come out in the order of the commands, however they were pipelined (RFC 2920).
struct SMTPSession {
    /// What the connection does after the replies were sent.
    enum Turn: Equatable {
        /// Wait for more from the client.
        case more
        /// Wait a while, then go on: the next reply belongs to a slow recipient.
        case pause
        /// End the connection.
        case close
    }

    private enum Phase {
        case command
        case password(user: String?)
        case loginUser
        case data
    }

    let inbox: Inbox
    let sizeLimit: Int
    let throttleDelay: Duration

    private var phase = Phase.command
    private var mail: SMTPTransaction?
    private var content = SMTPContent(limit: 0)
    private var greeted = false
    private var client = ""
    private var user: String?
    private var lateReply: String?

    private static let longestLine = 8_192
    private static let mostRecipients = 1_000

    init(inbox: Inbox, sizeLimit: Int, throttleDelay: Duration) {
        self.inbox = inbox
        self.sizeLimit = sizeLimit
        self.throttleDelay = throttleDelay
    }

    /// What the server says before the client says anything.
    static let greeting = "220 sandbox.invalid ESMTP Dunlin sandbox: nothing leaves this machine\r\n"

    /// Takes all whole lines of the input and appends the replies to the output.
    mutating func receive(_ input: inout ByteBuffer, into output: inout ByteBuffer) -> Turn {
        if let reply = lateReply {
            output.writeString(reply)
            lateReply = nil
        }
        while true {
            if case .data = phase {
                switch content.take(&input) {
                case .more: return .more
                case .whole(let body):
                    phase = .command
                    if let turn = finish(body, into: &output) { return turn }
                    continue
                }
            }
            guard let length = lineLength(input) else {
                guard input.readableBytes <= SMTPSession.longestLine else { return tooLong(&output) }
                return .more
            }
            guard length <= SMTPSession.longestLine, let line = input.readSlice(length: length) else {
                return tooLong(&output)
            }
            if let turn = obey(line, &output) { return turn }
        }
    }

    private func lineLength(_ input: ByteBuffer) -> Int? {
        let view = input.readableBytesView
        return view.firstIndex(of: UInt8(ascii: "\n")).map { $0 - view.startIndex + 1 }
    }

    private func tooLong(_ output: inout ByteBuffer) -> Turn {
        output.writeString("500 5.5.2 line too long\r\n")
        return .close
    }

    private mutating func obey(_ line: ByteBuffer, _ output: inout ByteBuffer) -> Turn? {
        guard let text = String(validating: line.readableBytesView, as: UTF8.self), !text.utf8.contains(0) else {
            output.writeString("500 5.5.2 a command is text in UTF-8\r\n")
            return nil
        }
        var trimmed = Substring(text)
        while let last = trimmed.unicodeScalars.last, last == "\n" || last == "\r" {
            trimmed.unicodeScalars.removeLast()
        }
        switch phase {
        case .loginUser: output.writeString(takeLoginUser(trimmed))
        case .password(let user): output.writeString(takePassword(trimmed, of: user))
        case .command, .data: return command(trimmed, &output)
        }
        return nil
    }

    private mutating func command(_ line: Substring, _ output: inout ByteBuffer) -> Turn? {
        let verb = line.prefix { $0 != " " }.uppercased()
        let rest = line.dropFirst(verb.count).drop { $0 == " " }
        switch verb {
        case "MAIL": output.writeString(startMail(rest))
        case "RCPT": output.writeString(addRecipient(rest))
        case "DATA": return startData(&output)
        case "EHLO", "HELO": output.writeString(greet(rest, extended: verb == "EHLO"))
        case "AUTH": output.writeString(authenticate(rest))
        case "RSET":
            mail = nil
            output.writeString("250 2.0.0 forgotten\r\n")
        case "NOOP": output.writeString("250 2.0.0 nothing done\r\n")
        case "VRFY": output.writeString("252 2.1.5 try and see\r\n")
        case "HELP": output.writeString("214 2.0.0 see docs/sandbox.md for the recipients that refuse\r\n")
        case "QUIT":
            output.writeString("221 2.0.0 goodbye\r\n")
            return .close
        default: output.writeString("502 5.5.1 the sandbox does not know this command\r\n")
        }
        return nil
    }

    private mutating func greet(_ name: Substring, extended: Bool) -> String {
        guard !name.isEmpty else { return "501 5.5.4 say who you are\r\n" }
        greeted = true
        mail = nil
        client = String(name.prefix(255))
        guard extended else { return "250 sandbox.invalid\r\n" }
        let extensions = [
            "sandbox.invalid", "PIPELINING", "SIZE \(sizeLimit)", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES",
            "DSN", "AUTH PLAIN LOGIN",
        ]
        return extensions.enumerated()
            .map { "250\($0.offset == extensions.count - 1 ? " " : "-")\($0.element)\r\n" }
            .joined()
    }

    private mutating func startMail(_ rest: Substring) -> String {
        guard greeted else { return "503 5.5.1 say EHLO first\r\n" }
        guard mail == nil else { return "503 5.5.1 one mail at a time\r\n" }
        guard rest.lowercased().hasPrefix("from:"), let path = SMTPPath(rest.dropFirst(5)) else {
            return "501 5.5.4 MAIL FROM:<address>\r\n"
        }
        if let refusal = SMTPTransaction.refusal(ofMail: path, sizeLimit: sizeLimit) { return refusal }
        mail = SMTPTransaction(sender: path)
        return "250 2.1.0 sender ok\r\n"
    }

    private mutating func addRecipient(_ rest: Substring) -> String {
        guard var mail else { return "503 5.5.1 MAIL comes first\r\n" }
        guard rest.lowercased().hasPrefix("to:"), let path = SMTPPath(rest.dropFirst(3)) else {
            return "501 5.5.4 RCPT TO:<address>\r\n"
        }
        guard mail.recipients.count < SMTPSession.mostRecipients else { return "452 4.5.3 too many recipients\r\n" }
        if let refusal = mail.refusal(ofRecipient: path) { return refusal }
        let fault = Fault.forMailbox(path.address) ?? inbox.misfortune()
        if let refusal = refusal(for: fault, path.address, sender: mail.sender.address) { return refusal }
        mail.misfortune = mail.misfortune ?? fault
        mail.recipients.append(path)
        self.mail = mail
        return "250 2.1.5 recipient ok\r\n"
    }

    /// The refusals that a fault stands for; they are filed, so that the inbox can show them.
    private func refusal(for fault: Fault?, _ address: String, sender: String) -> String? {
        guard let fault else { return nil }
        let refusal: String? =
            switch fault {
            case .temporary: "451 4.3.0 temporary refusal, as asked; try again later"
            case .permanent: "550 5.1.1 no such mailbox, as asked"
            case .throttled: "450 4.7.1 too many messages; try again in \(throttleDelay.components.seconds) seconds"
            case .optedOut: "550 5.7.1 the recipient does not want this mail, as asked"
            case .greylisted:
                inbox.isFirstSight(of: "\(sender) \(address)") ? "450 4.7.1 greylisted, as asked; try again" : nil
            default: nil
            }
        guard let refusal else { return nil }
        inbox.file(
            Inbox.Draft(
                channel: .email,
                provider: "smtp",
                from: sender,
                to: [address],
                content: .mail([]),
                fault: fault,
                outcome: .refused(refusal),
                status: "refused"
            ),
            prefix: "Q"
        )
        return refusal + "\r\n"
    }

    private mutating func startData(_ output: inout ByteBuffer) -> Turn? {
        guard let mail else {
            output.writeString("503 5.5.1 MAIL comes first\r\n")
            return nil
        }
        guard !mail.recipients.isEmpty else {
            output.writeString("554 5.5.1 no valid recipients\r\n")
            return nil
        }
        if mail.has(.droppedBefore) { return .close }
        content = SMTPContent(limit: sizeLimit)
        phase = .data
        output.writeString("354 go on, end with a dot on its own line\r\n")
        return nil
    }

    private mutating func finish(_ body: SMTPContent.Result, into output: inout ByteBuffer) -> Turn? {
        guard let mail else { return nil }
        self.mail = nil
        switch body {
        case .tooBig: output.writeString("552 5.3.4 the mail is larger than \(sizeLimit) bytes\r\n")
        case .bareLineFeed: output.writeString("550 5.6.0 a line feed without its carriage return\r\n")
        case .bytes(let bytes):
            let reply = mail.file(bytes, in: inbox, client: client, user: user)
            if mail.has(.droppedAfter) { return .close }
            if mail.has(.slow) {
                lateReply = reply
                return .pause
            }
            output.writeString(reply)
        }
        return nil
    }
}

// AUTH (RFC 4954): whatever is well formed gets in, except the user `refused`.
extension SMTPSession {
    private mutating func authenticate(_ rest: Substring) -> String {
        guard greeted else { return "503 5.5.1 say EHLO first\r\n" }
        guard mail == nil, user == nil else { return "503 5.5.1 not now\r\n" }
        let words = rest.split(separator: " ")
        switch (words.first?.uppercased(), words.count) {
        case ("PLAIN", 2): return takePassword(words[1], of: nil)
        case ("PLAIN", 1):
            phase = .password(user: nil)
            return "334 \r\n"
        case ("LOGIN", 2): return takeLoginUser(words[1])
        case ("LOGIN", 1):
            phase = .loginUser
            return "334 VXNlcm5hbWU6\r\n"
        default: return "504 5.5.4 AUTH PLAIN or AUTH LOGIN\r\n"
        }
    }

    private mutating func takeLoginUser(_ line: Substring) -> String {
        phase = .command
        guard let name = Base64.decode(line.utf8).map({ String(decoding: $0, as: UTF8.self) }), !name.isEmpty else {
            return "501 5.5.2 not base64\r\n"
        }
        phase = .password(user: name)
        return "334 UGFzc3dvcmQ6\r\n"
    }

    /// The password itself is looked at by nobody and kept nowhere.
    private mutating func takePassword(_ line: Substring, of loginUser: String?) -> String {
        phase = .command
        guard line != "*" else { return "501 5.7.0 as you wish\r\n" }
        guard let secret = Base64.decode(line.utf8) else { return "501 5.5.2 not base64\r\n" }
        let parts = secret.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard let name = loginUser ?? (parts.count == 3 ? String(decoding: parts[1], as: UTF8.self) : nil) else {
            return "501 5.5.2 not a PLAIN response\r\n"
        }
        guard name != "refused" else { return "535 5.7.8 refused, as asked\r\n" }
        user = name
        return "235 2.7.0 welcome\r\n"
    }
}
