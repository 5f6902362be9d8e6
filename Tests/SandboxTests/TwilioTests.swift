import Foundation
import Testing

@testable import Sandbox

private let account = "AC" + String(repeating: "0", count: 32)

/// Sends a request to the stand-in as a Twilio client does.
private func twilio(
    _ endpoints: Endpoints,
    _ resource: String,
    _ fields: [(name: String, value: String)]? = nil,
    user: String = account,
    password: String = "token"
) async throws -> (status: Int, head: String, body: String)? {
    let secret = Data("\(user):\(password)".utf8).base64EncodedString()
    return try await http(
        endpoints.httpPort,
        fields == nil ? "GET" : "POST",
        "/2010-04-01/Accounts/\(account)/\(resource).json",
        headers: ["Authorization: Basic \(secret)", "Content-Type: application/x-www-form-urlencoded"],
        body: Form(fields ?? []).encoded
    )
}

private let sms: [(name: String, value: String)] = [
    (name: "To", value: "+4915112345678"), ("From", "+493012345678"), ("Body", "Grüße & <b>"),
]
private let call: [(name: String, value: String)] = [
    (name: "To", value: "+12025550123"), ("From", "+12025550100"),
    ("Twiml", "<Response><Say>Hello</Say></Response>"),
]

private func replacing(
    _ fields: [(name: String, value: String)],
    _ name: String,
    _ value: String?
) -> [(name: String, value: String)] {
    fields.filter { $0.name != name } + (value.map { [(name: name, value: $0)] } ?? [])
}

private func json(_ body: String?) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data((body ?? "").utf8)) as? [String: Any])
}

struct TwilioTests {
    @Test func `a message is taken, answered in Twilio's shape, and found again by its SID`() async throws {
        try await withSandbox { sandbox, endpoints in
            let answer = try await twilio(endpoints, "Messages", sms)
            #expect(answer?.status == 201)
            let created = try json(answer?.body)
            let sid = try #require(created["sid"] as? String)
            #expect(sid.hasPrefix("SM") && sid.count == 34)
            #expect(created["status"] as? String == "queued")
            #expect(created["num_segments"] as? String == "1")
            #expect(created["body"] as? String == "Grüße & <b>")
            let found = try json(try await twilio(endpoints, "Messages/\(sid)")?.body)
            #expect(found["sid"] as? String == sid)
            #expect(found["to"] as? String == "+4915112345678")
            let first = try await twilio(endpoints, "Messages/SM00")?.status
            #expect(first == 404)
            let second = try await twilio(endpoints, "Calls/\(sid)")?.status
            #expect(second == 404)
            #expect(sandbox.inbox.count == 1)
        }
    }

    @Test func `what was taken is listed by its recipient, newest first and in pages`() async throws {
        try await withSandbox { _, endpoints in
            for number in 1...5 { _ = try await twilio(endpoints, "Messages", replacing(sms, "Body", "\(number)")) }
            _ = try await twilio(endpoints, "Messages", replacing(sms, "To", "+4915112345679"))
            _ = try await twilio(endpoints, "Calls", call)
            var path = "Messages.json?To=%2B4915112345678&PageSize=2"
            var bodies: [String] = []
            for _ in 0..<3 {
                let answer = try await http(
                    endpoints.httpPort,
                    "GET",
                    "/2010-04-01/Accounts/\(account)/\(path)",
                    headers: ["Authorization: Basic \(Data("\(account):token".utf8).base64EncodedString())"]
                )
                let page = try json(answer?.body)
                let messages = try #require(page["messages"] as? [[String: Any]])
                bodies += messages.compactMap { $0["body"] as? String }
                guard let next = page["next_page_uri"] as? String else { break }
                path = next.replacingOccurrences(of: "/2010-04-01/Accounts/\(account)/", with: "")
            }
            #expect(bodies == ["5", "4", "3", "2", "1"])
            let calls = try await twilio(endpoints, "Calls")?.body
            #expect(try json(calls)["calls"] as? [Any] != nil)
        }
    }

    @Test func `what is missing, wrong or unknown is refused with Twilio's code, and nothing is kept`() async throws {
        let cases: [(String, [(name: String, value: String)], Int)] = [
            ("Messages", replacing(sms, "To", nil), 21_604), ("Messages", replacing(sms, "From", nil), 21_603),
            ("Messages", replacing(sms, "Body", nil), 21_602), ("Messages", replacing(sms, "To", "0151 123"), 21_211),
            ("Messages", replacing(sms, "Body", String(repeating: "x", count: 1_601)), 21_617),
            ("Messages", sms + [("Boddy", "x")], 20_001), ("Messages", sms + [("StatusCallback", "ftp://x")], 21_609),
            ("Messages", sms + [("Attempt", "many")], 20_001), ("Calls", replacing(call, "To", nil), 21_201),
            ("Calls", replacing(call, "From", nil), 21_213), ("Calls", replacing(call, "Twiml", nil), 21_205),
            ("Calls", replacing(call, "Twiml", "<Response><Say>a & b</Say></Response>"), 12_100),
            ("Calls", replacing(call, "Twiml", "<!DOCTYPE x><Response/>"), 12_100),
            ("Calls", replacing(call, "Twiml", "<Response><Shout/></Response>"), 12_100),
            ("Calls", replacing(call, "Twiml", "<Response><Say>a</Say>"), 12_100),
            ("Calls", call + [("StatusCallbackEvent", "finished")], 20_001),
        ]
        try await withSandbox { sandbox, endpoints in
            for (resource, fields, code) in cases {
                let answer = try await twilio(endpoints, resource, fields)
                #expect(answer?.status == 400)
                #expect(try json(answer?.body)["code"] as? Int == code)
            }
            #expect(sandbox.inbox.count == 0)
        }
    }

    @Test func `the account and the token are checked`() async throws {
        var options = SandboxOptions()
        options.twilioToken = "right"
        try await withSandbox(options) { _, endpoints in
            let first = try await twilio(endpoints, "Messages", sms, password: "right")?.status
            #expect(first == 201)
            for (user, password) in [(account, "wrong"), ("AC1", "right"), (account, "")] {
                let answer = try await twilio(endpoints, "Messages", sms, user: user, password: password)
                #expect(answer?.status == 401)
                #expect(try json(answer?.body)["code"] as? Int == 20_003)
            }
        }
    }

    @Test func `each magic number refuses as the table says`() async throws {
        let cases = [
            ("Messages", "+12025550150", 503, 20_503), ("Messages", "+12025550151", 400, 21_211),
            ("Messages", "+12025550152", 429, 20_429), ("Messages", "+12025550157", 400, 21_610),
            ("Messages", "+4915112340157", 400, 21_610), ("Messages", "+15005550001", 400, 21_211),
            ("Messages", "+15005550004", 400, 21_610), ("Messages", "+15005550009", 400, 21_614),
            ("Calls", "+12025550157", 400, 21_216), ("Calls", "+15005550003", 400, 21_215),
        ]
        try await withSandbox { sandbox, endpoints in
            for (resource, number, status, code) in cases {
                let fields = replacing(resource == "Calls" ? call : sms, "To", number)
                let answer = try await twilio(endpoints, resource, fields)
                #expect(answer?.status == status, "\(number)")
                #expect(try json(answer?.body)["code"] as? Int == code, "\(number)")
                #expect(answer?.head.contains("retry-after: 30") == (status == 429))
            }
            #expect(sandbox.inbox.newest(99).allSatisfy { !$0.isAccepted })
        }
    }

    @Test func `a dropped connection has taken the message only where the table says so`() async throws {
        try await withSandbox { sandbox, endpoints in
            let first = try await twilio(endpoints, "Messages", replacing(sms, "To", "+4915112340154"))
            #expect(first?.status == nil)
            #expect(sandbox.inbox.count == 0)
            let second = try await twilio(endpoints, "Messages", replacing(sms, "To", "+4915112340155"))
            #expect(second?.status == nil)
            #expect(sandbox.inbox.count == 1)
        }
    }

    @Test func `a slow number is answered when its time has come`() async throws {
        let clock = HeldClock()
        try await withSandbox(clock: clock) { _, endpoints in
            async let answer = twilio(endpoints, "Messages", replacing(sms, "To", "+4915112340153"))
            let waited = await clock.sleepers.first { _ in true }
            #expect(waited == .seconds(2))
            clock.wakeAll()
            let first = try await answer?.status
            #expect(first == 201)
        }
    }

    @Test(arguments: [("+4915112345678", "delivered"), ("+4915112340156", "undelivered")])
    func `a message's fate is posted with a signature that its token proves`(to: String, fate: String) async throws {
        try await withSandbox { sandbox, endpoints in
            try await Catcher.with { catcher in
                let url = "http://127.0.0.1:\(catcher.port)/hook?a=1"
                let fields = replacing(sms, "To", to) + [("StatusCallback", url)]
                let first = try await twilio(endpoints, "Messages", fields)?.status
                #expect(first == 201)
                var iterator = catcher.caught.makeAsyncIterator()
                for status in ["sent", fate] {
                    let posted = try #require(await iterator.next(isolation: #isolation))
                    #expect(posted.line == "POST /hook?a=1 HTTP/1.1")
                    #expect(posted.form["MessageStatus"] == status)
                    let signature = TwilioSignature.sign(url: url, parameters: posted.form.pairs, token: "token")
                    #expect(posted.head.contains("X-Twilio-Signature: \(signature)"))
                }
                #expect(sandbox.inbox.newest(1).first?.status == fate)
            }
        }
    }

    @Test func `the signature is the one of Twilio's published example`() {
        let parameters: [(name: String, value: String)] = [
            (name: "To", value: "+18005551212"), ("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675309"),
            ("Digits", "1234"), ("From", "+14158675309"),
        ]
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
        #expect(
            TwilioSignature.sign(url: url, parameters: parameters, token: "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
        )
    }

    @Test(arguments: [
        ("+12025550123", ["initiated", "ringing", "in-progress", "completed"]),
        ("+12025550158", ["initiated", "ringing", "no-answer"]), ("+12025550159", ["initiated", "ringing", "busy"]),
        ("+12025550156", ["initiated", "failed"]),
    ])
    func `a call tells each step that was asked for, in order`(to: String, steps: [String]) async throws {
        try await withSandbox { _, endpoints in
            try await Catcher.with { catcher in
                let fields =
                    replacing(call, "To", to) + [("StatusCallback", "http://localhost:\(catcher.port)/")]
                    + ["initiated", "ringing", "answered", "completed"].map { ("StatusCallbackEvent", $0) }
                let first = try await twilio(endpoints, "Calls", fields)?.status
                #expect(first == 201)
                var told: [String?] = []
                for await posted in catcher.caught.prefix(steps.count) { told.append(posted.form["CallStatus"]) }
                #expect(told == steps)
            }
        }
    }

    @Test func `the callee who presses nine reaches the menu's action, signed`() async throws {
        try await withSandbox { _, endpoints in
            try await Catcher.with { catcher in
                let action = "http://127.0.0.1:\(catcher.port)/keys"
                let twiml =
                    "<Response><Gather numDigits=\"1\" action=\"\(action)\"><Say>Press 9</Say></Gather></Response>"
                let fields = replacing(replacing(call, "Twiml", twiml), "To", "+12025550161")
                let first = try await twilio(endpoints, "Calls", fields)?.status
                #expect(first == 201)
                let posted = await catcher.caught.first { _ in true }
                #expect(posted?.line == "POST /keys HTTP/1.1")
                #expect(posted?.form["Digits"] == "9")
            }
        }
    }

    @Test func `a script named by its address is fetched from loopback`() async throws {
        try await withSandbox { sandbox, endpoints in
            try await Catcher.with(answer: "<Response><Say>fetched</Say></Response>") { catcher in
                let base = "http://127.0.0.1:\(catcher.port)"
                let fields =
                    replacing(call, "Twiml", nil) + [("Url", base + "/twiml"), ("StatusCallback", base + "/done")]
                let first = try await twilio(endpoints, "Calls", fields)?.status
                #expect(first == 201)
                let lines = await catcher.caught.prefix(2).reduce(into: [String]()) { $0.append($1.line) }
                #expect(lines == ["POST /twiml HTTP/1.1", "POST /done HTTP/1.1"])
                guard case .call(let script)? = sandbox.inbox.newest(1).first?.content else {
                    Issue.record("no call in the inbox")
                    return
                }
                #expect(script.lines == [.says("fetched", language: nil)])
            }
        }
    }

    @Test(arguments: [
        "http://192.0.2.1/", "http://example.com/", "https://127.0.0.1/", "http://127.0.0.1.example.com/",
        "http://user@127.0.0.1/", "http://127.0.0.1@example.com/", "http://127.1/", "http://2130706433/",
        "http://127.0.0.256/", "http://localhost.example/", "http://127.0.0.1:0/", "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX: y", "file:///etc/passwd", "http://[::2]/", "",
    ])
    func `nothing but plain HTTP on loopback is ever called`(url: String) {
        #expect(LoopbackClient.Address(url) == nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:80/x?y", "127.0.0.1", 80, "/x?y"), ("http://localhost", "127.0.0.1", 80, "/"),
        ("http://[::1]:8080/x", "::1", 8_080, "/x"), ("HTTP://127.9.9.9?q#f", "127.9.9.9", 80, "/?q"),
    ])
    func `loopback addresses are read`(url: String, host: String, port: Int, target: String) {
        let address = LoopbackClient.Address(url)
        #expect(address?.host == host)
        #expect(address?.port == port)
        #expect(address?.target == target)
    }
}
