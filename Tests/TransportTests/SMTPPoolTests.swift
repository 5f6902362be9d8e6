import Foundation
import Testing

@testable import Transport

private let quick = SMTPTimeouts(
    connect: .seconds(10),
    setup: .seconds(10),
    reply: .seconds(20),
    block: .seconds(20),
    finalReply: .seconds(20)
)

/// 16 MB: more than the socket buffers of both sides hold, so that it cannot all be written to a deaf peer.
private let tooMuchForTheBuffers = String(repeating: String(repeating: "x", count: 900) + "\r\n", count: 18_000)

private func pool(
    _ server: ScriptedServer,
    connections: Int = 1,
    queueLimit: Int = 100,
    timeouts: SMTPTimeouts = quick
) throws -> SMTPPool {
    let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)", clientName: "dunlin.test")
    return SMTPPool(account: account, connections: connections, queueLimit: queueLimit, timeouts: timeouts)
}

@Suite(.timeLimit(.minutes(2)))
struct SMTPPoolTests {
    @Test func `messages share a connection, which ends with QUIT`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            for _ in 0..<3 {
                try peer.envelope()
                try peer.message()
                try peer.say("250 2.0.0 taken\r\n")
            }
            try peer.hear("QUIT")
            try peer.say("221 bye\r\n")
        }
        let pool = try pool(server)
        for _ in 0..<3 {
            #expect(
                await pool.send(try sampleMail()) == .accepted(SMTPReply(code: 250, enhanced: "2.0.0", text: "taken"))
            )
        }
        await pool.shutdown()
        #expect(server.conversations.count == 1)
        #expect(
            server.conversations[0].dropFirst(2).prefix(4) == [
                "MAIL FROM:<billing@acme.example>", "RCPT TO:<jana@example.com>", "DATA",
                "Subject: reminder\r\n\r\nPlease pay.",
            ]
        )
        #expect(server.conversations[0].prefix(2) == ["EHLO dunlin.test", "EHLO dunlin.test"])
        #expect(server.conversations[0].last == "QUIT")
    }

    @Test func `one message's refused recipient costs no other's connection`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            try peer.envelope("250 ok\r\n550 5.1.1 no such user\r\n503 5.5.1 no recipient\r\n")
            try peer.hear("RSET")
            try peer.envelope("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n")
            try peer.message()
            try peer.say("250 ok\r\n")
            peer.awaitClose()
        }
        let pool = try pool(server)
        let refusal = SMTPReply(code: 550, enhanced: "5.1.1", text: "no such user")
        #expect(await pool.send(try sampleMail()) == .refused(refusal, at: .recipient))
        #expect(await pool.send(try sampleMail()).fate == "accepted 250")
        await pool.shutdown()
        #expect(server.conversations.count == 1)
    }

    @Test func `an idle connection that the server closed is replaced without a word`() async throws {
        let server = try ScriptedServer(
            { peer in
                try peer.greet()
                for verb in ["MAIL", "RCPT"] {
                    try peer.hear(verb)
                    try peer.say("250 ok\r\n")
                }
                try peer.hear("DATA")
                try peer.say("354 go\r\n")
                try peer.message()
                try peer.say("250 ok\r\n")
            },
            { peer in
                try peer.greet(offering: "PIPELINING")
                try peer.envelope()
                try peer.message()
                try peer.say("250 second\r\n")
                peer.awaitClose()
            }
        )
        let pool = try pool(server)
        #expect(await pool.send(try sampleMail()).fate == "accepted 250")
        #expect(await pool.send(try sampleMail()) == .accepted(SMTPReply(code: 250, text: "second")))
        await pool.shutdown()
    }

    @Test(arguments: ["421 4.3.2 going down\r\n", ""])
    func `a used connection that dies at MAIL is replaced once`(lastWords: String) async throws {
        let server = try ScriptedServer(
            { peer in
                try peer.greet(offering: "PIPELINING")
                try peer.envelope()
                try peer.message()
                try peer.say("250 ok\r\n")
                try peer.hear("MAIL")
                try peer.say(lastWords)
            },
            { peer in
                try peer.greet(offering: "PIPELINING")
                try peer.hear("MAIL")
                try peer.say("421 4.3.2 still going down\r\n")
            }
        )
        let pool = try pool(server)
        #expect(await pool.send(try sampleMail()).fate == "accepted 250")
        #expect(await pool.send(try sampleMail()).fate == "refused 421 sender")
        await pool.shutdown()
        #expect(server.conversations.count == 2)
    }

    @Test func `once MAIL was accepted nothing is repeated`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            try peer.envelope()
            try peer.message()
            try peer.say("250 ok\r\n")
            try peer.hear("MAIL")
            try peer.hear("RCPT")
            try peer.hear("DATA")
            try peer.say("250 ok\r\n")
        }
        let pool = try pool(server)
        #expect(await pool.send(try sampleMail()).fate == "accepted 250")
        #expect(await pool.send(try sampleMail()).fate == "notSent connectionLost")
        await pool.shutdown()
        #expect(server.conversations.count == 1)
    }

    @Test func `every place at which the server hangs up has its own honest fate`() async throws {
        let cases: [(fate: String, script: ScriptedServer.Script)] = [
            ("notSent connectionLost", { _ in }),
            ("notSent connectionLost", { try $0.say("220 hi\r\n") }),
            ("notSent greeting", { try $0.say("554 5.7.1 go away\r\n") }),
            (
                "notSent connectionLost",
                { peer in
                    try peer.say("220 hi\r\n")
                    try peer.hello([])
                    try peer.hear("EHLO")
                }
            ),
            (
                "notSent greeting",
                { peer in
                    try peer.say("220 hi\r\n")
                    try peer.hello([])
                    try peer.hear("EHLO")
                    try peer.say("421 busy\r\n")
                    peer.awaitClose()
                }
            ),
            (
                "notSent connectionLost",
                { peer in
                    try peer.greet(offering: "PIPELINING")
                    try peer.hear("MAIL")
                }
            ),
            ("notSent connectionLost", { try $0.greetAndTake("250 ok\r\n") }),
            ("notSent connectionLost", { try $0.greetAndTake("250 ok\r\n250 ok\r\n35") }),
            (
                "unknown connectionLost",
                { peer in
                    try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
                    try peer.message()
                }
            ),
            (
                "unknown connectionLost",
                { peer in
                    try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
                    try peer.message()
                    peer.reset()
                }
            ),
            (
                "unknown connectionLost",
                { peer in
                    try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
                    try peer.message()
                    try peer.say("250 o")
                }
            ),
            (
                "unknown protocolViolation",
                { peer in
                    try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
                    try peer.message()
                    try peer.say("dear client\r\n")
                }
            ),
        ]
        for (fate, script) in cases {
            let server = try ScriptedServer(script)
            let pool = try pool(server)
            #expect(await pool.send(try sampleMail()).fate == fate)
            await pool.shutdown()
            #expect(server.conversations.count == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a server that hangs up in the middle of a big message does not have it`(abruptly: Bool) async throws {
        let server = try ScriptedServer { peer in
            try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
            try peer.bytes(100_000)
            if abruptly { peer.reset() }
        }
        let pool = try pool(server)
        let big = try sampleMail(tooMuchForTheBuffers)
        #expect(await pool.send(big).fate == "notSent connectionLost")
        await pool.shutdown()
    }

    @Test func `a refusal in the middle of a big message is heard`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
            try peer.bytes(100_000)
            try peer.say("552 5.3.4 too big\r\n")
            peer.awaitClose()
        }
        let pool = try pool(server)
        let big = try sampleMail(tooMuchForTheBuffers)
        #expect(await pool.send(big).fate == "refused 552 message")
        await pool.shutdown()
    }

    @Test func `silence ends each step with the fate of its place`() async throws {
        let short = SMTPTimeouts(
            connect: .seconds(10),
            setup: .milliseconds(300),
            reply: .milliseconds(100),
            block: .milliseconds(100),
            finalReply: .milliseconds(100),
            quit: .milliseconds(100)
        )
        let cases: [(fate: String, script: ScriptedServer.Script)] = [
            ("notSent timeout", { $0.awaitClose() }),
            (
                "notSent timeout",
                { peer in
                    try peer.greet(offering: "PIPELINING")
                    peer.awaitClose()
                }
            ),
            (
                "unknown timeout",
                { peer in
                    try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
                    peer.awaitClose()
                }
            ),
        ]
        for (fate, script) in cases {
            let server = try ScriptedServer(script)
            let pool = try pool(server, timeouts: short)
            #expect(await pool.send(try sampleMail()).fate == fate)
            await pool.shutdown()
        }
        let deaf = try ScriptedServer { peer in
            try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
            try peer.hold()
        }
        let pool = try pool(deaf, timeouts: short)
        let big = try sampleMail(tooMuchForTheBuffers)
        #expect(await pool.send(big).fate == "notSent timeout")
        await pool.shutdown()
    }

    @Test func `nobody at the door and no such name are told apart`() async throws {
        let port = try ScriptedServer({ _ in }).port
        let closed = SMTPPool(account: try SMTPAccount(url: "smtp://127.0.0.1:\(port)"), timeouts: quick)
        #expect(await closed.send(try sampleMail()).fate == "notSent connect")
        // A label over 63 octets cannot be asked for, so no resolver outside this machine is.
        let name = String(repeating: "x", count: 64)
        let nameless = SMTPPool(account: try SMTPAccount(url: "smtp://\(name).invalid"), timeouts: quick)
        #expect(await nameless.send(try sampleMail()).fate == "notSent resolve")
        await closed.shutdown()
        await nameless.shutdown()
    }

    @Test func `without STARTTLS nothing is said in the clear`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "AUTH PLAIN")
            peer.awaitClose()
        }
        let credentials = Credentials(username: "dunlin", password: "secret")
        let account = try SMTPAccount(url: "smtp+starttls://127.0.0.1:\(server.port)", credentials: credentials)
        let pool = SMTPPool(account: account, timeouts: quick)
        #expect(await pool.send(try sampleMail()).fate == "notSent tls")
        await pool.shutdown()
        let verbs = server.conversations.joined().map { $0.prefix(4) }
        #expect(!verbs.contains("AUTH") && !verbs.contains("MAIL"))
    }

    @Test func `a server that takes no credentials gets no message`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet()
            peer.awaitClose()
        }
        let credentials = Credentials(username: "dunlin", password: "secret")
        let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)", credentials: credentials)
        let pool = SMTPPool(account: account, timeouts: quick)
        #expect(await pool.send(try sampleMail()).fate == "notSent authentication")
        await pool.shutdown()
        #expect(!server.conversations.joined().contains { $0.hasPrefix("MAIL") })
    }

    @Test func `refused credentials are configuration trouble, and no text shows them`() async throws {
        let echo = Data("\0dunlin\0secret".utf8).base64EncodedString()
        let server = try ScriptedServer { peer in
            try peer.say("220 hi\r\n")
            try peer.hello(["AUTH PLAIN"])
            try peer.hear("AUTH PLAIN")
            try peer.say("535 5.7.8 bad \(echo) secret\r\n")
            peer.awaitClose()
        }
        let credentials = try #require(Credentials(username: "dunlin", password: "secret"))
        let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)", credentials: credentials)
        let pool = SMTPPool(account: account, timeouts: quick)
        let outcome = await pool.send(try sampleMail())
        await pool.shutdown()
        guard case .notSent(let fault) = outcome else { throw PeerError.unexpected(outcome.fate) }
        #expect(fault.kind == .authentication && fault.isConfiguration && !fault.isPermanent)
        #expect(fault.detail == "server refused our credentials with 535")
        #expect("\(credentials)\(account)".contains("***"))
        var dumped = ""
        dump(account, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(account)".contains("secret") && !outcome.fate.contains(echo))
    }
}

@Suite(.timeLimit(.minutes(2)))
struct SMTPPoolQueueTests {
    /// Takes one message and answers the final dot only when told.
    private static func slowServer(until gate: DispatchSemaphore) throws -> ScriptedServer {
        try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            try peer.envelope()
            try peer.message()
            gate.wait()
            try peer.say("250 ok\r\n")
            peer.awaitClose()
        }
    }

    @Test func `what is too much to wait is given back at once`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try Self.slowServer(until: gate)
        let pool = try pool(server, queueLimit: 0)
        async let first = pool.send(try sampleMail())
        await server.hears("Subject")
        #expect(await pool.send(try sampleMail()).fate == "notSent queueFull")
        gate.signal()
        #expect(try await first.fate == "accepted 250")
        await pool.shutdown()
    }

    @Test func `a message in flight keeps its outcome when its task is cancelled`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try Self.slowServer(until: gate)
        let pool = try pool(server)
        let mail = try sampleMail()
        let task = Task { await pool.send(mail) }
        await server.hears("Subject")
        task.cancel()
        gate.signal()
        #expect(await task.value.fate == "accepted 250")
        await pool.shutdown()
    }

    @Test func `a message that still waits when its task is cancelled never goes out`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try Self.slowServer(until: gate)
        let pool = try pool(server)
        let mail = try sampleMail()
        let first = Task { await pool.send(mail) }
        await server.hears("Subject")
        let second = Task { await pool.send(mail) }
        second.cancel()
        gate.signal()
        #expect(await first.value.fate == "accepted 250")
        #expect(await second.value.fate == "notSent cancelled")
        await pool.shutdown()
        #expect(server.conversations.joined().filter { $0.hasPrefix("MAIL") }.count == 1)
    }

    @Test func `shutdown gives back what waits and finishes what is in flight`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try Self.slowServer(until: gate)
        let pool = try pool(server)
        let mail = try sampleMail()
        let first = Task { await pool.send(mail) }
        await server.hears("Subject")
        let waiting = Task {
            // Either it waits when the pool closes, or the pool is closed already: the fate is the same.
            await pool.send(mail)
        }
        let end = Task { await pool.shutdown(grace: .seconds(60)) }
        #expect(await waiting.value.fate == "notSent shuttingDown")
        gate.signal()
        #expect(await first.value.fate == "accepted 250")
        await end.value
        #expect(await pool.send(mail).fate == "notSent shuttingDown")
    }

    @Test func `after the grace time a message whose dot went out is unknown`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greetAndTake("250 ok\r\n250 ok\r\n354 go\r\n")
            try peer.message()
            peer.awaitClose()
        }
        let pool = try pool(server)
        let mail = try sampleMail()
        let sending = Task { await pool.send(mail) }
        await server.hears("Subject")
        await pool.shutdown(grace: .zero)
        #expect(await sending.value.fate == "unknown shuttingDown")
    }

    @Test func `after the grace time a message without its dot is not sent, nor is one that still connects`()
        async throws
    {
        let stuck: [ScriptedServer.Script] = [
            { peer in
                try peer.greetAndTake("250 ok\r\n")
                peer.awaitClose()
            },
            { peer in
                try peer.say("220 hi\r\n")
                try peer.hear("EHLO")
                peer.awaitClose()
            },
        ]
        for (script, sign) in zip(stuck, ["DATA", "EHLO"]) {
            let server = try ScriptedServer(script)
            let pool = try pool(server)
            let mail = try sampleMail()
            let sending = Task { await pool.send(mail) }
            await server.hears(sign)
            await pool.shutdown(grace: .zero)
            #expect(await sending.value.fate == "notSent shuttingDown")
        }
    }

    @Test func `an idle connection says QUIT and the next message opens another`() async throws {
        let serve: ScriptedServer.Script = { peer in
            try peer.greet(offering: "PIPELINING")
            try peer.envelope()
            try peer.message()
            try peer.say("250 ok\r\n")
            try peer.hear("QUIT")
            try peer.say("221 bye\r\n")
        }
        let server = try ScriptedServer(serve)
        let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)")
        let pool = SMTPPool(account: account, connections: 1, idle: .milliseconds(1), timeouts: quick)
        for _ in 0..<2 {
            #expect(await pool.send(try sampleMail()).fate == "accepted 250")
            await server.hears("QUIT")
        }
        await pool.shutdown()
        #expect(server.conversations.count == 2)
    }

    @Test func `many messages over few connections all arrive once`() async throws {
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            while true {
                let first = try peer.line()
                guard first.hasPrefix("MAIL") else { return try peer.say("221 bye\r\n") }
                try peer.hear("RCPT TO:")
                try peer.hear("DATA")
                try peer.say("250 ok\r\n250 ok\r\n354 go\r\n")
                try peer.message()
                try peer.say("250 ok\r\n")
            }
        }
        let pool = try pool(server, connections: 3, queueLimit: 500)
        let fates = await withTaskGroup(of: String.self) { group in
            for number in 0..<500 {
                group.addTask {
                    guard let mail = try? sampleMail("Subject: no \(number)\n\nx") else { return "no mail" }
                    return await pool.send(mail).fate
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        await pool.shutdown()
        #expect(fates == ["accepted 250": 500])
        #expect((1...3).contains(server.conversations.count))
        let subjects = server.conversations.joined().filter { $0.hasPrefix("Subject") }
        #expect(subjects.count == 500 && Set(subjects).count == 500)
    }
}

extension Peer {
    /// Greets, takes a pipelined envelope and answers it with what is given.
    func greetAndTake(_ replies: String) throws {
        try greet(offering: "PIPELINING")
        try envelope(replies)
    }
}
