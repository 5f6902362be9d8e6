import Digests
import Dunning
import Foundation
import Testing

@testable import Channels

struct TwilioTests {
    static let account = "AC00000000000000000000000000000000"
    static let callbacks = "https://dunlin.example/callbacks"

    static func options(
        _ url: String = "http://127.0.0.1:9",
        from: String = "+493012345678",
        isCalledBack: Bool = true
    ) -> TwilioOptions {
        TwilioOptions(
            service: HTTPService(url: url, timeout: .seconds(5), isLocal: true),
            account: account,
            token: "12345",
            from: PerCreditor(from),
            callbacks: isCalledBack ? CallbackAddress(base: callbacks, provider: ProviderID(trusted: "x.primary")) : nil
        )
    }

    private static let id = ProviderID(trusted: "x.primary")
    static func texts(_ options: TwilioOptions = options()) -> TwilioSMSProvider {
        TwilioSMSProvider(id: id, options: options)
    }
    static func calls(_ options: TwilioOptions = options()) -> TwilioVoiceProvider {
        TwilioVoiceProvider(id: id, options: options)
    }

    /// What the public API description says of the two requests: required fields, and those of ours with their kinds.
    private enum Kind { case text, number, url, oneOf(Set<String>) }

    private static let messageFields: [String: Kind] = [
        "To": .text, "From": .text, "MessagingServiceSid": .text, "Body": .text, "StatusCallback": .url,
    ]
    private static let callFields: [String: Kind] = [
        "To": .text, "From": .text, "Twiml": .text, "Timeout": .number, "StatusCallback": .url,
        "MachineDetection": .oneOf(["Enable", "DetectMessageEnd"]),
        "StatusCallbackEvent": .oneOf(["initiated", "ringing", "answered", "completed"]),
    ]

    private func check(_ request: LocalServer.Request, against table: [String: Kind], required: Set<String>) {
        #expect(required.isSubset(of: request.fields.map(\.name)))
        for (name, value) in request.fields {
            switch table[name] {
            case nil: Issue.record("`\(name)` is no parameter of the API")
            case .text: #expect(!value.isEmpty)
            case .number: #expect(Int(value).map { (1...600).contains($0) } == true)
            case .url: #expect(URL(string: value)?.scheme == "https")
            case .oneOf(let values): #expect(values.contains(value))
            }
        }
    }

    @Test func `a text goes out as the API describes it`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(201, #"{"sid":"SM1","status":"queued"}"#))
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        let delivery = Sample.sms("Größe & 5 € = \"x\"\nzwei 🙂")
        let handover = await provider.deliver(try provider.seal(delivery), for: delivery)
        #expect(handover == .accepted(reference: "SM1"))
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /2010-04-01/Accounts/\(TwilioTests.account)/Messages.json HTTP/1.1")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        let basic = Base64.standard.encode(Array("\(TwilioTests.account):12345".utf8))
        #expect(request.headers["authorization"] == "Basic \(basic)")
        check(request, against: TwilioTests.messageFields, required: ["To"])
        #expect(request.field("Body") == "Größe & 5 € = \"x\"\nzwei 🙂")
        #expect(request.field("From") == "+493012345678")
        #expect(request.field("StatusCallback") == "\(TwilioTests.callbacks)/x.primary/status?attempt=A1.1")
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a messaging service stands in its own field`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(201, #"{"sid":"SM1"}"#))
        let service = "MG0123456789abcdef0123456789abcdef"
        let provider = TwilioTests.texts(TwilioTests.options(server.url, from: service, isCalledBack: false))
        let delivery = Sample.sms()
        _ = await provider.deliver(try provider.seal(delivery), for: delivery)
        let request = try #require(server.requests.first)
        #expect(request.fields.map(\.name) == ["To", "MessagingServiceSid", "Body"])
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a call goes out as the API describes it`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(201, #"{"sid":"CA1"}"#))
        let provider = TwilioTests.calls(TwilioTests.options(server.url))
        let delivery = Sample.call(key: "9", confirmation: "Done.")
        let sealed = try provider.seal(delivery)
        #expect(await provider.deliver(sealed, for: delivery) == .accepted(reference: "CA1"))
        let request = try #require(server.requests.first)
        #expect(request.path == "/2010-04-01/Accounts/\(TwilioTests.account)/Calls.json")
        check(request, against: TwilioTests.callFields, required: ["To", "From"])
        #expect(request.field("Twiml") == String(decoding: sealed.bytes, as: UTF8.self))
        #expect(request.field("MachineDetection") == "DetectMessageEnd")
        #expect(
            request.fields.filter { $0.name == "StatusCallbackEvent" }.map(\.value)
                == ["initiated", "answered", "completed"]
        )
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        (400, 21_211, Refusal.Class.permanent), (400, 21_214, .permanent), (400, 21_217, .permanent),
        (400, 21_614, .permanent), (400, 21_612, .permanent), (400, 21_610, .permanent), (400, 21_216, .permanent),
        (400, 21_606, .temporary), (400, 21_212, .temporary), (400, 21_408, .temporary), (401, 20_003, .temporary),
        (404, 20_404, .temporary), (429, 20_429, .throttled), (503, 20_503, .temporary), (400, 99_999, .temporary),
    ])
    func `each error code has its class`(status: Int, code: Int, kind: Refusal.Class) async throws {
        let body = #"{"code":\#(code),"message":"no","status":\#(status)}"#
        let server = try LocalServer(answering: LocalServer.answer(status, body, "Retry-After: 30\r\n"))
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        let delivery = Sample.sms()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("an error became something else")
            return
        }
        #expect(refusal.class == kind)
        #expect(refusal.code == String(code))
        #expect(refusal.retryAfter == .seconds(30))
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(
        arguments: [
            (21_610, .optedOut), (21_211, .isBad), (21_614, .isBad), (21_217, .isBad), (13_224, .isBad), (21_612, nil),
            (21_214, nil), (21_606, nil), (30_003, nil), (20_429, nil),
        ] as [(Int, PointNews?)]
    )
    func `only an opt-out and a number that can never be reached are told of`(code: Int, news: PointNews?) async throws
    {
        let server = try LocalServer(answering: LocalServer.answer(400, #"{"code":\#(code),"message":"no"}"#))
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        let delivery = Sample.sms()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("an error became something else")
            return
        }
        #expect(refusal.says == news)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        LocalServer.answer(500, #"{"code":20500,"message":"oops"}"#), LocalServer.answer(502, "<html>"),
        LocalServer.answer(503, "<html>busy</html>"), LocalServer.answer(504, ""), "",
        "HTTP/1.1 201 X\r\nContent-Length: 50\r\n\r\n{",
    ])
    func `what may have been taken is unknown`(answer: String) async throws {
        let server = try LocalServer(answering: answer)
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        let delivery = Sample.sms()
        guard case .unknown = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("a doubt became something else")
            return
        }
        #expect(server.requests.count == 1)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `where nobody listens nothing went out`() async throws {
        let provider = TwilioTests.texts(TwilioTests.options("http://127.0.0.1:1"))
        let delivery = Sample.sms()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.class == .temporary)
        #expect(refusal.code == "not-sent:connect")
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        ("", "+4915112345678", "empty-text"), (" \n", "+4915112345678", "empty-text"),
        ("a\0b", "+4915112345678", "bad-text"),
        (String(repeating: "x", count: 1_601), "+4915112345678", "text-too-long"), ("x", "4915112345678", "bad-number"),
        ("x", "+0123456789", "bad-number"), ("x", "+49 151", "bad-number"), ("x", "+1234567890123456", "bad-number"),
        ("x", "+49151&To=+1", "bad-number"),
    ])
    func `a text or number that cannot go out is never sealed`(text: String, to: String, code: String) throws {
        let refusal = #expect(throws: Refusal.self) { try TwilioTests.texts().seal(Sample.sms(text, to: to)) }
        #expect(refusal?.code == code)
        #expect(refusal?.class == .permanent)
    }

    @Test(arguments: [
        ("+14158675310", "GvWf1cFY/Q7PnoempGyD5oXAezc="), ("+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ])
    func `Twilio's published signatures are found right, and nothing near them`(caller: String, signature: String) {
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
        let fields: [(name: String, value: String)] = [
            ("To", "+18005551212"), ("Caller", caller), ("CallSid", "CA1234567890ABCDE"), ("From", caller),
            ("Digits", "1234"),
        ]
        func isValid(_ signature: String?, _ url: String, _ fields: [(name: String, value: String)]) -> Bool {
            TwilioSignature.isValid(signature, url: url, form: FormFields(pairs: fields), token: "12345")
        }
        #expect(isValid(signature, url, fields))
        #expect(isValid(signature, url, fields.reversed()))
        #expect(!isValid(signature, url + "&", fields))
        #expect(!isValid(signature, url, fields + [("X", "")]))
        #expect(!isValid(signature, url, Array(fields.dropLast())))
        #expect(!isValid(nil, url, fields))
        #expect(!isValid("", url, fields))
        #expect(!isValid(signature.lowercased(), url, fields))
        #expect(!TwilioSignature.isValid(signature, url: url, form: FormFields(pairs: fields), token: ""))
    }
}
