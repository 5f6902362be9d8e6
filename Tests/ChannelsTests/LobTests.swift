import Digests
import Dunning
import Foundation
import Testing
import Transport

@testable import Channels

struct LobTests {
    static let callbacks = "https://dunlin.example/callbacks"
    static let id = ProviderID(trusted: "letter.lob")

    static func provider(_ url: String = "http://127.0.0.1:9", secret: String? = "whsec") -> LobProvider {
        LobProvider(
            id: id,
            options: LobProvider.Options(
                service: HTTPService(url: url, timeout: .seconds(5), isLocal: true),
                key: "test_key",
                from: PerCreditor("adr_0123456789abcdef"),
                callbacks: CallbackAddress(base: callbacks, provider: id),
                webhookSecret: secret
            )
        )
    }

    static func letter(
        name: String = "Jana Example",
        lines: [String] = ["210 King St", "# 6100"],
        city: String? = "Columbus",
        region: String? = "US-OH",
        code: String? = "43215",
        country: String = "US",
        pdf: String = "%PDF-1.7 letter"
    ) -> Delivery {
        Sample.delivery(
            .letter(
                LetterMessage(
                    recipient: [name] + lines,
                    country: country,
                    pdf: Array(pdf.utf8),
                    pages: 2,
                    name: name,
                    address: PostalAddress(
                        lines: lines,
                        city: city,
                        region: region,
                        postalCode: code,
                        country: country
                    )
                )
            )
        )
    }

    /// What the public API description says of the fields of a letter that we send.
    private enum Kind {
        case text(Int)
        case truth
        case oneOf(Set<String>)
        case pattern(String)
        case file
    }

    private static let fields: [String: Kind] = [
        "description": .text(255), "to[name]": .text(40), "to[address_line1]": .text(64),
        "to[address_line2]": .text(64), "to[address_city]": .text(200), "to[address_state]": .pattern("[A-Za-z]{2}"),
        "to[address_zip]": .pattern("[0-9]{5}(-[0-9]{4})?"), "to[address_country]": .oneOf(["US"]),
        "from": .pattern("adr_[a-zA-Z0-9]+"), "color": .truth, "double_sided": .truth,
        "address_placement": .oneOf(["top_first_page", "insert_blank_page"]),
        "mail_type": .oneOf(["usps_first_class", "usps_standard"]), "use_type": .oneOf(["marketing", "operational"]),
        "metadata[dunlin_attempt]": .text(500), "file": .file,
    ]
    private static let required: Set<String> = ["to[name]", "to[address_line1]", "from", "file", "color", "use_type"]

    @Test func `a letter goes out as the API describes it, under the attempt's name`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(200, #"{"id":"ltr_1","object":"letter"}"#))
        let provider = Self.provider(server.url)
        let delivery = Self.letter()
        let handover = await provider.deliver(try provider.seal(delivery), for: delivery)
        #expect(handover == .accepted(reference: "ltr_1"))
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /v1/letters HTTP/1.1")
        #expect(request.headers["authorization"] == "Basic \(Base64.standard.encode(Array("test_key:".utf8)))")
        #expect(request.headers["idempotency-key"] == "A1.1")
        let parts = try Self.parts(of: request)
        #expect(Self.required.isSubset(of: parts.map(\.name)) && Set(parts.map(\.name)).count == parts.count)
        for (name, value) in parts {
            let text = String(decoding: value, as: UTF8.self)
            switch Self.fields[name] {
            case nil: Issue.record("`\(name)` is no field of the API")
            case .text(let limit): #expect(!text.isEmpty && text.count <= limit, "\(name)")
            case .truth: #expect(["true", "false"].contains(text), "\(name)")
            case .oneOf(let values): #expect(values.contains(text), "\(name)")
            case .pattern(let pattern): #expect(text.wholeMatch(of: try Regex(pattern)) != nil, "\(name) = \(text)")
            case .file: #expect(text == "%PDF-1.7 letter")
            }
        }
        await provider.shutdown(grace: .seconds(5))
    }

    /// The fields of a multipart body, as an independent reader finds them.
    private static func parts(of request: LocalServer.Request) throws -> [(name: String, value: [UInt8])] {
        let type = try #require(request.headers["content-type"])
        let program = """
            import base64, email, json, sys
            given = json.load(open(sys.argv[1]))
            raw = b'Content-Type: ' + given['type'].encode() + b'\\r\\n\\r\\n' + base64.b64decode(given['body'])
            mail = email.message_from_bytes(raw)
            print(json.dumps([[part.get_param('name', header='content-disposition'),
                base64.b64encode(part.get_payload(decode=True)).decode()] for part in mail.get_payload()]))
            """
        let read = try Python.run(
            program,
            ["type": .string(type), "body": .string(Base64.standard.encode(request.body))]
        )
        return try #require(read.array).map { part in
            let pair = try #require(part.array)
            let name = try #require(pair.first?.string)
            return (name, try #require(pair.last?.string.flatMap(Base64.standard.decode)))
        }
    }

    @Test(arguments: [
        (401, "invalid_api_key", "no", Refusal.Class.temporary), (403, "unauthorized", "no", .temporary),
        (422, "failed_deliverability_strictness", "no", .permanent),
        (422, "address_length_exceeds_limit", "no", .permanent), (422, "invalid_file_dimensions", "no", .permanent),
        (422, "invalid", "to.address_zip must be a ZIP code", .permanent),
        (422, "invalid", "from is not an address", .temporary), (422, "foreign_return_address", "no", .temporary),
        (402, "payment_method_unverified", "no", .temporary), (404, "not_found", "no", .temporary),
        (429, "rate_limit_exceeded", "slow down", .throttled),
    ])
    func `each error has its class`(status: Int, code: String, message: String, kind: Refusal.Class) async throws {
        let body = #"{"error":{"code":"\#(code)","message":"\#(message)","status_code":\#(status)}}"#
        let server = try LocalServer(answering: LocalServer.answer(status, body, "Retry-After: 5\r\n"))
        let provider = Self.provider(server.url)
        let delivery = Self.letter()
        guard case .refused(let refusal) = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("an error became something else")
            return
        }
        #expect(refusal.class == kind && refusal.code == code && refusal.retryAfter == .seconds(5))
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        LocalServer.answer(500, "{}"), LocalServer.answer(503, "busy"), LocalServer.answer(409, "{}"),
        LocalServer.answer(408, "{}"), "",
    ])
    func `what may have been taken is unknown`(answer: String) async throws {
        let server = try LocalServer(answering: answer)
        let provider = Self.provider(server.url)
        let delivery = Self.letter()
        guard case .unknown = await provider.deliver(try provider.seal(delivery), for: delivery) else {
            Issue.record("a doubt became something else")
            return
        }
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        letter(name: ""), letter(name: String(repeating: "x", count: 41)), letter(lines: []),
        letter(lines: [String(repeating: "x", count: 65)]), letter(city: nil), letter(region: nil), letter(code: nil),
        letter(code: "4321"), letter(code: "43215-1"), letter(code: "x3215"), letter(pdf: "letter"), Sample.letter(),
    ])
    func `what Lob cannot print or post is never sealed`(delivery: Delivery) {
        let refusal = #expect(throws: Refusal.self) { try Self.provider().seal(delivery) }
        #expect(refusal?.class == .permanent)
    }

    @Test func `addresses abroad need less, and a third line shares the second`() throws {
        let abroad = Self.letter(lines: ["a", "b", "c"], city: nil, region: nil, code: nil, country: "DE")
        guard case .letter(let letter) = abroad.message else { return }
        let fields = try LobAddress(letter).fields
        #expect(fields["address_line2"] == "b, c" && fields["address_country"] == "DE")
    }

    // MARK: unknown fates

    private static let begun = Sample.date

    private static func settle(_ answer: String, after age: Duration) async throws -> (Settlement, String) {
        let server = try LocalServer(answering: answer)
        let provider = provider(server.url)
        let delivery = letter()
        let unknown = UnknownDelivery(
            delivery: delivery,
            sealed: try provider.seal(delivery),
            begunAt: begun,
            now: begun + age
        )
        let settlement = await provider.settle(unknown)
        await provider.shutdown(grace: .seconds(5))
        return (settlement, server.requests.first?.line ?? "")
    }

    private static let none = LocalServer.answer(200, #"{"data":[],"object":"list","count":0}"#)
    private static func list(_ ids: String...) -> String {
        let letters = ids.map { #"{"id":"\#($0)","metadata":{"dunlin_attempt":"A1.1"}}"# }.joined(separator: ",")
        return LocalServer.answer(200, #"{"data":[\#(letters)],"object":"list"}"#)
    }

    @Test func `a letter is looked for by the attempt's id`() async throws {
        let (found, line) = try await Self.settle(Self.list("ltr_1"), after: .seconds(1))
        #expect(found == .handedOver(reference: "ltr_1"))
        #expect(line == "GET /v1/letters?limit=2&metadata%5Bdunlin_attempt%5D=A1.1 HTTP/1.1")
    }

    @Test(arguments: [
        (10, Settlement.handOverAgain(isAbsent: false)), (305, .handOverAgain(isAbsent: true)),
        (20 * 3600 - 1, .handOverAgain(isAbsent: true)), (20 * 3600, .notTaken),
    ])
    func `what is not there is made again while Lob knows its key`(age: Int, settlement: Settlement) async throws {
        #expect(try await Self.settle(Self.none, after: .seconds(age)).0 == settlement)
    }

    @Test(arguments: [
        list("ltr_1", "ltr_2"), LocalServer.answer(401, "{}"), LocalServer.answer(200, "{}"), "",
        // A server that does not heed the filter.
        LocalServer.answer(200, #"{"data":[{"id":"ltr_9","metadata":{}}]}"#),
    ])
    func `an answer in doubt tells nothing`(answer: String) async throws {
        guard case .cannotTell = try await Self.settle(answer, after: .seconds(600)).0 else {
            Issue.record("told in doubt")
            return
        }
    }

    // MARK: events

    private static func event(_ type: String, attempt: String? = "A1.1") -> [UInt8] {
        let metadata = attempt.map { #"{"dunlin_attempt":"\#($0)"}"# } ?? "{}"
        let text = """
            {"id":"evt_1","event_type":{"id":"\(type)","resource":"letters"},"reference_id":"ltr_1",
            "body":{"id":"ltr_1","metadata":\(metadata)}}
            """
        return Array(text.utf8)
    }

    private static func request(
        _ body: [UInt8],
        secret: String = "whsec",
        topic: String = "status",
        signed: [UInt8]? = nil
    ) -> InboundRequest {
        let timestamp = "1793520000000"
        let code = HMAC.sha256.code(of: Array("\(timestamp).".utf8) + (signed ?? body), key: Array(secret.utf8))
        return InboundRequest(
            method: "POST",
            url: "\(callbacks)/letter.lob/\(topic)",
            topic: topic,
            query: [],
            form: [],
            headers: ["lob-signature": Hex.encode(code), "lob-signature-timestamp": timestamp],
            body: body
        )
    }

    @Test(arguments: [
        ("letter.mailed", AttemptState.handedOver), ("letter.in_transit", .handedOver),
        ("letter.delivered", .delivered), ("letter.returned_to_sender", .undelivered),
        ("letter.rejected", .undelivered), ("letter.failed", .undelivered),
        ("letter.certified.delivered", .delivered),
    ])
    func `an event is a receipt of its attempt`(type: String, state: AttemptState) throws {
        let answer = try Self.provider().read(Self.request(Self.event(type)))
        let receipt = InboundEvent.receipt(
            attempt: AttemptID(trusted: "A1.1"),
            reference: "ltr_1",
            state: state,
            outcome: state == .delivered ? .delivered : nil,
            code: type
        )
        #expect(answer.events == [receipt])
    }

    @Test func `events that are not ours are taken and mean nothing`() throws {
        for body in [
            Self.event("letter.viewed"), Self.event("postcard.delivered"), Self.event("letter.delivered", attempt: nil),
        ] {
            #expect(try Self.provider().read(Self.request(body)).events.isEmpty)
        }
    }

    @Test func `what is not signed over its body, or not sent to our address, is not believed`() {
        let body = Self.event("letter.delivered")
        for request in [
            Self.request(body, secret: "other"), Self.request(body, topic: "message"),
            Self.request(body, signed: Self.event("letter.failed")),
        ] {
            #expect(throws: InboundRefusal.unproved) { try Self.provider().read(request) }
        }
        for secret in [nil, ""] {
            #expect(throws: InboundRefusal.unproved) {
                try Self.provider(secret: secret).read(Self.request(body, secret: secret ?? "whsec"))
            }
        }
    }
}
