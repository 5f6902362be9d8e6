import Channels
import Dunning
import Testing

@testable import Mailroom

struct MailReaderTests {
    private let reader = MailReader(domains: ["Acme.example", "agency.example"])

    private func read(_ mail: String) -> MailReading { reader.read(Array(mail.utf8)) }

    private static func undelivered(_ attempt: String, _ code: String, _ says: PointNews? = nil) -> [InboundEvent] {
        [
            .receipt(
                attempt: AttemptID(trusted: attempt),
                reference: nil,
                state: .undelivered,
                outcome: .unreachable,
                code: code,
                says: says
            )
        ]
    }

    @Test func `a delivery report names the attempt by its envelope id`() {
        let reading = read(Mails.postfixBounce(messageID: "somebody@else.example"))
        #expect(reading.kind == .bounce)
        #expect(reading.events == Self.undelivered("act-1.2", "5.1.1", .isBad))
    }

    @Test func `an envelope id that is still encoded is decoded`() {
        #expect(
            read(Mails.postfixBounce(envelopeID: "act+3A1.2")).events == Self.undelivered("act:1.2", "5.1.1", .isBad)
        )
    }

    @Test func `without an envelope id the headers of our mail name the attempt`() {
        let reading = read(Mails.postfixBounce(envelopeID: nil, messageID: "act+3A7.+2E1@ACME.example"))
        #expect(reading.events == Self.undelivered("act:7..1", "5.1.1", .isBad))
    }

    @Test func `a Message-ID of a domain that is not ours names nothing`() {
        let reading = read(Mails.postfixBounce(envelopeID: nil, messageID: "act-1.2@evil.example"))
        #expect(reading.kind == .unmatched && reading.events.isEmpty)
    }

    @Test func `a report of delay or of handing on changes nothing, one of delivery is a receipt`() {
        for action in ["delayed", "relayed", "expanded"] {
            let reading = read(Mails.postfixBounce(action: action, status: "4.4.1"))
            #expect(reading.kind == .delay && reading.events.isEmpty, "\(action)")
        }
        let delivered = read(Mails.postfixBounce(action: "delivered", status: "2.0.0"))
        #expect(delivered.kind == .delivery)
        let event = InboundEvent.receipt(
            attempt: AttemptID(trusted: "act-1.2"),
            reference: nil,
            state: .delivered,
            outcome: .delivered,
            code: "2.0.0"
        )
        #expect(delivered.events == [event])
    }

    @Test(
        arguments: [
            ("5.1.1", .isBad), ("5.1.3", .isBad), ("5.1.6", .isBad), ("5.1.10", .isBad), ("5.1.2", nil), ("5.1.0", nil),
            ("5.2.1", nil), ("5.2.2", nil), ("4.2.2", nil), ("5.7.26", nil), ("5.999.123", nil),
        ] as [(String, PointNews?)]
    )
    func `the status code of a failure is the receipt's, and only some say that the address is bad`(
        status: String,
        says: PointNews?
    ) {
        #expect(read(Mails.postfixBounce(status: status)).events == Self.undelivered("act-1.2", status, says))
    }

    @Test func `a bounce in the old style is read by its code and by our Message-ID in its text`() {
        let reading = read(Mails.qmailBounce)
        #expect(reading.kind == .bounce)
        #expect(reading.events == Self.undelivered("act-9.1", "5.7.1"))
    }

    @Test func `a mail server that does not say which mail it means is left to people`() {
        let reading = read(Mails.plain(from: "MAILER-DAEMON@mx.example", "Could not deliver: 550 5.1.1"))
        #expect(reading.kind == .unmatched && reading.isForPeople)
    }

    @Test(arguments: ["abuse", "fraud", "opt-out"])
    func `a complaint is an opt-out of the address that our mail went to`(type: String) {
        let reading = read(Mails.complaint(type: type))
        #expect(reading.kind == .complaint)
        #expect(reading.events == [.optOut(channel: .email, value: "jana@example.com", via: "complaint")])
    }

    @Test func `a complaint about somebody else's mail, or one that takes it back, is left to people`() {
        let strange = Mails.complaint(from: "spam@evil.example").replacing("act-3.1@acme", with: "act-3.1@evil")
        #expect(read(strange).kind == .unmatched)
        #expect(read(Mails.complaint(type: "not-spam")).kind == .unmatched)
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "auto-submitted: auto-generated", "Precedence: auto_reply", "Precedence: bulk",
        "X-Autoreply: yes", "X-Autorespond: out", "X-Auto-Response-Suppress: All", "List-Id: <news.example>",
    ])
    func `an absence note is told apart, whatever it says`(field: String) {
        let reading = read(Mails.plain(fields: [field], "STOP"))
        #expect(reading.kind == .automatic && reading.events.isEmpty)
    }

    @Test func `a field that says that a person wrote is believed`() {
        #expect(read(Mails.plain(fields: ["Auto-Submitted: no"], "I have paid.")).kind == .message)
    }

    @Test(arguments: [
        ("unsubscribe", ""), ("Unsubscribe me!", "whatever"), ("STOP", ""), ("Abmelden", ""), ("Désinscription", ""),
        ("配信停止", ""), ("Re: A reminder", "stop"), ("Re: A reminder", "Please unsubscribe.\n\n> Dear Jana\n> STOP?"),
        ("Re: A reminder", "BAJA\n\nEl 21 nov, Acme escribió:\n> Estimada"), ("Re: A reminder", "Opt out\n-- \nJana"),
    ])
    func `a subject or an answer that is a known word opts the sender out`(subject: String, text: String) {
        let reading = read(Mails.plain(subject: subject, text))
        #expect(reading.kind == .optOut, "\(subject) \(text)")
        #expect(reading.events == [.optOut(channel: .email, value: "jana@example.com", via: "email")])
    }

    @Test func `what a person writes beside a known word is for people to read`() {
        for text in [
            "Do not stop, I will pay!", "I have paid already.\n> reply STOP to stop", "end of story: I dispute",
        ] {
            let reading = read(Mails.plain(text))
            #expect(reading.kind == .message, "\(text)")
            guard case .message(.email, let from, let words)? = reading.events.first else {
                Issue.record("no message")
                continue
            }
            #expect(from == "jana@example.com")
            #expect(words.hasPrefix("Subject: Re: A reminder\n\n\(text)"))
        }
    }

    @Test func `encodings and character sets are undone`() {
        let mail = """
            From: =?utf-8?q?J=C3=A4na?= <jana@EXAMPLE.com>
            Subject: =?iso-8859-1?Q?D=E9sinscription?=
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: base64

            cul=
            """
        #expect(read(mail.replacing("\n", with: "\r\n")).kind == .optOut)
        let quoted = """
            From: jana@example.com
            Subject: Hallo
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            =DCberwiesen
            --b
            Content-Type: text/html

            <p>x</p>
            --b--
            """
        #expect(
            read(quoted).events == [
                .message(channel: .email, from: "jana@example.com", text: "Subject: Hallo\n\nÜberwiesen")
            ]
        )
    }

    @Test func `bytes that are no mail are kept for people, and none of them is an answer`() {
        for bytes in [[], Array("hello".utf8), [0xFF, 0xFE, 0x00], Array(repeating: UInt8(ascii: "\n"), count: 10)] {
            #expect(reader.read(bytes).events.isEmpty)
            #expect(reader.read(bytes).isForPeople)
        }
    }

    @Test func `mails nested without end and broken reports do no harm`() {
        var nested = Mails.plain("STOP")
        for number in 0..<60 {
            nested = "From: a@example.com\nContent-Type: message/rfc822; n=\(number)\n\n" + nested
        }
        #expect(read(nested).events.allSatisfy { if case .message = $0 { true } else { false } })
        let cut = Mails.postfixBounce()
        for length in stride(from: 0, through: cut.utf8.count, by: 37) {
            let reading = reader.read(Array(cut.utf8.prefix(length)))
            let isBounce = reading.kind == .bounce && reading.events == Self.undelivered("act-1.2", "5.1.1", .isBad)
            #expect(reading.events.isEmpty || isBounce || reading.kind == .message, "\(length)")
        }
    }
}
