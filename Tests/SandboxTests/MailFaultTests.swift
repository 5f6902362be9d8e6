import Testing

@testable import Sandbox

struct MailFaultTests {
    private static func start(_ wire: inout Wire, to recipient: String) async throws -> [String] {
        _ = try await wire.reply()
        return try await wire.talk("EHLO me", "MAIL FROM:<a@x.example>", "RCPT TO:<\(recipient)>")
    }

    @Test(arguments: [
        ("temporary", "451 4.3.0"), ("permanent", "550 5.1.1"), ("throttled", "450 4.7.1"), ("opted-out", "550 5.7.1"),
        ("Temporary+7", "451 4.3.0"),
    ])
    func `a recipient who refuses does so at RCPT, in any domain, and leaves the connection usable`(
        local: String,
        answer: String
    ) async throws {
        try await withSandbox { sandbox, endpoints in
            try await Wire.with(endpoints.smtpPort) { wire in
                let replies = try await Self.start(&wire, to: "\(local)@any.example")
                #expect(replies.last?.hasPrefix(answer) == true)
                let next = try await wire.talk("RCPT TO:<good@any.example>", "DATA", "x\r\n.", "QUIT")
                #expect(next.map { $0.prefix(3) } == ["250", "354", "250", "221"])
            }
            #expect(sandbox.inbox.newest(9).map(\.isAccepted) == [true, false])
        }
    }

    @Test func `a greylisted recipient is taken at the second try`() async throws {
        try await withSandbox { _, endpoints in
            for code in ["450", "250"] {
                try await Wire.with(endpoints.smtpPort) { wire in
                    let replies = try await Self.start(&wire, to: "greylisted@y.example")
                    #expect(replies.last?.hasPrefix(code) == true)
                }
            }
        }
    }

    @Test func `a connection dropped before the content leaves nothing behind`() async throws {
        try await withSandbox { sandbox, endpoints in
            try await Wire.with(endpoints.smtpPort) { wire in
                _ = try await Self.start(&wire, to: "dropped-before@y.example")
                let replies = try await wire.talk("DATA")
                #expect(replies == ["closed"])
            }
            #expect(sandbox.inbox.count == 0)
        }
    }

    @Test func `a connection dropped after the final dot has taken the mail`() async throws {
        try await withSandbox { sandbox, endpoints in
            try await Wire.with(endpoints.smtpPort) { wire in
                _ = try await Self.start(&wire, to: "dropped-after@y.example")
                let replies = try await wire.talk("DATA", "x\r\n.")
                #expect(replies.last == "closed")
            }
            #expect(sandbox.inbox.newest(9).map(\.isAccepted) == [true])
        }
    }

    @Test func `content that is refused is refused after the final dot`() async throws {
        try await withSandbox { sandbox, endpoints in
            try await Wire.with(endpoints.smtpPort) { wire in
                _ = try await Self.start(&wire, to: "rejected-content@y.example")
                let replies = try await wire.talk("DATA", "x\r\n.")
                #expect(replies.last?.hasPrefix("554 5.6.0") == true)
            }
            #expect(sandbox.inbox.newest(9).map(\.isAccepted) == [false])
        }
    }

    @Test func `a slow recipient is answered when its time has come, and not before`() async throws {
        let clock = HeldClock()
        var options = SandboxOptions()
        options.slowness = .seconds(90)
        try await withSandbox(options, clock: clock) { sandbox, endpoints in
            try await Wire.with(endpoints.smtpPort) { wire in
                _ = try await Self.start(&wire, to: "slow@y.example")
                _ = try await wire.talk("DATA")
                try await wire.send("x\r\n.\r\nQUIT\r\n")
                let waited = await clock.sleepers.first { _ in true }
                #expect(waited == .seconds(90))
                #expect(sandbox.inbox.count == 1)
                clock.wakeAll()
                let late = [try await wire.reply(), try await wire.reply()]
                #expect(late.map { $0?.prefix(3) } == ["250", "221"])
            }
        }
    }
}
