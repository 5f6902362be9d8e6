import Foundation
import Testing

@testable import Transport

private func url(_ server: ScriptedServer, _ path: String = "/sms?x=1") -> String {
    "http://127.0.0.1:\(server.port)\(path)"
}

private let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Id: 7\r\n\r\nhi"

struct HTTPRequestTests {
    @Test(arguments: [
        "", "sms", "/path", "ftp://a.example", "http://", "http://a b", "http://u:p@a.example", "http://u@a.example",
        "http://a.example/\r\nX: y", "http://a.example/\0", "file:///etc/passwd", "http://a.example:99999",
    ])
    func `what is no plain web address is refused`(url: String) {
        #expect(throws: HTTPRequest.Fault.badURL) { try HTTPRequest(.get, url: url) }
    }

    @Test(arguments: ["a\r\nX: y", "a\nb", "a\rb", "a\0b", "\u{1B}[31m", "a\u{7F}"])
    func `a header value cannot begin another line`(value: String) {
        #expect(throws: HTTPRequest.Fault.badHeaderValue) { try HTTPHeader("X", value) }
    }

    @Test(arguments: ["", "a b", "a:", "a\r\n", "ä", "a\0"])
    func `a header name is a token`(name: String) {
        #expect(throws: HTTPRequest.Fault.badHeaderName) { try HTTPHeader(name, "x") }
    }

    @Test(arguments: ["Host", "content-LENGTH", "Transfer-Encoding", "Connection", "Expect"])
    func `what frames the message is not the caller's`(name: String) {
        #expect(throws: HTTPRequest.Fault.reservedHeader(name.lowercased())) { try HTTPHeader(name, "x") }
    }
}

@Suite(.timeLimit(.minutes(2)))
struct HTTPClientTests {
    @Test func `a request arrives as it was made, and the answer comes back whole`() async throws {
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            let body = try peer.bytes(5)
            try peer.say(ok.replacing("hi", with: body == [0, 1, 2, 3, 255] ? "ok" : "no"))
            peer.awaitClose()
        }
        let client = HTTPClient()
        let request = try HTTPRequest(
            .post,
            url: url(server),
            headers: [HTTPHeader("X-Key", " k "), HTTPHeader("X-Empty", "")],
            body: [0, 1, 2, 3, 255],
            credentials: Credentials(username: "AC0", password: "tök:en")
        )
        let outcome = await client.send(request)
        guard case .response(let response) = outcome else { throw PeerError.unexpected(outcome.fate) }
        #expect(response.status == 200 && response.header("x-id") == "7" && response.body == Array("ok".utf8))
        await client.shutdown()
        let lines = Set(server.conversations[0][0].split(separator: "\r\n").map(String.init))
        let basic = Data("AC0:tök:en".utf8).base64EncodedString()
        #expect(
            lines == [
                "POST /sms?x=1 HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "Authorization: Basic \(basic)",
                "Accept: */*",
                "X-Key: k", "X-Empty:", "Content-Length: 5",
            ]
        )
    }

    @Test(arguments: HTTPRequest.Method.allCases)
    func `every method goes out under its own name, with or without a body`(method: HTTPRequest.Method) async throws {
        let server = try ScriptedServer { peer in
            for _ in 0..<2 {
                let head = try peer.block(through: "\r\n\r\n")
                if head.contains("Content-Length: 1") { try peer.bytes(1) }
                try peer.say("HTTP/1.1 204 None\r\n\r\n")
            }
        }
        let client = HTTPClient()
        for body in [nil, [UInt8(0x61)]] {
            #expect(await client.send(try HTTPRequest(method, url: url(server), body: body)).fate == "response 204")
        }
        await client.shutdown()
        #expect(server.conversations.count == 1)
        #expect(server.conversations[0].allSatisfy { $0.hasPrefix(method.rawValue + " /sms?x=1 HTTP/1.1\r\n") })
    }

    @Test func `redirects are answers, interim answers are none`() async throws {
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            try peer.say("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            try peer.say("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
            peer.awaitClose()
        }
        let client = HTTPClient()
        let outcome = await client.send(try HTTPRequest(.get, url: url(server)))
        guard case .response(let response) = outcome else { throw PeerError.unexpected(outcome.fate) }
        #expect(response.status == 302 && response.header("location") == "/elsewhere")
        #expect(response.header("x-early") == nil)
        await client.shutdown()
        #expect(server.conversations.joined().count == 1)
    }

    @Test func `what ends before the request is notSent`() async throws {
        let port = try ScriptedServer({ _ in }).port
        let client = HTTPClient()
        #expect(await client.send(try HTTPRequest(.post, url: "http://127.0.0.1:\(port)/")).fate == "notSent connect")
        let name = String(repeating: "x", count: 64)
        #expect(await client.send(try HTTPRequest(.post, url: "http://\(name).invalid/")).fate == "notSent resolve")
        let plain = try ScriptedServer { try $0.say("HTTP/1.1 400 not TLS\r\n\r\n") }
        let secure = try HTTPRequest(.post, url: "https://127.0.0.1:\(plain.port)/")
        #expect(await client.send(secure).fate == "notSent tls")
        let mute = try ScriptedServer { $0.awaitClose() }
        var impatient = try HTTPRequest(.post, url: "https://127.0.0.1:\(mute.port)/")
        impatient.connectTimeout = .milliseconds(100)
        #expect(await client.send(impatient).fate == "notSent timeout")
        await client.shutdown()
    }

    @Test func `what ends after the request began is unknown`() async throws {
        let cases: [(fate: String, script: ScriptedServer.Script)] = [
            ("unknown connectionLost", { _ = try $0.block(through: "\r\n\r\n") }),
            (
                "unknown connectionLost",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    peer.reset()
                }
            ),
            (
                "unknown connectionLost",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    try peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
                }
            ),
            (
                "unknown timeout",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    peer.awaitClose()
                }
            ),
            (
                "unknown timeout",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    try peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
                    peer.awaitClose()
                }
            ),
            (
                "unknown responseTooLarge",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    try peer.say("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 1_001))
                }
            ),
            (
                "unknown responseTooLarge",
                { peer in
                    try peer.block(through: "\r\n\r\n")
                    let line = "X: " + String(repeating: "x", count: 4_000) + "\r\n"
                    try peer.say("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 20) + "\r\n")
                }
            ),
        ]
        for (fate, script) in cases {
            let server = try ScriptedServer(script)
            let client = HTTPClient()
            var request = try HTTPRequest(.post, url: url(server))
            request.timeout = fate.hasSuffix("timeout") ? .milliseconds(200) : .seconds(20)
            request.responseLimit = 1_000
            #expect(await client.send(request).fate == fate)
            await client.shutdown()
            #expect(server.conversations.count == 1)
        }
    }

    @Test func `a request on a kept connection that dies is never repeated`() async throws {
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            try peer.say(ok)
            try peer.block(through: "\r\n\r\n")
        }
        let client = HTTPClient()
        #expect(await client.send(try HTTPRequest(.get, url: url(server))).fate == "response 200")
        #expect(await client.send(try HTTPRequest(.get, url: url(server))).fate == "unknown connectionLost")
        await client.shutdown()
        // libcurl may open a second connection for its own retry; no request may follow on it.
        #expect(server.conversations.joined().count == 2)
    }

    @Test func `one slow answer holds up no other`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let slow = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            gate.wait()
            try peer.say(ok)
        }
        let fast = try ScriptedServer { peer in
            while true {
                try peer.block(through: "\r\n\r\n")
                try peer.say(ok)
            }
        }
        let client = HTTPClient()
        let request = try HTTPRequest(.get, url: url(slow))
        let waiting = Task { await client.send(request) }
        await slow.hears("GET")
        for _ in 0..<20 { #expect(await client.send(try HTTPRequest(.get, url: url(fast))).fate == "response 200") }
        gate.signal()
        #expect(await waiting.value.fate == "response 200")
        await client.shutdown()
        #expect(fast.conversations.count == 1)
    }

    @Test func `cancellation and shutdown lose no outcome`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            gate.wait()
            try peer.say(ok)
        }
        let client = HTTPClient()
        let request = try HTTPRequest(.post, url: url(server))
        let sending = Task { await client.send(request) }
        await server.hears("POST")
        sending.cancel()
        let end = Task { await client.shutdown(grace: .seconds(60)) }
        gate.signal()
        #expect(await sending.value.fate == "response 200")
        await end.value
        #expect(await client.send(request).fate == "notSent shuttingDown")
    }

    @Test func `after the grace time a request under way is unknown`() async throws {
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            peer.awaitClose()
        }
        let client = HTTPClient()
        let request = try HTTPRequest(.post, url: url(server))
        let sending = Task { await client.send(request) }
        await server.hears("POST")
        await client.shutdown(grace: .zero)
        #expect(await sending.value.fate == "unknown shuttingDown")
    }

    @Test func `what is over the limit is given back at once`() async throws {
        var settings = HTTPClient.Settings()
        settings.requestLimit = 1
        let server = try ScriptedServer { peer in
            try peer.block(through: "\r\n\r\n")
            peer.awaitClose()
        }
        let client = HTTPClient(settings: settings)
        let request = try HTTPRequest(.get, url: url(server))
        let sending = Task { await client.send(request) }
        await server.hears("GET")
        #expect(await client.send(request).fate == "notSent queueFull")
        await client.shutdown(grace: .zero)
        #expect(await sending.value.fate == "unknown shuttingDown")
    }

    @Test func `proxies of the environment are ignored`() async {
        // In a process of its own, since the environment belongs to all tests at once.
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
            let server = try ScriptedServer { peer in
                try peer.block(through: "\r\n\r\n")
                try peer.say(ok)
            }
            let client = HTTPClient()
            let fate = await client.send(try HTTPRequest(.get, url: "http://127.0.0.1:\(server.port)/")).fate
            exit(fate == "response 200" ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }
}

/// Against Python's own HTTPS server.
@Suite(.timeLimit(.minutes(2)))
struct HTTPSClientTests {
    private let authority: ThrowawayAuthority

    init() throws {
        authority = try ThrowawayAuthority()
    }

    private func server(_ protocols: String) async throws -> (ServerProcess, url: String) {
        let arguments = [authority.certificateFile, authority.keyFile, protocols]
        let process = try ServerProcess(python: PeerScript.web, arguments)
        return (process, "https://localhost:\(try await PeerAddress(process).port)/calls")
    }

    private func client(trusting file: String?) -> HTTPClient {
        var settings = HTTPClient.Settings()
        settings.caFile = file
        return HTTPClient(settings: settings)
    }

    @Test func `the named authority is trusted, and no other`() async throws {
        let (process, url) = try await server("http/1.1")
        let request = try HTTPRequest(.post, url: url, body: Array("hello".utf8))
        let trusting = client(trusting: authority.authorityFile)
        let outcome = await trusting.send(request)
        guard case .response(let response) = outcome else { throw PeerError.unexpected(outcome.fate) }
        #expect(response.status == 201 && response.body == Array("hello".utf8))
        let stranger = try ThrowawayAuthority()
        for file in [nil, stranger.authorityFile, "/nowhere/ca.pem"] {
            let distrustful = client(trusting: file)
            #expect(await distrustful.send(request).fate == "notSent tls")
            await distrustful.shutdown()
        }
        await trusting.shutdown()
        withExtendedLifetime(process) {}
    }

    @Test func `HTTP 2 is agreed on where TLS offers it`() async throws {
        let (process, url) = try await server("h2,http/1.1")
        let client = client(trusting: authority.authorityFile)
        // Python speaks no HTTP/2: what counts is what the handshake agreed on, and that the fate is honest.
        #expect(await client.send(try HTTPRequest(.post, url: url)).fate.hasPrefix("unknown"))
        #expect(try await process.line() == #"{"alpn": "h2"}"#)
        await client.shutdown()
    }
}
