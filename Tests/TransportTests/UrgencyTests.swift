import Dispatch
import Testing

@testable import Transport

/// What is urgent goes before what waits for a connection.
@Suite(.timeLimit(.minutes(2)))
struct UrgencyTests {
    @Test func `an urgent mail goes before those that wait for a connection`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { peer in
            try peer.greet(offering: "PIPELINING")
            for number in 0..<4 {
                try peer.envelope()
                if number == 0 { gate.wait() }
                try peer.message()
                try peer.say("250 2.0.0 taken\r\n")
            }
            try peer.hear("QUIT")
            try peer.say("221 bye\r\n")
        }
        let account = try SMTPAccount(url: "smtp://127.0.0.1:\(server.port)", clientName: "dunlin.test")
        let pool = SMTPPool(account: account, connections: 1)
        // Each of these stands in its queue before the next one comes.
        let first = Task.immediate { await pool.send(try sampleMail(to: "first@example.com")) }
        await server.hears("DATA")
        let waiting = ["second", "third"].map { name in
            Task.immediate { await pool.send(try sampleMail(to: "\(name)@example.com")) }
        }
        let urgent = Task.immediate { await pool.send(try sampleMail(to: "urgent@example.com"), isUrgent: true) }
        gate.signal()
        for task in [first, urgent] + waiting { #expect(try await task.value.fate == "accepted 250") }
        await pool.shutdown()
        let order = server.conversations[0].filter { $0.hasPrefix("RCPT") }
        #expect(
            order == ["first", "urgent", "second", "third"].map { "RCPT TO:<\($0)@example.com>" }
        )
    }

    @Test func `an urgent request goes before those that wait for a connection`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { peer in
            for number in 0..<4 {
                try peer.block(through: "\r\n\r\n")
                if number == 0 { gate.wait() }
                try peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            }
            peer.awaitClose()
        }
        var settings = HTTPClient.Settings()
        settings.connectionsPerHost = 1
        let client = HTTPClient(settings: settings)
        @Sendable func request(_ name: String) throws -> HTTPRequest {
            try HTTPRequest(.get, url: "http://127.0.0.1:\(server.port)/\(name)")
        }
        let first = Task.immediate { await client.send(try request("first")) }
        await server.hears("GET /first")
        let waiting = ["second", "third"].map { name in
            Task.immediate { await client.send(try request(name)) }
        }
        let urgent = Task.immediate { await client.send(try request("urgent"), isUrgent: true) }
        gate.signal()
        for task in [first, urgent] + waiting { #expect(try await task.value.fate == "response 200") }
        await client.shutdown()
        let order = server.conversations[0].compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(order == ["/first", "/urgent", "/second", "/third"])
    }

    @Test func `what waits for a connection when a client ends is not sent`() async throws {
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            peer.awaitClose()
        }
        var settings = HTTPClient.Settings()
        settings.connectionsPerHost = 1
        let client = HTTPClient(settings: settings)
        let request = try HTTPRequest(.get, url: "http://127.0.0.1:\(server.port)/")
        let first = Task.immediate { await client.send(request) }
        await server.hears("GET /")
        let waiting = Task.immediate { await client.send(request) }
        await client.shutdown(grace: .milliseconds(50))
        #expect(await first.value.fate.hasPrefix("unknown "))
        #expect(await waiting.value.fate == "notSent \(TransportFault.Kind.shuttingDown.rawValue)")
    }
}
