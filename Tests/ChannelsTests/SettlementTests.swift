import Dunning
import Foundation
import Testing
import Transport

@testable import Channels

/// What providers tell of hand-overs whose fate is unknown.
struct SettlementTests {
    static let begun = Sample.date

    static func unknown(_ delivery: Delivery, _ text: String = "Hallo", after age: Duration = .seconds(600))
        -> UnknownDelivery
    {
        UnknownDelivery(
            delivery: delivery,
            sealed: SealedMessage(mediaType: "text/plain; charset=utf-8", bytes: Array(text.utf8)),
            begunAt: begun,
            now: begun + age
        )
    }

    // MARK: Twilio

    /// One message of a listing; `at` in seconds from when our hand-over began.
    static func item(
        _ sid: String,
        at seconds: Int?,
        from: String? = "+493012345678",
        service: String? = nil,
        body: String? = "Hallo",
        direction: String = "outbound-api"
    ) -> TwilioListing.Item {
        TwilioListing.Item(
            sid: sid,
            from: from,
            service: service,
            body: body,
            direction: direction,
            created: seconds.map { begun + .seconds($0) }
        )
    }

    static func search(
        _ items: [TwilioListing.Item],
        after age: Int = 600,
        drift: Int = 0,
        text: String? = "Hallo",
        isLocal: Bool = false
    ) -> Settlement {
        let search = TwilioSearch(
            sender: "+493012345678",
            text: text,
            begunAt: begun,
            patience: .seconds(30),
            now: begun + .seconds(age),
            isLocal: isLocal
        )
        return search.settlement(in: TwilioListing(items: items, at: begun + .seconds(age + drift)))
    }

    @Test(arguments: [
        (item("SM1", at: 1), ["SM1"], []), (item("SM1", at: -60), ["SM1"], []), (item("SM1", at: 149), ["SM1"], []),
        // Twilio made it before we began, by far.
        (item("SM1", at: -121), [], []),
        // Too late for this hand-over, unless our clock was wrong then.
        (item("SM1", at: 151), [], ["SM1"]), (item("SM1", at: nil), [], ["SM1"]),
        // Another text, sender or direction.
        (item("SM1", at: 1, body: "Hallo!"), [], []), (item("SM1", at: 1, from: "+493099999999"), [], []),
        (item("SM1", at: 1, direction: "inbound"), [], []),
        // Trial accounts put words in front; some accounts keep no texts.
        (item("SM1", at: 1, body: "Sent from your Twilio trial account - Hallo"), ["SM1"], []),
        (item("SM1", at: 1, body: ""), [], ["SM1"]), (item("SM1", at: 1, body: nil), [], ["SM1"]),
        (item("SM1", at: 1, from: nil, service: "+493012345678"), ["SM1"], []),
    ])
    func `a message is known by sender, text and time`(
        item: TwilioListing.Item,
        found: [String],
        doubtful: [String]
    ) {
        let seen = Sightings(references: found, doubtful: doubtful, isFinal: true)
        #expect(Self.search([item]) == .sightings(seen))
    }

    @Test func `what is not listed was not taken only after a while`() {
        #expect(Self.search([], after: 209) == .sightings(Sightings(references: [], isFinal: false)))
        #expect(Self.search([], after: 210) == .sightings(Sightings(references: [], isFinal: true)))
    }

    @Test func `clocks that are apart tell nothing, but for a stand-in on this machine`() {
        for drift in [120, -120, 86_400] {
            guard case .cannotTell = Self.search([Self.item("SM1", at: 1)], drift: drift) else {
                Issue.record("\(drift) s apart, and something was told")
                continue
            }
        }
        let near = Self.search([Self.item("SM1", at: 119)], drift: 119)
        #expect(near == .sightings(Sightings(references: ["SM1"], isFinal: true)))
        let years = 100_000_000
        let there = Self.search([Self.item("SM1", at: years + 1)], drift: years, isLocal: true)
        #expect(there == .sightings(Sightings(references: ["SM1"], isFinal: true)))
        guard case .cannotTell = Self.search([], after: -1) else {
            Issue.record("a clock that was set back, and something was told")
            return
        }
    }

    @Test(arguments: [
        (["SM1"], [], true, Settlement.handedOver(reference: "SM1")),
        (["SM1", "SM9"], [], false, .handedOver(reference: "SM1")),
        (["SM9"], ["SM9"], true, .notTaken), ([], [], true, .notTaken),
    ])
    func `one that belongs to nobody else is it, none at all was never taken`(
        references: [String],
        doubtful: [String],
        isFinal: Bool,
        settlement: Settlement
    ) {
        let seen = Sightings(references: references, doubtful: doubtful, isFinal: isFinal)
        #expect(seen.settlement(without: ["SM9"]) == settlement)
    }

    @Test(arguments: [(["SM1", "SM2"], [], true), ([], ["SM1"], true), ([], [], false)])
    func `two, or one in doubt, or none yet: a person is asked`(
        references: [String],
        doubtful: [String],
        isFinal: Bool
    ) {
        let seen = Sightings(references: references, doubtful: doubtful, isFinal: isFinal)
        guard case .cannotTell = seen.settlement(without: []) else {
            Issue.record("told in doubt")
            return
        }
    }

    /// What the API description says of the queries of the two lists.
    private static let queries: [String: Set<String>] = [
        "Messages": ["To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"],
        "Calls": [
            "To", "From", "ParentCallSid", "Status", "StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<",
            "EndTime>", "PageSize", "Page", "PageToken",
        ],
    ]

    private static let listing = """
        {"messages":[{"sid":"SM1","from":"+493012345678","body":"Hallo","direction":"outbound-api",
        "date_created":"Sun, 01 Nov 2026 08:00:02 +0000","messaging_service_sid":null}],"next_page_uri":null}
        """

    @Test func `a text is looked for as the API describes it`() async throws {
        let date = "Date: Sun, 01 Nov 2026 08:10:00 GMT\r\n"
        let server = try LocalServer(answering: LocalServer.answer(200, Self.listing, date))
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        let settlement = await provider.settle(Self.unknown(Sample.sms()))
        #expect(settlement == .sightings(Sightings(references: ["SM1"], isFinal: true)))
        let request = try #require(server.requests.first)
        #expect(request.line.hasPrefix("GET /2010-04-01/Accounts/\(TwilioTests.account)/Messages.json?"))
        #expect(request.field("To") == "+4915112345678" && request.field("PageSize") == "1000")
        #expect(Set(request.fields.map(\.name)).isSubset(of: Self.queries["Messages", default: []]))
        #expect(request.headers["authorization"]?.hasPrefix("Basic ") == true)
        await provider.shutdown(grace: .seconds(5))
    }

    @Test func `a call is looked for as the API describes it`() async throws {
        let body = Self.listing.replacing("messages", with: "calls").replacing("SM1", with: "CA1")
        let date = "Date: Sun, 01 Nov 2026 08:10:00 GMT\r\n"
        let server = try LocalServer(answering: LocalServer.answer(200, body, date))
        let provider = TwilioTests.calls(TwilioTests.options(server.url))
        let settlement = await provider.settle(Self.unknown(Sample.call(), "<Response/>"))
        #expect(settlement == .sightings(Sightings(references: ["CA1"], isFinal: true)))
        let request = try #require(server.requests.first)
        #expect(request.path.hasSuffix("/Calls.json"))
        #expect(request.field("From") == "+493012345678")
        #expect(Set(request.fields.map(\.name)).isSubset(of: Self.queries["Calls", default: []]))
        await provider.shutdown(grace: .seconds(5))
    }

    @Test(arguments: [
        LocalServer.answer(401, #"{"code":20003}"#), LocalServer.answer(503, "busy"), LocalServer.answer(200, "{}"),
        LocalServer.answer(200, #"{"messages":[{}]}"#), "",
        LocalServer.answer(200, #"{"messages":[],"next_page_uri":"/elsewhere"}"#),
        // No time of Twilio's.
        LocalServer.answer(200, #"{"messages":[],"next_page_uri":null}"#),
    ])
    func `an answer that is no list tells nothing`(answer: String) async throws {
        let server = try LocalServer(answering: answer)
        let provider = TwilioTests.texts(TwilioTests.options(server.url))
        guard case .cannotTell = await provider.settle(Self.unknown(Sample.sms())) else {
            Issue.record("something was told by \(answer)")
            return
        }
        await provider.shutdown(grace: .seconds(5))
    }

    // MARK: gateways

    @Test func `a gateway that knows a repeated request gets our name, and may be asked once more for a while`()
        async throws
    {
        let server = try LocalServer(answering: LocalServer.answer(200, ""))
        func provider(_ idempotency: HTTPProvider.Options.Idempotency?) -> HTTPProvider {
            HTTPProvider(
                id: ProviderID(trusted: "sms.primary"),
                channel: .sms,
                options: HTTPProvider.Options(
                    service: HTTPService(url: server.url, timeout: .seconds(5), isLocal: true),
                    method: .post,
                    body: .form([GatewayField("text", GatewayText([.place(.text)]))]),
                    from: PerCreditor(""),
                    answers: GatewayAnswers(reference: nil, code: nil, statuses: [:], classes: [2: .accepted]),
                    idempotency: idempotency
                )
            )
        }
        let knowing = provider(HTTPProvider.Options.Idempotency(header: "Idempotency-Key", span: .seconds(1_000)))
        let delivery = Sample.sms()
        _ = await knowing.deliver(try knowing.seal(delivery), for: delivery)
        #expect(server.requests.first?.headers["idempotency-key"] == "A1.1")
        let again = Settlement.handOverAgain(isAbsent: false)
        #expect(await knowing.settle(Self.unknown(delivery, after: .seconds(899))) == again)
        #expect(await knowing.settle(Self.unknown(delivery, after: .seconds(900))) != again)
        #expect(await knowing.settle(Self.unknown(delivery, after: .seconds(-1))) != again)
        #expect(await provider(nil).settle(Self.unknown(delivery)) != again)
        await knowing.shutdown(grace: .seconds(5))
    }

    // MARK: letters

    @Test func `a letter is looked for in the manifest and in the folder, and its line is made good`() async throws {
        try await withFolder { folder in
            let provider = SpoolProvider(
                id: ProviderID(trusted: "letter.primary"),
                options: SpoolProvider.Options(directory: folder, envelope: "din5008-b")
            )
            let delivery = Sample.letter()
            let sealed = try provider.seal(delivery)
            let unknown = UnknownDelivery(delivery: delivery, sealed: sealed, begunAt: Self.begun, now: Self.begun)
            func lines() -> Int {
                (FileManager.default.contents(atPath: folder + "/manifest.jsonl") ?? Data()).count { $0 == 0x0A }
            }
            #expect(await provider.settle(unknown) == .notTaken)
            #expect(lines() == 0)
            // What a crash leaves between the rename and the manifest.
            try Data(sealed.bytes).write(to: URL(fileURLWithPath: folder + "/A1.1.pdf"))
            #expect(await provider.settle(unknown) == .handedOver(reference: "A1.1.pdf"))
            #expect(lines() == 1)
            try FileManager.default.removeItem(atPath: folder + "/A1.1.pdf")
            #expect(await provider.settle(unknown) == .handedOver(reference: "A1.1.pdf"))
            #expect(lines() == 1)

            let other = Sample.letter(attempt: "A1.2")
            try Data("other".utf8).write(to: URL(fileURLWithPath: folder + "/A1.2.pdf"))
            let doubt = UnknownDelivery(delivery: other, sealed: sealed, begunAt: Self.begun, now: Self.begun)
            guard case .cannotTell = await provider.settle(doubt) else {
                Issue.record("another's file was taken for the letter")
                return
            }
            #expect(lines() == 1)
        }
    }

    @Test(arguments: [SpoolDisk.Step.makeFolder, .openManifest, .readManifest])
    func `a folder that cannot be looked at tells nothing`(step: SpoolDisk.Step) async throws {
        try await withFolder { folder in
            let provider = SpoolProvider(
                id: ProviderID(trusted: "letter.primary"),
                options: SpoolProvider.Options(directory: folder, envelope: "din5008-b"),
                clock: ContinuousClock(),
                disk: SpoolDisk { $0 == step ? EIO : nil }
            )
            let delivery = Sample.letter()
            let sealed = try provider.seal(delivery)
            let unknown = UnknownDelivery(delivery: delivery, sealed: sealed, begunAt: Self.begun, now: Self.begun)
            guard case .cannotTell = await provider.settle(unknown) else {
                Issue.record("told although \(step) failed")
                return
            }
        }
    }

    @Test func `a provider that keeps no books cannot tell`() async {
        let smtp = MuteProvider()
        guard case .cannotTell = await smtp.settle(Self.unknown(Sample.sms())) else {
            Issue.record("told without books")
            return
        }
    }
}

/// A provider that knows nothing but how to take.
private struct MuteProvider: Provider {
    let id = ProviderID(trusted: "sms.mute")
    let channel = Channel.sms
    let isLocal = true
    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage { SealedMessage(mediaType: "", bytes: []) }
    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover { .accepted(reference: nil) }
    func shutdown(grace: Duration) async {}
}
