import Dunning
import Foundation
import Testing

@testable import Channels

struct KannelTests {
    private func provider(_ url: String = "http://127.0.0.1:9", isCalledBack: Bool = true, reports: Bool = true)
        -> KannelProvider
    {
        let id = ProviderID(trusted: "sms.primary")
        return KannelProvider(
            id: id,
            options: KannelProvider.Options(
                service: HTTPService(url: url + "/cgi-bin/sendsms", timeout: .seconds(5), isLocal: true),
                username: "dunlin",
                password: "geheim & lang",
                from: PerCreditor("Acme", own: [CreditorID(trusted: "other"): "Other"]),
                smsc: "de1",
                callbacks: isCalledBack ? CallbackAddress(base: "http://127.0.0.1:8080/in/", provider: id) : nil,
                reports: reports
            )
        )
    }

    @Test(arguments: [
        ("Hallo Größe ß 5 €\n{x}", "0"), ("Zażółć", "2"), ("督促", "2"), ("🙂", "2"), ("O’Neil", "2"), ("e\u{301}", "2"),
    ])
    func `a text goes out in UTF-8 with the coding that it needs`(text: String, coding: String) async throws {
        let server = try LocalServer(answering: LocalServer.answer(202, "0: Accepted for delivery"))
        let provider = provider(server.url)
        let delivery = Sample.sms(text)
        #expect(await provider.deliver(try provider.seal(delivery), for: delivery) == .accepted(reference: nil))
        let request = try #require(server.requests.first)
        #expect(request.line.hasPrefix("GET /cgi-bin/sendsms?"))
        let fields = [
            "username", "password", "from", "to", "text", "charset", "coding", "smsc", "dlr-mask", "dlr-url",
        ]
        #expect(request.fields.map(\.name) == fields)
        #expect(request.field("text") == text)
        #expect(request.field("coding") == coding)
        #expect(request.field("charset") == "UTF-8")
        #expect(request.field("password") == "geheim & lang")
        #expect(request.field("to") == "+4915112345678")
        #expect(request.query.contains("to=%2B4915112345678"))
        #expect(request.field("dlr-url")?.hasSuffix("&type=%d&answer=%A") == true)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a gateway without reports still tells of debtors' texts`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(202, "0: Accepted for delivery"))
        let provider = provider(server.url, reports: false)
        let delivery = Sample.sms()
        _ = await provider.deliver(try provider.seal(delivery), for: delivery)
        #expect(try #require(server.requests.first).field("dlr-mask") == nil)
        #expect(provider.messageAddress?.contains("/sms.primary/message?token=") == true)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `without a public address no reports are asked for`() async throws {
        let server = try LocalServer(answering: LocalServer.answer(202, "0: Accepted for delivery"))
        let provider = provider(server.url, isCalledBack: false)
        var delivery = Sample.sms()
        delivery.creditor.id = CreditorID(trusted: "other")
        _ = await provider.deliver(try provider.seal(delivery), for: delivery)
        let request = try #require(server.requests.first)
        #expect(request.field("dlr-url") == nil)
        #expect(request.field("from") == "Other")
        #expect(provider.messageAddress == nil)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        (202, "0: Accepted for delivery", "", Handover.accepted(reference: nil)),
        (202, "3: Queued for later delivery", "", .accepted(reference: nil)),
        (202, "0: Accepted for delivery: 8d5c-01", "", .accepted(reference: "8d5c-01")),
        (403, "Authorization failed for sendsms", "", .refused(.temporary, nil)),
        (403, "Not routable. Do not try again.", "", .refused(.permanent, nil)),
        (403, "Number(s) has/have been denied by white- and/or black-lists.", "", .refused(.permanent, nil)),
        (404, "Unknown", "", .refused(.temporary, nil)), (301, "", "", .refused(.temporary, nil)),
        (400, "Number is not valid, rejected", "", .refused(.permanent, nil)),
        (400, "Number(s) has/have been denied by white- and/or black-lists.", "", .refused(.permanent, nil)),
        (400, "Sender missing and no global set, rejected", "", .refused(.temporary, nil)),
        (503, "Temporal failure, try again later.", "", .refused(.temporary, nil)),
        (503, "Temporal failure", "Retry-After: 30\r\n", .refused(.throttled, .seconds(30))),
        (500, "oops", "", .unknown("http 500: oops")), (502, "", "", .unknown("http 502: ")),
    ])
    func `each answer has its meaning`(status: Int, body: String, header: String, expected: Handover) async throws {
        let server = try LocalServer(answering: LocalServer.answer(status, body, header))
        let provider = provider(server.url)
        let delivery = Sample.sms()
        var handover = await provider.deliver(try provider.seal(delivery), for: delivery)
        if case .refused(let refusal) = handover {
            #expect(refusal.text == body)
            #expect(refusal.code == "http \(status)")
            handover = .refused(refusal.class, refusal.retryAfter)
        }
        #expect(handover == expected)
        await provider.shutdown(grace: .seconds(5))
    }

    /// The request that Kannel makes of an address of ours, with its own escapes filled in.
    private func callback(_ address: String, _ filled: [String: String]) throws -> InboundRequest {
        var url = ""
        var rest = address[...]
        while let character = rest.popFirst() {
            guard character == "%", let letter = rest.popFirst() else {
                url.append(character)
                continue
            }
            url += letter == "%" ? "%" : try #require(filled[String(letter)])
        }
        let parts = url.split(separator: "?", maxSplits: 1)
        let query = parts[1].split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(parts[0]), value: String(parts[1]).removingPercentEncoding ?? "")
        }
        let topic = String(parts[0].split(separator: "/").last ?? "")
        return InboundRequest(method: "GET", url: url, topic: topic, query: query, form: [], headers: [:], body: [])
    }

    @Test(
        arguments: [
            ("1", AttemptState.delivered, Outcome.delivered), ("2", .undelivered, nil), ("8", .handedOver, nil),
            ("16", .undelivered, nil),
        ] as [(String, AttemptState, Outcome?)]
    )
    func `a report finds its attempt`(type: String, state: AttemptState, outcome: Outcome?) throws {
        let provider = provider()
        let attempt = AttemptID(trusted: "a:b.1")
        let address = try #require(provider.reportAddress(of: attempt))
        let answer = try provider.read(try callback(address, ["d": type, "A": "ACK%2F"]))
        let code = "dlr \(type) ACK/"
        #expect(
            answer.events == [.receipt(attempt: attempt, reference: nil, state: state, outcome: outcome, code: code)]
        )
    }

    @Test(arguments: ["id:7 sub:001 dlvrd:000 stat:UNDELIV err:001 text:", "NACK/11/Invalid Destination Address"])
    func `a centre's own codes are kept and say nothing of the number`(words: String) throws {
        let provider = provider()
        let attempt = AttemptID(trusted: "A1.1")
        let address = try #require(provider.reportAddress(of: attempt))
        let escaped = words.replacing(" ", with: "%20").replacing("/", with: "%2F")
        let events = try provider.read(try callback(address, ["d": "2", "A": escaped])).events
        let code = "dlr 2 \(words)"
        #expect(
            events == [
                .receipt(attempt: attempt, reference: nil, state: .undelivered, outcome: nil, code: code, says: nil)
            ]
        )
    }

    @Test func `a report for another attempt, or without the token, is not believed`() throws {
        let provider = provider()
        let address = try #require(provider.reportAddress(of: AttemptID(trusted: "A1.1")))
        let messages = try #require(provider.messageAddress)
        let token = try #require(address.firstMatch(of: /token=([^&]*)/)).1
        for forged in [
            address.replacing("A1.1", with: "A2.1"), address.replacing("token=", with: "tok="),
            address.replacing(token, with: ""), address.replacing(token, with: token.dropLast()),
            address.replacing("127.0.0.1:8080", with: "evil.example"), messages.replacing("/message", with: "/status"),
            address.replacing("/status", with: "/message"),
        ] {
            let request = try callback(forged, ["d": "1", "A": "", "q": "x", "a": "x"])
            #expect(throws: InboundRefusal.unproved, "\(forged)") { try provider.read(request) }
        }
        let odd = try callback(address, ["d": "99", "A": ""])
        #expect(throws: InboundRefusal.senseless("the report's type is none that was asked for")) {
            try provider.read(odd)
        }
    }

    @Test(arguments: [
        ("+4915112345678", "STOP", InboundEvent.optOut(channel: .sms, value: "+4915112345678", via: "sms")),
        ("004915112345678", "stop", .optOut(channel: .sms, value: "+4915112345678", via: "sms")),
        ("4915112345678", "Ja gern", .message(channel: .sms, from: "+4915112345678", text: "Ja gern")),
    ])
    func `a debtor's text comes in`(from: String, text: String, event: InboundEvent) throws {
        let provider = provider()
        let encoded = ["q": PercentCoding.encode(from), "a": PercentCoding.encode(text)]
        let request = try callback(try #require(provider.messageAddress), encoded)
        #expect(try provider.read(request).events == [event])
    }
}

extension Handover {
    fileprivate static func refused(_ kind: Refusal.Class, _ retryAfter: Duration?) -> Handover {
        .refused(Refusal(kind, code: "", text: "", retryAfter: retryAfter))
    }
}
