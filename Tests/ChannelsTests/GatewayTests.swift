import Dunning
import Testing

@testable import Channels

struct GatewayTests {
    private static func text(_ parts: GatewayText.Part...) -> GatewayText { GatewayText(parts) }

    private func provider(_ url: String, _ body: HTTPProvider.Options.Body, channel: Channel = .sms) -> HTTPProvider {
        HTTPProvider(
            id: ProviderID(trusted: "sms.gateway"),
            channel: channel,
            options: HTTPProvider.Options(
                service: HTTPService(url: url + "/send", timeout: .seconds(5), isLocal: true),
                method: .post,
                headers: [GatewayField("X-Ref", Self.text(.place(.reference)))],
                query: [GatewayField("lang", Self.text(.place(.language)))],
                body: body,
                bearer: "secret",
                from: PerCreditor("Acme"),
                answers: GatewayAnswers(
                    reference: "/messages/0/id",
                    code: "/error/code",
                    statuses: [429: .throttled, 409: .permanent],
                    classes: [2: .accepted, 4: .temporary]
                )
            )
        )
    }

    private static let template: HTTPProvider.Options.Body = .json(
        .object([
            "to": .array([.text(text(.place(.toDigits)))]), "body": .text(text(.place(.text), .literal(" {end}"))),
            "from": .text(text(.literal("via "), .place(.from))), "flash": .boolean(false), "ttl": .integer(60),
        ])
    )

    @Test func `a JSON gateway gets what its configuration says, escaped`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(200, #"{"messages":[{"id":77}]}"#))
        let provider = provider(server.url, GatewayTests.template)
        let delivery = Sample.sms("5 € \"x\"\\ {to}\n🙂")
        #expect(await provider.deliver(try provider.seal(delivery), for: delivery) == .accepted(reference: "77"))
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /send?lang=de-DE HTTP/1.1")
        #expect(request.headers["x-ref"] == "A1.1")
        #expect(request.headers["authorization"] == "Bearer secret")
        #expect(request.headers["content-type"] == "application/json")
        let expected: JSON = [
            "to": ["4915112345678"], "body": "5 € \"x\"\\ {to}\n🙂 {end}", "from": "via Acme", "flash": false, "ttl": 60,
        ]
        #expect(try JSON(parsing: request.body) == expected)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a form gateway gets its fields, and no text can add one`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(200, ""))
        let fields = [GatewayField("to", Self.text(.place(.to))), GatewayField("text", Self.text(.place(.text)))]
        let provider = provider(server.url, .form(fields))
        let delivery = Sample.sms("a&to=+1\r\nb=c%00")
        #expect(await provider.deliver(try provider.seal(delivery), for: delivery) == .accepted(reference: nil))
        let request = try #require(server.requests.first)
        #expect(request.fields.map(\.name) == ["to", "text"])
        #expect(request.field("text") == "a&to=+1\r\nb=c%00")
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        (429, "", Refusal.Class.throttled, "http 429"), (404, "", .temporary, "http 404"),
        (409, #"{"error":{"code":"E7"}}"#, .permanent, "E7"), (400, #"{"error":{"code":12}}"#, .temporary, "12"),
        (400, "<html>", .temporary, "http 400"),
    ])
    func `statuses mean what the configuration says`(status: Int, body: String, kind: Refusal.Class, code: String)
        async throws
    {
        let server = try LocalServer(answering: LocalServer.answer(status, body))
        let provider = provider(server.url, GatewayTests.template)
        let delivery = Sample.sms()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.class == kind)
        #expect(refusal.code == code)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a status of which nothing is said is unknown`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(500, ""))
        let provider = provider(server.url, GatewayTests.template)
        let delivery = Sample.sms()
        #expect(await provider.deliver(try provider.seal(delivery), for: delivery) == .unknown("http 500"))
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a call is handed over as script and as words`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(200, ""))
        let fields = [GatewayField("ssml", Self.text(.place(.script))), GatewayField("say", Self.text(.place(.text)))]
        let provider = provider(server.url, .form(fields), channel: .voice)
        let script = "<speak><p><s>Hello.</s><s>Call us.</s></p></speak>"
        let delivery = Sample.call(script)
        _ = await provider.deliver(try provider.seal(delivery), for: delivery)
        let request = try #require(server.requests.first)
        #expect(request.field("ssml") == script)
        #expect(request.field("say") == "Hello. Call us.")
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a call that offers a key is refused, since nobody would hear of it`() {
        let provider = provider("http://127.0.0.1:9", .none, channel: .voice)
        let refusal = #expect(throws: Refusal.self) { try provider.seal(Sample.call(key: "9")) }
        #expect(refusal?.code == "no-key-press")
    }

    @Test func `a sender that would break a header is a mistake of the configuration, and nothing goes out`()
        async throws
    {
        let server = try LocalServer(answering: LocalServer.answer(200, ""))
        let provider = HTTPProvider(
            id: ProviderID(trusted: "sms.gateway"),
            channel: .sms,
            options: HTTPProvider.Options(
                service: HTTPService(url: server.url, isLocal: true),
                method: .get,
                headers: [GatewayField("X-From", Self.text(.place(.from)))],
                body: .none,
                from: PerCreditor("a\r\nX-Evil: 1"),
                answers: GatewayAnswers(reference: nil, code: nil, statuses: [:], classes: [2: .accepted])
            )
        )
        let delivery = Sample.sms()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("a broken header went out")
            return
        }
        #expect(refusal.class == .temporary)
        #expect(server.requests.isEmpty)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `what goes on the journal of a call through a gateway holds nothing of what is said`() throws {
        let provider = provider("http://127.0.0.1:1", .none, channel: .voice)
        #expect(try provider.seal(Sample.call("<speak>For Jana Beispiel, about 12 euros</speak>")).notes == [:])
    }
}
