import Testing

@testable import Transport

/// What a server may do that a well-behaved one does not; see `InboxTests` for a real one.
struct MailboxClientTests {
    private static let quick = MailboxLimits(
        mailBytes: 1000,
        connect: .seconds(5),
        setup: .seconds(5),
        reply: .seconds(5),
        visit: .seconds(10)
    )

    /// Greets, lets the client in and opens the folder.
    private static func open(_ peer: Peer, validity: Int = 7) throws {
        try peer.say("* OK ready\r\n")
        try peer.hear("A001 CAPABILITY")
        try peer.say("* CAPABILITY IMAP4rev1\r\nA001 OK done\r\n")
        try peer.hear("A002 LOGIN")
        try peer.say("A002 OK in\r\n")
        try peer.hear("D1 SELECT \"INBOX\"")
        try peer.say("* 1 EXISTS\r\n* OK [UIDVALIDITY \(validity)] valid\r\nD1 OK [READ-WRITE] open\r\n")
    }

    private static func client(_ server: ScriptedServer, _ limits: MailboxLimits = quick) throws -> MailboxClient {
        let user = try #require(Credentials(username: "u", password: "p"))
        let account = try MailboxAccount(url: "imap://127.0.0.1:\(server.port)", credentials: user)
        return MailboxClient(account: account, limits: limits)
    }

    /// How each answer to a fetch ends.
    static let answers: [(String, TransportFault.Kind?, String?)] = [
        ("* 1 FETCH (UID 5 BODY[]<0> {5}\r\nab\r\nc)\r\nD3 OK\r\n", nil, "ab\r\nc"),
        ("* 9 EXISTS\r\n* 1 FETCH (BODY[]<0> \"a\\\"b\" UID 5)\r\nD3 OK\r\n", nil, "a\"b"),
        ("D3 OK gone\r\n", nil, nil),
        ("* 1 FETCH (UID 5 BODY[]<0> {999999999}\r\n", .responseTooLarge, nil),
        ("* 1 FETCH (UID 5 BODY[]<0> {900}\r\nab", .connectionLost, nil),
        ("* BYE tired\r\n", .connectionLost, nil), ("hello\r\n", .protocolViolation, nil),
        ("D3 NO\r\n", .protocolViolation, nil),
    ]

    @Test(arguments: answers)
    func `a mail is read whole or not at all, and no more than was asked for`(
        answer: String,
        kind: TransportFault.Kind?,
        content: String?
    ) async throws {
        let server = try ScriptedServer { peer in
            try Self.open(peer)
            try peer.hear("D2 UID SEARCH UNDELETED UNSEEN")
            try peer.say("* SEARCH 5\r\nD2 OK\r\n")
            try peer.hear("D3 UID FETCH 5 (UID BODY.PEEK[]<0.1000>)")
            try peer.say(answer)
        }
        let client = try Self.client(server)
        do throws(TransportFault) {
            let mails = try await client.waiting(.mark)
            #expect(
                kind == nil && mails.map { String(decoding: $0.bytes, as: UTF8.self) } == [content].compactMap { $0 }
            )
        } catch {
            #expect(error.kind == kind, "\(error)")
        }
    }

    @Test func `mails of a folder that was made anew are left alone`() async throws {
        let server = try ScriptedServer { peer in
            try Self.open(peer, validity: 8)
            try peer.line()
        }
        try await Self.client(server).settle([MailID(text: "7:5")], .delete)
        #expect(server.conversations.first?.contains { $0.contains("STORE") } == false)
    }

    @Test func `a server that falls silent is given up`() async throws {
        let server = try ScriptedServer { peer in
            try Self.open(peer)
            try peer.line()
            try peer.line()
        }
        var limits = Self.quick
        limits.reply = .milliseconds(200)
        let client = try Self.client(server, limits)
        await #expect(throws: TransportFault(.timeout, "server was silent for too long")) {
            try await client.waiting(.delete)
        }
    }
}
