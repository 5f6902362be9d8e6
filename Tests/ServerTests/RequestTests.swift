import Channels
import Dunning
import Server
import Synchronization
import Testing

struct RequestTests {
    @Test func `the reader sees the request exactly as the provider signed it`() async throws {
        let seen = Mutex<InboundRequest?>(nil)
        let box = Box(seen)
        let provider = FakeProvider { (request) throws(InboundRefusal) in
            box.value.withLock { $0 = request }
            return InboundAnswer(events: [])
        }
        try await Scene.with(provider) { scene in
            let heard = try await http(
                scene.port,
                "POST",
                "/callbacks/sms.primary/key?attempt=A1.1&say=Gr%C3%BC%C3%9Fe+%2b",
                headers: [formType + "; charset=UTF-8", "X-Twilio-Signature: abc=", "X-Twice: a", "x-twice: b"],
                body: "b=2&a=%3d1&a=2&empty=&none"
            )
            #expect(heard?.status == 200)
        }
        let request = try #require(box.value.withLock { $0 })
        #expect(request.url == "https://hooks.example/callbacks/sms.primary/key?attempt=A1.1&say=Gr%C3%BC%C3%9Fe+%2b")
        #expect(request.method == "POST")
        #expect(request.topic == "key")
        #expect(request.query.map(\.name) == ["attempt", "say"])
        #expect(request.query.map(\.value) == ["A1.1", "Grüße +"])
        #expect(request.form.map(\.name) == ["b", "a", "a", "empty", "none"])
        #expect(request.form.map(\.value) == ["2", "=1", "2", "", ""])
        #expect(request.headers["x-twilio-signature"] == "abc=")
        #expect(request.headers["x-twice"] == "a, b")
        #expect(request.headers["host"] == "hooks.example")
        #expect(String(decoding: request.body, as: UTF8.self) == "b=2&a=%3d1&a=2&empty=&none")
    }

    @Test func `without a public address the one that is listened on is the address`() async throws {
        let box = Box(Mutex<InboundRequest?>(nil))
        let provider = FakeProvider { (request) throws(InboundRefusal) in
            box.value.withLock { $0 = request }
            return InboundAnswer(events: [])
        }
        try await Scene.with(provider, options: CallbackServerOptions()) { scene in
            _ = try await http(scene.port, "GET", "/callbacks/sms.primary/status?a=1")
            let url = box.value.withLock { $0?.url }
            #expect(url == "http://127.0.0.1:\(scene.port)/callbacks/sms.primary/status?a=1")
        }
    }

    @Test func `health is told without anything personal`() async throws {
        try await Scene.with { scene in
            let heard = try #require(try await http(scene.port, "GET", "/healthz"))
            #expect(heard.status == 200)
            #expect(heard.body == #"{"status":"ok"}"#)
            for field in ["cache-control: no-store", "x-content-type-options: nosniff", "default-src 'none'"] {
                #expect(heard.head.contains(field))
            }
            #expect(!heard.head.contains("server:"))
        }
    }

    @Test(arguments: [
        "/", "/callbacks", "/callbacks/", "/callbacks/sms.primary", "/callbacks/sms.primary/",
        "/callbacks/sms.primary/status/", "/callbacks/sms.primary/other", "/callbacks/sms.other/status",
        "//callbacks/sms.primary/status", "/callbacks//sms.primary/status", "/callbacks/./sms.primary/status",
        "/x/../callbacks/sms.primary/status", "/callbacks/sms.primary/../sms.primary/status",
        "/callbacks/sms%2Eprimary/status", "/callbacks%2Fsms.primary%2Fstatus", "/callbacks/sms.primary/status%00",
        "/callbacks/sms.primary/status;x=1", "/callbacks/sms.primary/STATUS", "/Callbacks/sms.primary/status",
        "/callbacks\\sms.primary\\status", "*", "/healthz/",
        "/healthz?x=1", "/callbacks/..%2f..%2fetc%2fpasswd/status",
    ])
    func `only the listed addresses exist`(target: String) async throws {
        try await Scene.with { scene in
            let status = try await http(scene.port, "GET", target)?.status
            #expect(status == 404 || status == 400 && target == "*")
        }
    }

    @Test func `an address with another host is judged by its path under the public address`() async throws {
        let box = Box(Mutex<InboundRequest?>(nil))
        let provider = FakeProvider { (request) throws(InboundRefusal) in
            box.value.withLock { $0 = request }
            throw .unproved
        }
        try await Scene.with(provider) { scene in
            let target = "http://evil.example/callbacks/sms.primary/status?a=1"
            let heard = try await http(scene.port, "GET", target, headers: ["X-Forwarded-Host: evil.example"])
            #expect(heard?.status == 403)
            let url = box.value.withLock { $0?.url }
            #expect(url == "https://hooks.example/callbacks/sms.primary/status?a=1")
        }
    }

    @Test(arguments: [
        ("PUT", "/callbacks/sms.primary/status", "get, post"), ("DELETE", "/callbacks/sms.primary/status", "get, post"),
        ("HEAD", "/callbacks/sms.primary/status", "get, post"), ("TRACE", "/healthz", "get"),
        ("POST", "/healthz", "get"),
    ])
    func `other methods are refused with those that are allowed`(
        method: String,
        target: String,
        allowed: String
    ) async throws {
        try await Scene.with { scene in
            let heard = try await http(scene.port, method, target)
            #expect(heard?.status == 405)
            #expect(heard?.head.split(separator: "\r\n").contains("allow: \(allowed)") == true)
        }
    }

    @Test(arguments: [
        ("text/plain", 415), ("multipart/form-data; boundary=x", 415), ("application/x-www-form-urlencodedx", 415),
        ("", 415), ("Application/X-WWW-Form-Urlencoded ; charset=utf-8", 200),
    ])
    func `only known types of content are read`(type: String, status: Int) async throws {
        try await Scene.with { scene in
            let heard = try await http(
                scene.port,
                "POST",
                "/callbacks/sms.primary/status",
                headers: ["Content-Type: \(type)"],
                body: "secret=right&event=nothing"
            )
            #expect(heard?.status == status)
        }
    }

    @Test(arguments: [
        "secret=right&event=%zz", "secret=right&event=%", "secret=right&event=%C3", "%FF=1", "secret=right",
    ])
    func `what makes no sense is refused`(body: String) async throws {
        try await Scene.with { scene in
            let posted = try await scene.post(body)
            #expect(posted?.status == 400)
            #expect(try await http(scene.port, "GET", "/callbacks/sms.primary/status?\(body)")?.status == 400)
            #expect(scene.log.lines.count == 2)
        }
    }

    @Test func `a receipt that names nothing makes no sense`() async throws {
        try await Scene.with { scene in
            let heard = try await scene.call(["event": "delivered"])
            #expect(heard?.status == 400)
        }
    }

    @Test func `a get with a body makes no sense`() async throws {
        try await Scene.with { scene in
            let heard = try await http(scene.port, "GET", "/callbacks/sms.primary/status", body: "event=nothing")
            #expect(heard?.status == 400)
        }
    }

    @Test func `the longest body is taken and one byte more is refused`() async throws {
        try await Scene.with { scene in
            let start = "secret=right&event=nothing&x="
            for (length, status) in [(65_536, 200), (65_537, 413)] {
                let body = start + String(repeating: "a", count: length - start.utf8.count)
                let heard = try await scene.post(body)
                #expect(heard?.status == status)
            }
        }
    }

    @Test func `a body in chunks is refused as soon as it is too long`() async throws {
        try await Scene.with { scene in
            let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
            let answer = try await Wire.with(scene.port) { wire in
                try await wire.send(
                    "POST /callbacks/sms.primary/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(formType)\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                )
                for _ in 0..<5 { try await wire.send(chunk) }
                return await wire.text(upTo: "too large\n")
            }
            #expect(Heard(answer)?.status == 413)
        }
    }

    @Test func `an announced length that is too long is refused before a byte of it`() async throws {
        try await Scene.with { scene in
            let answer = try await Wire.with(scene.port) { wire in
                try await wire.send(
                    "POST /callbacks/sms.primary/status HTTP/1.1\r\nHost: x\r\n\(formType)\r\n"
                        + "Content-Length: 999999999999\r\n\r\n"
                )
                return await wire.text(upTo: "too large\n")
            }
            #expect(Heard(answer)?.status == 413)
        }
    }

    @Test func `a long address is refused`() async throws {
        try await Scene.with { scene in
            let target = "/callbacks/sms.primary/status?" + String(repeating: "a", count: 8192)
            let heard = try await http(scene.port, "GET", target)
            #expect(heard?.status == 414)
        }
    }

    @Test(arguments: [
        ["X-Long: " + String(repeating: "a", count: 20_000)],
        (0..<100).map { "X-Field-\($0): 1" },
        (0..<20).map { "X-Field-\($0): " + String(repeating: "a", count: 1000) },
    ])
    func `too much of header fields is refused`(headers: [String]) async throws {
        try await Scene.with { scene in
            let heard = try await http(scene.port, "GET", "/healthz", headers: headers)
            #expect(heard?.status != 200)
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "", "GET /healthz HTTP/1.1\r\nHost: x\r\n",
            "POST /callbacks/sms.primary/status HTTP/1.1\r\nHost: x\r\n\(formType)\r\nContent-Length: 50\r\n\r\nsecret=right",
            "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        ]
    )
    func `a client that does not come to its end is left`(beginning: String) async throws {
        var options = CallbackServerOptions(publicURL: "https://hooks.example")
        options.limits.patience = .milliseconds(200)
        try await Scene.with(options: options) { scene in
            let answer = try await Wire.with(scene.port) { wire in
                try await wire.send(beginning)
                return await wire.rest()
            }
            // The last beginning is a whole request: it is answered, and then the idle connection ends.
            #expect(answer.isEmpty || Heard(answer)?.status == 200)
        }
    }

    @Test func `a connection serves one request after the other`() async throws {
        try await Scene.with { scene in
            let answers = try await Wire.with(scene.port) { wire in
                var answers: [String] = []
                for _ in 0..<3 {
                    try await wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                    answers.append(await wire.text(upTo: "}"))
                }
                return answers
            }
            #expect(answers.compactMap { Heard($0)?.status } == [200, 200, 200])
        }
    }

    @Test(arguments: ["\r\n\r\n\0\0", "NONSENSE\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n"])
    func `what is no HTTP gets no answer that could be taken for one`(text: String) async throws {
        try await Scene.with { scene in
            let answer = try await Wire.with(scene.port) { wire in
                try await wire.send(text)
                return await wire.rest()
            }
            #expect(answer.isEmpty || (Heard(answer)?.status ?? 0) >= 400)
        }
    }
}

/// Holds what a closure saw.
final class Box<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: consuming sending Mutex<Value>) { self.value = value }
}
