import Channels
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

@testable import Dispatcher

/// Which way out a message takes: by order, by weight, and around what people have taken out of service.
struct ProviderChoiceTests {
    private static let names = ["a", "b", "c"]
    private static func id(_ name: String) -> ProviderID { ProviderID(trusted: "sms.\(name)") }

    private static func playbook(_ weights: [String: Int]) -> Playbook {
        Playbook(
            creditors: [:],
            sequences: [:],
            providers: [.sms: names.map { Trial.recording(.sms, $0) }],
            weights: Dictionary(uniqueKeysWithValues: weights.map { (id($0.key), $0.value) })
        )
    }

    private static func choice(_ book: Playbook, _ number: Int, try tries: Int = 0) -> ProviderID? {
        book.provider(for: .sms, of: ActionID(trusted: "A\(number)"), step: 0, try: tries)?.id
    }

    @Test func `without weights the first takes all`() {
        let book = Self.playbook([:])
        #expect((0..<50).allSatisfy { Self.choice(book, $0) == Self.id("a") })
        #expect((0..<4).map { Self.choice(book, 1, try: $0) } == ["a", "b", "c", "a"].map(Self.id))
    }

    @Test func `messages are shared out by weight, and those without one have 1`() {
        let book = Self.playbook(["a": 6, "b": 3])
        let total = 10_000
        let counts = Dictionary(grouping: (0..<total).compactMap { Self.choice(book, $0) }, by: \.self)
            .mapValues(\.count)
        // Pearson's test: two degrees of freedom, and one fair draw in 10,000 exceeds 18.4.
        let deviation = [("a", 0.6), ("b", 0.3), ("c", 0.1)].reduce(0.0) { sum, share in
            let expected = share.1 * Double(total)
            let found = Double(counts[Self.id(share.0)] ?? 0)
            return sum + (found - expected) * (found - expected) / expected
        }
        #expect(deviation < 18.4, "\(counts)")
    }

    @Test func `the same step finds the same order each time, and tries all of it`() {
        let book = Self.playbook(["a": 1, "b": 1, "c": 1])
        for number in 0..<100 {
            let order = (0..<3).map { Self.choice(book, number, try: $0) }
            #expect(Set(order) == Set(Self.names.map(Self.id)))
            #expect(order == (0..<3).map { Self.choice(Self.playbook(["a": 1, "b": 1, "c": 1]), number, try: $0) })
            #expect(Self.choice(book, number, try: 3) == order[0])
        }
    }

    @Test func `a weight of none comes last`() {
        let book = Self.playbook(["a": 0, "b": 5, "c": 5])
        for number in 0..<200 {
            #expect(Self.choice(book, number, try: 2) == Self.id("a"))
        }
    }

    @Test func `a provider out of service gets nothing, and its messages go by the other`() async throws {
        let ways = [Trial.recording(.sms, "primary"), Trial.recording(.sms, "backup")]
        var setting = Trial.Setting()
        setting.ways[.sms] = ways
        try await Trial.with(setting) { trial in
            try await trial.pause("sms.primary")
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            #expect(ways[0].deliveries.isEmpty && ways[1].deliveries.count == 1)
        }
    }

    @Test func `with no other way messages wait until it is back, and make no attempt meanwhile`() async throws {
        let way = Trial.recording(.sms)
        var setting = Trial.Setting()
        setting.ways[.sms] = [way]
        try await Trial.with(setting) { trial in
            try await trial.pause("sms.primary")
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            let waiting = try await trial.progress()
            #expect(waiting.state == .waiting && waiting.reason == Progress.providersRest && waiting.attempts == 0)
            let change = ProviderChange(.resume, by: "operator:jane")
            let answer = try await trial.store.change(Self.id("primary"), change, at: trial.clock.now)
            #expect(answer == .changed(released: 1))
            try await trial.drain()
            #expect(way.deliveries.map(\.attempt.id.rawValue) == ["A1.1"])
        }
    }

    @Test func `a pause that has an end is over by itself`() async throws {
        let way = Trial.recording(.sms)
        var setting = Trial.Setting()
        setting.ways[.sms] = [way]
        try await Trial.with(setting) { trial in
            try await trial.pause("sms.primary", until: Trial.start + .seconds(600))
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            #expect(try await trial.progress().until == Trial.start + .seconds(600))
            trial.clock.advance(to: Trial.start + .seconds(600))
            try await trial.drain()
            #expect(way.deliveries.count == 1)
        }
    }

    @Test func `what waits for a provider longer than the action lives expires`() async throws {
        var setting = Trial.Setting()
        setting.ways[.sms] = [Trial.recording(.sms)]
        try await Trial.with(setting) { trial in
            try await trial.pause("sms.primary", until: Trial.start + .seconds(6000))
            try await trial.accept(.sample(plan: .sms(), notAfter: Trial.start + .seconds(600)))
            try await trial.drainForEver()
            #expect(try await trial.progress().state == .expired && trial.attempts.isEmpty)
        }
    }

    @Test func `what a breaker found out stands in the store for others to see`() async throws {
        let down = Handover.refused(Refusal(.temporary, code: "not-sent:connect", text: "no route"))
        var setting = Trial.Setting()
        setting.ways[.sms] = [Trial.recording(.sms) { _ in down }]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...6).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            try await trial.drain()
            let standing = try #require(try await trial.store.standings().first)
            #expect(standing.provider == Self.id("primary"))
            #expect(standing.breaker?.state == .rests && standing.breaker?.code == "not-sent:connect")
            #expect(standing.breaker?.until == Trial.start + .seconds(30))
            let failures = try await trial.store.lastFailures(of: [Self.id("primary")])
            #expect(failures[Self.id("primary")]?.code == "not-sent:connect")
        }
    }

    @Test func `the meter counts each hand-over once, by how it ended`() async throws {
        let meter = WorkMeter()
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            Trial.recording(.sms) { delivery in
                delivery.attempt.action.rawValue == "A1"
                    ? .refused(Refusal(.temporary, code: "busy", text: "")) : .accepted(reference: nil)
            }
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...3).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            _ = try await trial.worker(meter: meter).drain(using: SeededGenerator(seed: 1))
            let reading = meter.now
            let way = WorkMeter.Way(channel: .sms, provider: Self.id("primary"))
            #expect(reading.ends == [way: [.accepted: 2, .temporary: 1]])
            #expect(reading.handovers[way]?.count == 3 && reading.retries == [.sms: 1])
            #expect(reading.decided == 3 && reading.claims.count >= 1 && reading.storeErrors == 0)
        }
    }
}

extension Trial {
    fileprivate func pause(_ provider: String, until: Instant? = nil) async throws {
        let change = ProviderChange(.pause(until: until), by: "operator:jane")
        _ = try await store.change(ProviderID(trusted: provider), change, at: clock.now)
    }
}
