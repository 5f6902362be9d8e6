/// The client's side of an SMTP connection (RFC 5321, RFC 2920) as a state machine without I/O and without a clock.
///
/// Whoever owns the connection asks ``next()`` what to do, does it, and tells the result by ``wrote(_:)``,
/// ``received(_:)`` or ``broke(_:mayHaveTaken:)``. When `next()` says `done`, ``outcome`` holds what became of the
/// message. Only the dialogue knows whether the final dot may have gone out; that is why it is ours.
///
/// ```
/// fresh ─greet─▶ hello ─250─▶ idle ─begin─▶ envelope ─354─▶ content ─all written─▶ final ─reply─▶ idle
///                                               │ └ 354 though RCPT was refused ─▶ loneDot ─reply─▶ idle
///                                               └ refused ─▶ idle, RSET goes before the next message
/// ```
struct SMTPDialogue: Sendable {
    /// What the owner of the connection has to do now.
    enum Step: Equatable, Sendable {
        /// Write these bytes, or some of them from the first on.
        case write(ArraySlice<UInt8>)
        /// Read until the reply for this stage is there.
        case read(SMTPStage)
        /// Nothing more to do.
        case done
    }

    enum Phase: Equatable, Sendable {
        case idle, hello, envelope, content, final, loneDot, quit
    }

    /// Bytes handed out at a time: the step timeout is for this much.
    static let chunk = 65_536

    /// What the server offered in its answer to EHLO.
    private(set) var capabilities = SMTPCapabilities()
    /// What became of the message, or why greeting failed.
    private(set) var outcome: SMTPOutcome?
    /// Whether the server said yes to MAIL: before that, a lost connection cost nothing but itself.
    private(set) var isSenderAccepted = false
    private(set) var phase = Phase.idle

    private var parser = SMTPReplyParser()
    private var output: ArraySlice<UInt8> = []
    private var awaited: ArraySlice<SMTPStage> = []
    private var waiting: ArraySlice<SMTPCommand> = []
    private var mail: SMTPMail?
    private var refusal: SMTPOutcome?
    private var isRecipientAccepted = false
    private var needsReset = false
    private var isBroken = false
    private let clientName: String

    /// `clientName` is what EHLO says; the account has checked it.
    init(clientName: String) {
        self.clientName = clientName
    }

    /// Whether another message may use this connection.
    var isReusable: Bool { !isBroken && phase == .idle && parser.isEmpty }

    /// What to do now.
    func next() -> Step {
        if !output.isEmpty { return .write(output.prefix(Self.chunk)) }
        if let stage = awaited.first { return .read(stage) }
        return .done
    }
}

// MARK: - What the owner starts

extension SMTPDialogue {
    /// Says EHLO; afterwards ``outcome`` is `nil`, or tells why the server cannot be used.
    mutating func greet() {
        begin(.hello, with: [.hello(clientName, extended: true)], pipelined: false)
    }

    /// Takes up a message; the connection must be reusable.
    mutating func begin(_ mail: SMTPMail) {
        self.mail = mail
        isRecipientAccepted = false
        isSenderAccepted = false
        if let fault = unmetNeed(of: mail) {
            outcome = .notSent(fault)
            return
        }
        var commands: [SMTPCommand] = needsReset ? [.reset] : []
        commands += [.sender(of: mail, capabilities), .recipient(of: mail, capabilities), .data]
        needsReset = false
        begin(.envelope, with: commands, pipelined: capabilities.pipelining)
    }

    /// Says good-bye; the connection is to be closed afterwards, whatever comes back.
    mutating func quit() {
        begin(.quit, with: [.quit], pipelined: false)
    }

    private mutating func begin(_ phase: Phase, with commands: [SMTPCommand], pipelined: Bool) {
        self.phase = phase
        outcome = nil
        waiting = commands[...]
        if pipelined {
            while !waiting.isEmpty { sendNextCommand() }
        } else {
            sendNextCommand()
        }
    }

    private mutating func sendNextCommand() {
        guard let command = waiting.popFirst() else { return }
        output.append(contentsOf: command.line.utf8)
        awaited.append(command.stage)
    }

    private func unmetNeed(of mail: SMTPMail) -> TransportFault? {
        if mail.needsSMTPUTF8, !(capabilities.smtpUTF8 && capabilities.eightBitMIME) {
            return TransportFault(.unsupported, "server does not offer SMTPUTF8, which the address or header needs")
        }
        if mail.content.hasEightBit, !capabilities.eightBitMIME {
            return TransportFault(.unsupported, "server does not offer 8BITMIME, which the body needs")
        }
        if let limit = capabilities.sizeLimit, mail.size > limit {
            return TransportFault(.tooLarge, "message has \(mail.size) octets, server takes \(limit)")
        }
        return nil
    }
}

// MARK: - What the owner tells

extension SMTPDialogue {
    /// The first `count` bytes of the last `write` are on their way.
    mutating func wrote(_ count: Int) {
        output = output.dropFirst(count)
        guard output.isEmpty, phase == .content else { return }
        phase = .final
    }

    /// These bytes came from the server.
    mutating func received(_ bytes: some Collection<UInt8>) {
        parser.append(bytes)
        do throws(SMTPReplyParser.Fault) {
            while phase != .idle, let reply = try parser.next() { take(reply) }
        } catch {
            broke(TransportFault(.protocolViolation, "server sent a malformed or overlong reply"))
        }
    }

    /// The connection broke or a step timed out.
    ///
    /// `mayHaveTaken` counts bytes of the last `write` that were not reported by ``wrote(_:)`` and yet may have left.
    mutating func broke(_ fault: TransportFault, mayHaveTaken extra: Int = 0) {
        isBroken = true
        finish(with: refusal ?? fate(fault, mayHaveTaken: extra))
    }

    private func fate(_ fault: TransportFault, mayHaveTaken extra: Int) -> SMTPOutcome {
        guard let mail, phase == .final || phase == .content else { return .notSent(fault) }
        let isEndUntouched = phase == .content && output.startIndex + extra <= mail.content.terminatorStart
        return isEndUntouched ? .notSent(fault) : .unknown(fault)
    }

    private mutating func finish(with outcome: SMTPOutcome?) {
        self.outcome = outcome
        refusal = nil
        phase = .idle
        output = []
        awaited = []
        waiting = []
        mail = nil
    }
}

// MARK: - Replies

extension SMTPDialogue {
    private mutating func take(_ reply: RawReply) {
        guard let stage = awaited.popFirst() else { return takeEarly(reply) }
        switch phase {
        case .idle: break
        case .hello: takeHello(reply)
        case .envelope: takeEnvelope(reply, at: stage)
        case .content: takeEarly(reply)
        case .final: takeFinal(reply)
        case .loneDot, .quit:
            isBroken = isBroken || reply.code == 421
            finish(with: refusal)
        }
    }

    private mutating func takeHello(_ reply: RawReply) {
        switch reply.code {
        case 200..<300:
            if !capabilities.helloOnly { capabilities = SMTPCapabilities(reply) }
            finish(with: nil)
        case 500..<600 where !capabilities.helloOnly:
            // An old server: HELO, and no extension at all.
            capabilities = .legacy
            waiting = [.hello(clientName, extended: false)]
            sendNextCommand()
        default:
            broke(TransportFault(.greeting, "server refused our greeting: \(SMTPReply(reply))"))
        }
    }

    private mutating func takeEnvelope(_ reply: RawReply, at stage: SMTPStage) {
        switch (stage, reply.code) {
        case (.reset, 200..<300): sendNextCommand()
        case (.sender, 200..<300):
            isSenderAccepted = true
            sendNextCommand()
        case (.recipient, 200..<300):
            isRecipientAccepted = true
            sendNextCommand()
        case (.data, 354): startContent()
        case (.sender, 400..<600), (.recipient, 400..<600), (.data, 400..<600): takeRefusal(reply, at: stage)
        default: broke(unexpected(reply, at: stage))
        }
    }

    /// The first refusal is the one that counts; what follows in the pipeline is read, so that replies stay in step.
    private mutating func takeRefusal(_ reply: RawReply, at stage: SMTPStage) {
        refusal = refusal ?? .refused(SMTPReply(reply), at: stage)
        needsReset = true
        if reply.code == 421 {
            isBroken = true
            return finish(with: refusal)
        }
        waiting = []
        if awaited.isEmpty { finish(with: refusal) }
    }

    private mutating func startContent() {
        guard let refusal else {
            phase = .content
            output = mail?.content.wire[...] ?? []
            awaited = [.message]
            return
        }
        guard !isRecipientAccepted else {
            // A server that refused MAIL, took RCPT and now wants data: a lone dot would deliver an empty message.
            isBroken = true
            return finish(with: refusal)
        }
        phase = .loneDot
        output = [0x2E, 0x0D, 0x0A]
        awaited = [.message]
    }

    private mutating func takeFinal(_ reply: RawReply) {
        isBroken = isBroken || reply.code == 421
        switch reply.code {
        case 200..<300: finish(with: .accepted(SMTPReply(reply)))
        case 400..<600: finish(with: .refused(SMTPReply(reply), at: .message))
        default: broke(unexpected(reply, at: .message))
        }
    }

    /// A reply before all was written: the server will not take the message, and what it reads next is not ours to say.
    private mutating func takeEarly(_ reply: RawReply) {
        if phase == .content, (400..<600).contains(reply.code) { refusal = .refused(SMTPReply(reply), at: .message) }
        broke(unexpected(reply, at: .message))
    }

    private func unexpected(_ reply: RawReply, at stage: SMTPStage) -> TransportFault {
        TransportFault(.protocolViolation, "server answered \(reply.code) at stage `\(stage.rawValue)`")
    }
}
