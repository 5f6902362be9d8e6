import Channels
import Dunning
import DunlinTesting
import Server
import Storage
import Synchronization
import Testing

struct CallbackServerTests {
    @Test func `a receipt is on record before the provider has its answer`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            let attempt = try #require(try await scene.handOver())

            let heard = try #require(try await scene.call(["event": "delivered", "attempt": attempt.rawValue]))

            #expect(heard.status == 200)
            #expect(heard.body == "<Response/>")
            #expect(heard.head.contains("content-type: text/xml; charset=utf-8"))
            let report = try await scene.store.action(ActionID(trusted: "A1"))
            #expect(report?.attempts.first?.state == .delivered)
        }
    }

    @Test func `a receipt by the provider's own reference finds its attempt`() async throws {
        try await Scene.with(FakeProvider("voice.primary", reading: FakeProvider.plain.reading)) { scene in
            try await scene.accept("A1", debtor: "P1")
            let attempt = try #require(try await scene.handOver())

            let body = "secret=right&event=delivered&reference=ref-\(attempt)"
            let heard = try await scene.post(body, to: "voice.primary/status")

            #expect(heard?.status == 200)
            #expect(try await scene.store.action(ActionID(trusted: "A1"))?.attempts.first?.state == .delivered)
        }
    }

    @Test(
        arguments: [
            ["event": "delivered", "attempt": "A1.1"], ["event": "stop", "value": janasNumber],
            ["event": "start", "value": janasNumber], ["event": "text", "value": janasNumber, "text": "hello"],
            ["event": "stop", "value": "+4900000"],
        ] as [[String: String]]
    )
    func `the same callback twice changes nothing`(fields: [String: String]) async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            _ = try await scene.handOver()
            if fields["event"] == "start" { _ = try await scene.call(["event": "stop", "value": janasNumber]) }
            let body = (["secret=right"] + fields.map { "\($0.key)=\($0.value.replacing("+", with: "%2B"))" })
                .joined(separator: "&")
            func call() async throws -> Int? {
                try await scene.post(body)?.status
            }

            let before = try await scene.journalSize()
            #expect(try await call() == 200)
            let once = try await scene.journalSize()
            scene.clock.advance(by: .seconds(60))
            #expect(try await call() == 200)

            #expect(once > before)
            #expect(try await scene.journalSize() == once)
        }
    }

    @Test func `an opt-out binds every debtor who has the contact point`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            try await scene.accept("A2", debtor: "P2")

            #expect(try await scene.call(["event": "stop", "value": janasNumber])?.status == 200)

            for debtor in ["P1", "P2"] {
                let facts = try await scene.facts(debtor)
                let kind = Fact.Kind.optOut(channel: .sms, value: janasNumber, via: "sms", about: nil)
                #expect(facts.map(\.fact) == [Fact(at: .noon, kind)])
                #expect(facts.map(\.source) == ["provider:sms.primary"])
            }
        }
    }

    @Test func `a second opt-out after an opt-in counts again`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            for word in ["stop", "start", "stop"] {
                #expect(try await scene.call(["event": "\(word)", "value": janasNumber])?.status == 200)
                scene.clock.advance(by: .seconds(1))
            }
            #expect(
                try await scene.facts("P1").map(\.fact.kind.name) == [
                    .builtIn(.optOut), .builtIn(.optIn), .builtIn(.optOut),
                ]
            )
        }
    }

    @Test func `an opt-in that is repeated late does not undo the opt-out after it`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            for word in ["stop", "start", "stop", "start"] {
                _ = try await scene.call(["event": "\(word)", "value": janasNumber])
                scene.clock.advance(by: .seconds(1))
            }
            #expect(try await scene.facts("P1").last?.fact.kind.name == .builtIn(.optOut))
        }
    }

    @Test func `an opt-in where nobody opted out adds nothing`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            #expect(try await scene.call(["event": "start", "value": janasNumber])?.status == 200)
            #expect(try await scene.facts("P1").isEmpty)
        }
    }

    @Test func `an opt-out of nobody known is kept for a person, and binds whoever comes with the number`() async throws
    {
        try await Scene.with { scene in
            for _ in 1...2 {
                #expect(try await scene.call(["event": "stop", "value": "+491600000"])?.status == 200)
            }
            let known = try await scene.store.background(
                of: DebtorID(trusted: "P1"),
                reachedAt: ["+491600000"],
                at: .noon
            )
            #expect(known.facts.map(\.fact.kind.name) == [.builtIn(.optOut)])
            #expect(try await scene.kept().count == 1)

            let line = try #require(try await scene.kept().first)
            #expect(line.file == "callback:sms.primary")
            let fact = try JSON(parsing: String(decoding: line.bytes, as: UTF8.self))["fact"]
            #expect(fact?["kind"]?.string == "opt-out")
            #expect(fact?["value"]?.string == "+491600000")
            #expect(line.diagnostics.map(\.severity) == [.warning])
        }
    }

    @Test func `a text is kept whole for a person and counts as the debtor's contact`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1", debt: "D1")
            try await scene.accept("A2", debtor: "P1", debt: "D2")

            let heard = try await scene.call(["event": "text", "value": janasNumber, "text": "I%20dispute \u{1F600}"])

            #expect(heard?.status == 200)
            let line = try #require(try await scene.kept().first)
            let message = try JSON(parsing: String(decoding: line.bytes, as: UTF8.self))["message"]
            #expect(message?["text"]?.string == "I dispute \u{1F600}")
            #expect(message?["debtors"]?.array == ["P1"])
            guard case .contact(let contact) = try await scene.facts("P1").first?.fact.kind else {
                Issue.record("no contact on record")
                return
            }
            #expect(contact.direction == .in)
            #expect(contact.debts.map(\.rawValue) == ["D1", "D2"])
        }
    }

    @Test func `what is not proved records nothing`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            let before = try await scene.journalSize()
            let body = "secret=wrong&event=stop&value=%2B4915112345678"

            let heard = try await scene.post(body)

            #expect(heard?.status == 403)
            #expect(try await scene.journalSize() == before)
        }
    }

    @Test func `a store that is gone asks the provider to call again`() async throws {
        try await Scene.with { scene in
            await scene.store.close()
            let heard = try #require(try await scene.call(["event": "stop", "value": janasNumber]))
            #expect(heard.status == 503)
            #expect(heard.head.contains("retry-after: 30"))
            #expect(heard.body.contains("<Response/>") == false)
            #expect(try await http(scene.port, "GET", "/healthz")?.status == 503)
        }
    }

    @Test func `before providers are admitted they are asked to call again`() async throws {
        try await Scene.with(nil) { scene in
            let early = try #require(try await scene.call(["event": "nothing"]))
            #expect(early.status == 503)
            #expect(early.head.contains("retry-after"))
            scene.server.admit([FakeProvider.plain])
            #expect(try await scene.call(["event": "nothing"])?.status == 200)
        }
    }

    @Test func `nothing personal is in the log`() async throws {
        try await Scene.with { scene in
            try await scene.accept("A1", debtor: "P1")
            let query = "secret=right&event=text&value=%2B4915112345678&text=Geheimnis"
            let calls: [(String, String, String)] = [
                ("POST", "/callbacks/sms.primary/message", query),
                ("POST", "/callbacks/sms.primary/message", query.replacing("right", with: "wrong")),
                ("POST", "/callbacks/sms.primary/message", query.replacing("=text", with: "=other")),
                ("POST", "/callbacks/sms.primary/message", query + "&%zz"),
                ("GET", "/callbacks/sms.primary/message?" + query, ""),
                ("GET", "/callbacks/sms.primary/message?\(query)&%zz", ""),
                ("GET", "/callbacks/nobody/message?" + query, ""),
            ]
            for (method, target, body) in calls {
                _ = try await http(scene.port, method, target, headers: [formType], body: body)
            }
            await scene.store.close()
            _ = try await http(scene.port, "POST", calls[0].1, headers: [formType], body: query + "&again=1")

            let log = scene.log.lines.joined(separator: "\n")
            #expect(log.contains("callback refused") && log.contains("callback not recorded"))
            #expect(log.contains("kept aside"))
            for secret in ["4915112345678", "Geheimnis", "right", "wrong"] { #expect(!log.contains(secret)) }
        }
    }
}
