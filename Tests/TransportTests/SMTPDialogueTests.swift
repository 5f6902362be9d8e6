import Testing

@testable import Transport

/// A dialogue and the other half of the conversation, byte by byte under the test's hand.
struct Rehearsal {
    var dialogue = SMTPDialogue(clientName: "dunlin.test")
    var written = ""

    init(offering extensions: String...) {
        self.init(offering: extensions)
    }

    init(offering extensions: [String]) {
        dialogue.greet()
        let lines = ["peer.test"] + extensions
        pump()
        answer(lines.dropLast().map { "250-\($0)\r\n" }.joined() + "250 \(lines[lines.count - 1])\r\n")
    }

    /// Writes all that the dialogue wants written.
    mutating func pump() {
        while case .write(let bytes) = dialogue.next() {
            written += String(decoding: bytes, as: UTF8.self)
            dialogue.wrote(bytes.count)
        }
    }

    mutating func answer(_ text: String) {
        written = ""
        dialogue.received(Array(text.utf8))
        pump()
    }

    mutating func begin(_ mail: SMTPMail) {
        written = ""
        dialogue.begin(mail)
        pump()
    }

    var fate: String? { dialogue.outcome?.fate }
}

struct SMTPDialogueTests {
    private let lost = TransportFault(.connectionLost, "lost")

    @Test func `what the server offers is learnt`() {
        let rehearsal = Rehearsal(
            offering: "PIPELINING",
            "SIZE 1000",
            "8bitmime",
            "SMTPUTF8",
            "DSN",
            "ENHANCEDSTATUSCODES",
            "X-OTHER"
        )
        let offered = rehearsal.dialogue.capabilities
        #expect(offered.pipelining && offered.size && offered.eightBitMIME && offered.smtpUTF8)
        #expect(offered.dsn && offered.enhancedStatusCodes && offered.sizeLimit == 1_000)
        #expect(Rehearsal(offering: "SIZE 0").dialogue.capabilities.sizeLimit == nil)
        #expect(rehearsal.dialogue.isReusable)
    }

    @Test func `an old server is greeted with HELO and gets no extension`() throws {
        var dialogue = SMTPDialogue(clientName: "dunlin.test")
        dialogue.greet()
        dialogue.wrote(18)
        dialogue.received(Array("502 what\r\n".utf8))
        #expect(dialogue.next() == .write(Array("HELO dunlin.test\r\n".utf8)[...]))
        dialogue.wrote(18)
        dialogue.received(Array("250-peer\r\n250 PIPELINING\r\n".utf8))
        #expect(dialogue.isReusable && dialogue.outcome == nil && !dialogue.capabilities.pipelining)
    }

    @Test func `MAIL, RCPT and DATA go out in one flight where PIPELINING is offered`() throws {
        var rehearsal = Rehearsal(offering: "PIPELINING", "SIZE")
        rehearsal.begin(try sampleMail())
        #expect(
            rehearsal.written == "MAIL FROM:<billing@acme.example> SIZE=34\r\nRCPT TO:<jana@example.com>\r\nDATA\r\n"
        )
        rehearsal.answer("250 ok\r\n250 ok\r\n354 go\r\n")
        #expect(rehearsal.written == "Subject: reminder\r\n\r\nPlease pay.\r\n.\r\n")
        rehearsal.answer("250 2.0.0 queued as 1\r\n")
        #expect(rehearsal.dialogue.outcome == .accepted(SMTPReply(code: 250, enhanced: "2.0.0", text: "queued as 1")))
        #expect(rehearsal.dialogue.isReusable)
    }

    @Test func `step by step otherwise`() throws {
        var rehearsal = Rehearsal()
        rehearsal.begin(try sampleMail())
        #expect(rehearsal.written == "MAIL FROM:<billing@acme.example>\r\n")
        rehearsal.answer("250 ok\r\n")
        #expect(rehearsal.written == "RCPT TO:<jana@example.com>\r\n")
        rehearsal.answer("251 will forward\r\n")
        #expect(rehearsal.written == "DATA\r\n")
        rehearsal.answer("354 go\r\n")
        #expect(rehearsal.written.hasSuffix("pay.\r\n.\r\n"))
        rehearsal.answer("250 ok\r\n")
        #expect(rehearsal.fate == "accepted 250")
    }

    @Test(arguments: [
        ("550 no\r\n503 bad\r\n503 bad\r\n", "refused 550 sender"),
        ("250 ok\r\n550 no\r\n503 bad\r\n", "refused 550 recipient"),
        ("250 ok\r\n451 later\r\n554 no valid recipients\r\n", "refused 451 recipient"),
        ("250 ok\r\n250 ok\r\n451 later\r\n", "refused 451 data"),
    ])
    func `a refusal keeps the connection, and RSET goes before the next message`(replies: String, fate: String) throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer(replies)
        #expect(rehearsal.fate == fate)
        #expect(rehearsal.dialogue.isReusable)
        rehearsal.begin(try sampleMail())
        #expect(rehearsal.written.hasPrefix("RSET\r\nMAIL"))
        rehearsal.answer("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n")
        rehearsal.answer("250 ok\r\n")
        #expect(rehearsal.fate == "accepted 250")
        rehearsal.begin(try sampleMail())
        #expect(rehearsal.written.hasPrefix("MAIL"))
    }

    @Test(arguments: [("", "refused 550 sender"), ("250 ok\r\n", "refused 550 recipient")])
    func `step by step a refusal ends the message at once`(before: String, fate: String) throws {
        var rehearsal = Rehearsal()
        rehearsal.begin(try sampleMail())
        rehearsal.answer(before)
        rehearsal.answer("550 no\r\n")
        #expect(rehearsal.fate == fate)
        #expect(rehearsal.dialogue.next() == .done)
        rehearsal.begin(try sampleMail())
        #expect(rehearsal.written == "RSET\r\n")
        rehearsal.answer("250 ok\r\n")
        #expect(rehearsal.written.hasPrefix("MAIL FROM"))
    }

    @Test(arguments: ["554 no valid recipients\r\n", "250 ok\r\n"])
    func `where DATA is let through though RCPT was refused, a lone dot goes out`(last: String) throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer("250 ok\r\n550 5.1.1 no such user\r\n354 go\r\n")
        #expect(rehearsal.written == ".\r\n")
        rehearsal.answer(last)
        #expect(rehearsal.fate == "refused 550 recipient")
        #expect(rehearsal.dialogue.isReusable)
    }

    @Test func `a line that breaks at the lone dot leaves the refusal as it is`() throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer("250 ok\r\n550 no\r\n354 go\r\n")
        rehearsal.dialogue.broke(lost)
        #expect(rehearsal.fate == "refused 550 recipient")
        #expect(!rehearsal.dialogue.isReusable)
    }

    @Test func `no lone dot goes to a server that took the recipient without the sender`() throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer("550 no\r\n250 ok\r\n354 go\r\n")
        #expect(rehearsal.written == "")
        #expect(rehearsal.fate == "refused 550 sender")
        #expect(!rehearsal.dialogue.isReusable)
    }

    @Test func `wherever the line breaks in the message, only the closing CRLF dot CRLF makes it unknown`() throws {
        let mail = try sampleMail()
        let total = mail.content.wire.count
        for written in 0...total {
            var rehearsal = Rehearsal(offering: "PIPELINING")
            rehearsal.dialogue.begin(mail)
            rehearsal.pump()
            rehearsal.dialogue.received(Array("250 ok\r\n250 ok\r\n354 go\r\n".utf8))
            if written > 0 { rehearsal.dialogue.wrote(written) }
            rehearsal.dialogue.broke(lost)
            #expect(rehearsal.fate == (written <= total - 5 ? "notSent connectionLost" : "unknown connectionLost"))
            #expect(!rehearsal.dialogue.isReusable)
        }
    }

    @Test func `bytes that may have left count as if they had`() throws {
        let mail = try sampleMail()
        let total = mail.content.wire.count
        for extra in 0...total {
            var rehearsal = Rehearsal(offering: "PIPELINING")
            rehearsal.dialogue.begin(mail)
            rehearsal.pump()
            rehearsal.dialogue.received(Array("250 ok\r\n250 ok\r\n354 go\r\n".utf8))
            rehearsal.dialogue.broke(lost, mayHaveTaken: extra)
            #expect(rehearsal.fate == (extra <= total - 5 ? "notSent connectionLost" : "unknown connectionLost"))
        }
    }

    @Test func `a reply cut at any byte before the dot is notSent, and after it unknown`() throws {
        let before = Array("250 ok\r\n250 ok\r\n354 go\r\n".utf8)
        for cut in 0..<before.count {
            var rehearsal = Rehearsal(offering: "PIPELINING")
            rehearsal.begin(try sampleMail())
            rehearsal.dialogue.received(before.prefix(cut))
            rehearsal.dialogue.broke(lost)
            #expect(rehearsal.fate == "notSent connectionLost")
            #expect(rehearsal.dialogue.isSenderAccepted == (cut >= 8))
        }
        let after = Array("250 queued\r\n".utf8)
        for cut in 0..<after.count {
            var rehearsal = Rehearsal(offering: "PIPELINING")
            rehearsal.begin(try sampleMail())
            rehearsal.dialogue.received(before)
            rehearsal.pump()
            rehearsal.dialogue.received(after.prefix(cut))
            rehearsal.dialogue.broke(lost)
            #expect(rehearsal.fate == "unknown connectionLost")
        }
    }

    @Test(arguments: [
        ("421 bye\r\n", "", "refused 421 sender"),
        ("250 ok\r\n421 bye\r\n", "", "refused 421 recipient"),
        ("250 ok\r\n250 ok\r\n421 bye\r\n", "", "refused 421 data"),
        ("250 ok\r\n550 no\r\n421 bye\r\n", "", "refused 550 recipient"),
        ("250 ok\r\n250 ok\r\n354 go\r\n421 bye\r\n", "", "refused 421 message"),
        ("250 ok\r\n250 ok\r\n354 go\r\n", "421 bye\r\n", "refused 421 message"),
        ("250 ok\r\n250 ok\r\n354 go\r\n", "250 ok\r\n421 bye\r\n", "accepted 250"),
        ("250 ok\r\n250 ok\r\n354 go\r\n", "552 too big\r\n421 bye\r\n", "refused 552 message"),
    ])
    func `421 ends the connection wherever it comes`(replies: String, last: String, fate: String) throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer(replies)
        rehearsal.answer(last)
        #expect(rehearsal.fate == fate)
        #expect(rehearsal.dialogue.next() == .done)
        #expect(!rehearsal.dialogue.isReusable)
    }

    @Test(arguments: [
        ("354 what\r\n", "", "notSent protocolViolation"),
        ("250 ok\r\n250 ok\r\n250 ok\r\n", "", "notSent protocolViolation"),
        ("250 ok\r\n250 ok\r\n354 go\r\n250 taken\r\n", "", "notSent protocolViolation"),
        ("250 ok\r\nnonsense\r\n", "", "notSent protocolViolation"),
        ("250 ok\r\n250 ok\r\n354 go\r\n", "354 more\r\n", "unknown protocolViolation"),
        ("250 ok\r\n250 ok\r\n354 go\r\n", "nonsense\r\n", "unknown protocolViolation"),
    ])
    func `a server out of its mind is left, and believed in nothing`(replies: String, last: String, fate: String) throws
    {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try sampleMail())
        rehearsal.answer(replies)
        rehearsal.answer(last)
        #expect(rehearsal.fate == fate)
        #expect(!rehearsal.dialogue.isReusable)
    }

    @Test func `a refusal that comes while the message still goes out stops it`() throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.dialogue.begin(try sampleMail())
        rehearsal.pump()
        rehearsal.dialogue.received(Array("250 ok\r\n250 ok\r\n354 go\r\n".utf8))
        rehearsal.dialogue.wrote(10)
        rehearsal.dialogue.received(Array("552 5.3.4 too big\r\n".utf8))
        #expect(rehearsal.fate == "refused 552 message")
        #expect(rehearsal.dialogue.next() == .done)
        #expect(!rehearsal.dialogue.isReusable)
    }

    @Test(arguments: [
        (["PIPELINING", "8BITMIME"], "jörg@example.com", "a", "notSent unsupported"),
        (["PIPELINING", "8BITMIME"], "jana@example.com", "Subject: ü\n\na", "notSent unsupported"),
        (["PIPELINING"], "jana@example.com", "Subject: a\n\nü", "notSent unsupported"),
        (["PIPELINING", "SIZE 3"], "jana@example.com", "four", "notSent tooLarge"),
    ])
    func `what the server cannot take is not tried, for good`(
        extensions: [String],
        recipient: String,
        message: String,
        fate: String
    ) throws {
        var rehearsal = Rehearsal(offering: extensions)
        rehearsal.begin(try sampleMail(message, to: recipient))
        #expect(rehearsal.written == "")
        #expect(rehearsal.fate == fate)
        #expect(rehearsal.dialogue.isReusable)
        guard case .notSent(let fault) = rehearsal.dialogue.outcome else { return }
        #expect(fault.isPermanent)
    }

    @Test func `parameters go out only where they are offered and needed`() throws {
        var rehearsal = Rehearsal(offering: "8BITMIME", "SMTPUTF8", "DSN", "SIZE 1000", "PIPELINING")
        let notice = try #require(SMTPNotice(envelopeID: "attempt+1= x", events: [.failure, .delay]))
        rehearsal.begin(try sampleMail("Subject: ü\n\nb", to: "jörg@example.com", notice: notice))
        let lines = rehearsal.written.split(separator: "\r\n")
        #expect(
            lines[0]
                == "MAIL FROM:<billing@acme.example> SIZE=18 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=attempt+2B1+3D+20x"
        )
        #expect(lines[1] == "RCPT TO:<jörg@example.com> NOTIFY=FAILURE,DELAY")
        var plain = Rehearsal(offering: "PIPELINING")
        plain.begin(try sampleMail(notice: notice))
        #expect(plain.written.hasPrefix("MAIL FROM:<billing@acme.example>\r\nRCPT TO:<jana@example.com>\r\n"))
    }

    @Test func `the empty reverse path is written as such`() throws {
        var rehearsal = Rehearsal(offering: "PIPELINING")
        rehearsal.begin(try SMTPMail(sender: nil, recipient: SMTPAddress("a@b.c"), message: Array("x".utf8)))
        #expect(rehearsal.written.hasPrefix("MAIL FROM:<>\r\n"))
    }

    @Test(arguments: ["", "a\r\nb", "ü", String(repeating: "=", count: 34)])
    func `an envelope id that would not fit its parameter is refused`(id: String) {
        #expect(SMTPNotice(envelopeID: id, events: []) == nil)
    }
}
