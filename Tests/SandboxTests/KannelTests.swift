import Testing

@testable import Sandbox

private func kannel(
    _ endpoints: Endpoints,
    _ fields: [(name: String, value: String)]
) async throws -> (status: Int, head: String, body: String)? {
    try await http(endpoints.httpPort, "GET", "/cgi-bin/sendsms?" + Form(fields).encoded)
}

private let good: [(name: String, value: String)] = [
    (name: "username", value: "dunlin"), ("password", "secret"), ("to", "+33612345678"), ("from", "Acme"),
    ("text", "Votre facture : 84,50 €"), ("coding", "2"), ("charset", "utf-8"),
]

private func replacing(_ name: String, _ value: String?) -> [(name: String, value: String)] {
    good.filter { $0.name != name } + (value.map { [(name: name, value: $0)] } ?? [])
}

struct KannelTests {
    @Test func `a message is taken with Kannel's words and without its password`() async throws {
        try await withSandbox { sandbox, endpoints in
            let answer = try await kannel(endpoints, good)
            #expect(answer?.status == 202)
            #expect(answer?.body == "0: Accepted for delivery")
            let message = try #require(sandbox.inbox.newest(1).first)
            #expect(Reading(message).title == "Votre facture : 84,50 €")
            #expect(!Reading(message).json.text.contains("secret"))
        }
    }

    @Test func `each bad request and each magic number is refused as Kannel does`() async throws {
        let cases: [([(name: String, value: String)], Int, String)] = [
            (replacing("password", nil), 403, "Authorization failed"),
            (replacing("username", ""), 403, "Authorization"),
            (replacing("to", nil), 400, "Missing receiver"), (replacing("to", ""), 400, "Empty receiver"),
            (replacing("to", "call me"), 400, "not valid"), (replacing("from", nil), 400, "Sender missing"),
            (replacing("text", nil), 400, "Empty text"), (replacing("coding", "7"), 400, "cannot be read"),
            (replacing("charset", "klingon"), 400, "cannot be read"), (good + [("dlr_url", "x")], 400, "`dlr_url`"),
            (replacing("to", "+33612340150"), 503, "Temporal failure"),
            (replacing("to", "+33612340151"), 403, "Not routable"),
            (replacing("to", "+33612340152"), 503, "Temporal failure"),
            (replacing("to", "+33612340157"), 403, "black-lists"),
        ]
        try await withSandbox { sandbox, endpoints in
            for (fields, status, text) in cases {
                let answer = try await kannel(endpoints, fields)
                #expect(answer?.status == status, "\(text)")
                #expect(answer?.body.contains(text) == true, "\(text)")
            }
            #expect(sandbox.inbox.newest(99).allSatisfy { !$0.isAccepted })
        }
    }

    @Test func `a connection is dropped before or after the message was taken`() async throws {
        try await withSandbox { sandbox, endpoints in
            let first = try await kannel(endpoints, replacing("to", "+33612340154"))
            #expect(first?.status == nil)
            #expect(sandbox.inbox.count == 0)
            let second = try await kannel(endpoints, replacing("to", "+33612340155"))
            #expect(second?.status == nil)
            #expect(sandbox.inbox.count == 1)
        }
    }

    @Test(arguments: [("+33612345678", "1"), ("+33612340156", "2")])
    func `the report calls its address with all escapes filled`(to: String, fate: String) async throws {
        try await withSandbox { _, endpoints in
            try await Catcher.with { catcher in
                let url = "http://127.0.0.1:\(catcher.port)/dlr?s=%d&to=%P&from=%p&t=%T&id=%F&z=%z&p=%%"
                let fields = replacing("to", to) + [("dlr-url", url), ("dlr-mask", "3")]
                let first = try await kannel(endpoints, fields)?.status
                #expect(first == 202)
                let line = await catcher.caught.first { _ in true }?.line ?? ""
                let query = "s=\(fate)&to=%2B336\(to.dropFirst(4))&from=Acme&t=1795262400&id=K"
                #expect(line.hasPrefix("GET /dlr?\(query)"))
                #expect(line.hasSuffix("&z=%z&p=% HTTP/1.1"))
            }
        }
    }
}
