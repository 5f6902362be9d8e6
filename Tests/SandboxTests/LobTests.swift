import Digests
import Foundation
import Testing

@testable import Sandbox

/// Sends a request to the stand-in as a client of Lob's does.
private func lob(
    _ endpoints: Endpoints,
    _ method: String,
    _ target: String,
    fields: [(name: String, value: String)] = [],
    headers: [String] = [],
    key: String? = "test_key"
) async throws -> (status: Int, head: String, body: String)? {
    let secret = key.map { ["Authorization: Basic \(Data("\($0):".utf8).base64EncodedString())"] } ?? []
    let type = fields.isEmpty ? [] : ["Content-Type: multipart/form-data; boundary=edge"]
    let parts = fields.map { "--edge\r\nContent-Disposition: form-data; name=\"\($0.name)\"\r\n\r\n\($0.value)\r\n" }
    return try await http(
        endpoints.httpPort,
        method,
        target,
        headers: secret + type + headers,
        body: fields.isEmpty ? "" : parts.joined() + "--edge--\r\n"
    )
}

private let good: [(name: String, value: String)] = [
    (name: "description", value: "a-1.1"), ("to[name]", "Harry Zhang"), ("to[address_line1]", "210 King St"),
    ("to[address_city]", "San Francisco"), ("to[address_state]", "CA"), ("to[address_zip]", "94107"),
    ("to[address_country]", "US"), ("from", "adr_210a8d4b0b76d77b"), ("color", "false"), ("use_type", "operational"),
    ("metadata[dunlin_attempt]", "a-1.1"), ("file", "%PDF-1.7 letter"),
]

private func replacing(_ name: String, _ value: String?) -> [(name: String, value: String)] {
    good.filter { $0.name != name } + (value.map { [(name: name, value: $0)] } ?? [])
}

private func json(_ body: String?) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data((body ?? "").utf8)) as? [String: Any])
}

/// The code of an error, which stands twice: in the answer's status too.
private func code(_ answer: (status: Int, head: String, body: String)?) throws -> String? {
    let error = try json(answer?.body)["error"] as? [String: Any]
    #expect(error?["status_code"] as? Int == answer?.status)
    #expect((error?["message"] as? String)?.isEmpty == false)
    return error?["code"] as? String
}

struct LobTests {
    @Test func `a letter is taken, answered in Lob's shape, and kept with its address`() async throws {
        try await withSandbox { sandbox, endpoints in
            let answer = try await lob(endpoints, "POST", "/v1/letters", fields: good)
            #expect(answer?.status == 200)
            let letter = try json(answer?.body)
            let id = try #require(letter["id"] as? String)
            #expect(id.hasPrefix("ltr_") && letter["object"] as? String == "letter")
            #expect(letter["metadata"] as? [String: String] == ["dunlin_attempt": "a-1.1"])
            #expect(letter["date_created"] as? String == "2026-11-21T12:00:00Z")
            let message = try #require(sandbox.inbox.message(reference: id))
            #expect(message.to.prefix(2) == ["Harry Zhang", "210 King St"] && message.channel == .letter)
            guard case .letter(let kept) = message.content else { throw Unexpected() }
            #expect(kept.attempt == "a-1.1" && kept.size == 15)
            #expect(kept.sha256 == SHA256.digest(of: Array("%PDF-1.7 letter".utf8)).hex)
        }
    }

    @Test func `who has no key, or not the one that is demanded, is not heard`() async throws {
        var options = SandboxOptions()
        options.lobKey = "live_key"
        try await withSandbox(options) { sandbox, endpoints in
            for key in [nil, "", "test_key"] as [String?] {
                for method in ["GET", "POST"] {
                    let answer = try await lob(endpoints, method, "/v1/letters", fields: good, key: key)
                    #expect(answer?.status == 401)
                    #expect(try code(answer) == "invalid_api_key")
                }
            }
            #expect(sandbox.inbox.count == 0)
            let answer = try await lob(endpoints, "POST", "/v1/letters", fields: good, key: "live_key")
            #expect(answer?.status == 200)
        }
    }

    @Test func `the same idempotency key gives the same letter, another key another one`() async throws {
        try await withSandbox { sandbox, endpoints in
            func post(_ key: String, _ fields: [(name: String, value: String)] = good) async throws -> String {
                let header = ["Idempotency-Key: \(key)"]
                let answer = try await lob(endpoints, "POST", "/v1/letters", fields: fields, headers: header)
                return try #require(try json(answer?.body)["id"] as? String)
            }
            let first = try await post("a-1.1")
            let same = try await post("a-1.1", replacing("to[name]", "Somebody Else"))
            let other = try await post("a-1.2")
            #expect(first == same && first != other)
            #expect(sandbox.inbox.count == 2)
        }
    }

    @Test func `letters are listed by their metadata, newest first, as many as are asked for`() async throws {
        try await withSandbox { _, endpoints in
            for attempt in ["a-1.1", "a-1.2", "a-1.1"] {
                let fields = replacing("metadata[dunlin_attempt]", attempt) + [("metadata[run]", "7")]
                _ = try await lob(endpoints, "POST", "/v1/letters", fields: fields)
            }
            func list(_ query: String) async throws -> [String] {
                let list = try json(try await lob(endpoints, "GET", "/v1/letters?\(query)")?.body)
                let letters = try #require(list["data"] as? [[String: Any]])
                #expect(list["object"] as? String == "list" && list["count"] as? Int == letters.count)
                return letters.compactMap { ($0["metadata"] as? [String: String])?["dunlin_attempt"] }
            }
            var found = try await list("metadata%5Bdunlin_attempt%5D=a-1.1")
            #expect(found == ["a-1.1", "a-1.1"])
            found = try await list("metadata%5Bdunlin_attempt%5D=a-1.1&metadata%5Brun%5D=8")
            #expect(found.isEmpty)
            found = try await list("limit=2")
            #expect(found == ["a-1.1", "a-1.2"])
            found = try await list("")
            #expect(found.count == 3)
        }
    }

    /// The codes and statuses are those of Lob's public API description.
    @Test func `what is missing, wrong or unknown is refused with Lob's code, and nothing is kept`() async throws {
        let cases: [([(name: String, value: String)], String, String)] = [
            (replacing("to[name]", nil), "invalid", "to[name] is required"),
            (replacing("to[address_line1]", ""), "invalid", "to[address_line1] is required"),
            (replacing("from", nil), "invalid", "from is required"),
            (replacing("color", nil), "invalid", "color is required"),
            (replacing("use_type", nil), "invalid", "use_type is required"),
            (replacing("file", nil), "invalid", "file is required"),
            (replacing("to[address_zip]", nil), "invalid", "to.address_zip is required"),
            (replacing("to[name]", String(repeating: "x", count: 41)), "invalid", "40 characters"),
            (good + [(name: "colour", value: "true")], "invalid", "colour is not allowed"),
            (replacing("file", "<html>"), "invalid_file", "must be a PDF"),
        ]
        try await withSandbox { sandbox, endpoints in
            for (fields, word, text) in cases {
                let answer = try await lob(endpoints, "POST", "/v1/letters", fields: fields)
                #expect(answer?.status == 422, "\(text)")
                #expect(try code(answer) == word, "\(text)")
                #expect(answer?.body.contains(text) == true, "\(answer?.body ?? "")")
            }
            let bare = try await lob(endpoints, "POST", "/v1/letters")
            #expect(bare?.status == 422)
            #expect(try code(bare) == "bad_request")
            for (method, path) in [("GET", "/v1/postcards"), ("DELETE", "/v1/letters"), ("GET", "/v1/letters/ltr_0")] {
                let answer = try await lob(endpoints, method, path)
                #expect(answer?.status == 404, "\(path)")
                #expect(try code(answer) == "unrecognized_endpoint", "\(path)")
            }
            #expect(sandbox.inbox.count == 0)
        }
    }

    @Test(
        arguments: [
            ("Temporary", 503, "service_unavailable"), ("permanent", 422, "failed_deliverability_strictness"),
            ("throttled", 429, "rate_limit_exceeded"),
        ]
    )
    func `a magic name is refused as Lob refuses, and no letter is kept`(
        name: String,
        status: Int,
        word: String
    ) async throws {
        try await withSandbox { sandbox, endpoints in
            let answer = try await lob(endpoints, "POST", "/v1/letters", fields: replacing("to[name]", name))
            #expect(answer?.status == status)
            #expect(try code(answer) == word)
            #expect(answer?.head.contains("retry-after: 30") == (status == 429))
            #expect(sandbox.inbox.count == 0)
        }
    }

    @Test(arguments: [("dropped before", 0), ("Dropped after", 1)])
    func `a magic name drops the connection before or after the letter was taken`(name: String, kept: Int)
        async throws
    {
        try await withSandbox { sandbox, endpoints in
            let answer = try await lob(endpoints, "POST", "/v1/letters", fields: replacing("to[name]", name))
            #expect(answer?.status == nil)
            #expect(sandbox.inbox.count == kept)
        }
    }

    @Test(arguments: [("Harry Zhang", "letter.delivered"), ("bounced", "letter.returned_to_sender")])
    func `what becomes of a letter is told by events that the webhook's secret proves`(name: String, end: String)
        async throws
    {
        try await Catcher.with { catcher in
            var options = SandboxOptions()
            options.lobWebhook = LobWebhook(url: "http://127.0.0.1:\(catcher.port)/lob", secret: "hush")
            try await withSandbox(options) { _, endpoints in
                let answer = try await lob(endpoints, "POST", "/v1/letters", fields: replacing("to[name]", name))
                let id = try #require(try json(answer?.body)["id"] as? String)
                var events = catcher.caught.makeAsyncIterator()
                var seen: Set<String> = []
                for kind in ["letter.mailed", end] {
                    let event = try #require(await events.next())
                    #expect(event.line == "POST /lob HTTP/1.1")
                    let head = event.head.split(separator: "\r\n").map(String.init)
                    func header(_ name: String) throws -> String {
                        let line = try #require(head.first { $0.lowercased().hasPrefix(name + ": ") })
                        return String(line.dropFirst(name.count + 2))
                    }
                    let timestamp = try header("lob-signature-timestamp")
                    #expect(timestamp == "1795262400000")
                    let proof = HMAC.sha256.code(of: Array("\(timestamp).\(event.body)".utf8), key: Array("hush".utf8))
                    #expect(try header("lob-signature") == Hex.encode(proof))
                    let told = try json(event.body)
                    #expect((told["event_type"] as? [String: Any])?["id"] as? String == kind)
                    let letter = told["body"] as? [String: Any]
                    #expect(told["reference_id"] as? String == id && letter?["id"] as? String == id)
                    #expect(letter?["metadata"] as? [String: String] == ["dunlin_attempt": "a-1.1"])
                    seen.insert(try #require(told["id"] as? String))
                }
                #expect(seen.count == 2, "each event has an id of its own")
            }
        }
    }

    @Test func `an event that cannot be posted is noted on its letter`() async throws {
        var options = SandboxOptions()
        options.lobWebhook = LobWebhook(url: "https://hooks.example/lob", secret: "hush")
        try await withSandbox(options) { sandbox, endpoints in
            let answer = try await lob(endpoints, "POST", "/v1/letters", fields: good)
            let id = try #require(try json(answer?.body)["id"] as? String)
            var events: [Message.Event] = []
            while events.count < 4 {
                events = sandbox.inbox.message(reference: id)?.events ?? []
                await Task.yield()
            }
            #expect(events.map(\.status) == ["letter.mailed", "note", "letter.delivered", "note"])
            #expect(events[1].note?.contains("not plain HTTP on loopback") == true)
        }
    }
}

/// A letter is kept as something else.
private struct Unexpected: Error {}
