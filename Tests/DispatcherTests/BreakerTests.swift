import Channels
import DunlinTesting
import Dunning
import Journal
import Storage
import Synchronization
import Testing

@testable import Dispatcher

/// The moment at which a provider is asked.
private final class Moment: Sendable {
    private let kept = Mutex(Trial.start)

    var value: Instant {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}

/// When a provider is left alone, and what becomes of its messages meanwhile.
struct BreakerTests {
    private static let start = Trial.start
    private static let down = Handover.refused(Refusal(.temporary, code: "not-sent:connect", text: "no route"))

    @Test func `five failures in a row open it, and a success in between starts the count anew`() {
        var breaker = Breaker()
        for sign in [Breaker.Sign.fails, .fails, .fails, .fails, .works, .fails, .fails, .fails, .fails] {
            #expect(breaker.note(sign, at: Self.start) == nil)
        }
        #expect(breaker.wait(at: Self.start) == nil)
        #expect(breaker.note(.fails, at: Self.start) == .opened(until: Self.start + .seconds(30)))
        #expect(breaker.wait(at: Self.start + .seconds(10)) == .seconds(20))
        #expect(breaker.wait(at: Self.start + .seconds(30)) == nil)
    }

    @Test func `half of the last twenty within the window open it, though never five in a row`() {
        var breaker = Breaker()
        var opened: Int?
        for index in 0..<40 {
            let sign = index % 2 == 0 ? Breaker.Sign.works : .fails
            let now = Self.start + .seconds(Int64(index))
            if breaker.note(sign, at: now) != nil {
                opened = index
                break
            }
        }
        #expect(opened == 19)
    }

    @Test(arguments: [(7, nil), (60, 18)] as [(Int64, Int?)])
    func `only what ended within the window counts for the share`(window: Int64, opens: Int?) {
        // A hand-over a second, of which the third failure is at 18: three of the last ten, where ten are remembered.
        var breaker = Breaker(BreakerPolicy(failures: 100, share: 0.3, of: 10, window: .seconds(window)))
        let changes = (0..<30).filter { second in
            let sign = (16...18).contains(second) ? Breaker.Sign.fails : .works
            return breaker.note(sign, at: Self.start + .seconds(Int64(second))) != nil
        }
        #expect(changes.first == opens)
    }

    @Test func `one probe goes through, and its end decides`() {
        var breaker = Breaker()
        for _ in 0..<5 { _ = breaker.note(.fails, at: Self.start) }
        var now = Self.start
        for pause in [30, 60, 120, 240, 480, 900, 900] as [Int64] {
            #expect(breaker.wait(at: now) == .seconds(pause), "\(pause)")
            now = now + .seconds(pause)
            #expect(breaker.wait(at: now) == nil)
            breaker.pass()
            #expect(breaker.wait(at: now) != nil, "a second message while the probe is under way")
            if case .opened = breaker.note(.fails, at: now) {} else { Issue.record("the probe failed") }
        }
        now = now + .seconds(900)
        breaker.pass()
        #expect(breaker.note(.works, at: now) == .closed)
        #expect(breaker.wait(at: now) == nil)
    }

    @Test func `a probe that did not begin leaves room for another one`() {
        var breaker = Breaker()
        for _ in 0..<5 { _ = breaker.note(.fails, at: Self.start) }
        breaker.pass()
        breaker.passBack(at: Self.start)
        #expect(breaker.wait(at: Self.start) == nil)
    }

    @Test func `a probe that tells nothing of its provider leaves room for another one`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            let attempt = try #require(try await trial.report().attempts.first).attempt
            let board = BreakerBoard()
            for _ in 0..<5 { _ = board.note(Self.down, of: attempt, at: Self.start) }
            let now = Self.start + .seconds(30)
            #expect(board.pass(attempt.provider, at: now) == nil)
            #expect(board.pass(attempt.provider, at: now) != nil)
            let busy = Handover.refused(Refusal(.temporary, code: "busy", text: "this number, for now"))
            #expect(board.note(busy, of: attempt, at: now) == nil)
            #expect(board.pass(attempt.provider, at: now) == nil)
        }
    }

    @Test func `a clock that is set back makes no pause longer: the next message is the probe`() {
        var breaker = Breaker()
        for _ in 0..<5 { _ = breaker.note(.fails, at: Self.start) }
        #expect(breaker.wait(at: Self.start + .seconds(29)) == .seconds(1))
        #expect(breaker.wait(at: Self.start + .seconds(-3600)) == nil)
    }

    /// What ends of hand-overs say of the provider, on which channel.
    static let signs: [(Handover, Channel, Breaker.Sign?)] = [
        (.accepted(reference: nil), .sms, .works), (.unknown("lost"), .email, .fails), (down, .voice, .fails),
        (.refused(Refusal(.permanent, code: "550 5.1.1", text: "")), .email, .works),
        (.refused(Refusal(.temporary, code: "450 4.2.0", text: "")), .email, nil),
        (.refused(Refusal(.temporary, code: "not-sent:shuttingDown", text: "")), .email, nil),
        (.refused(Refusal(.temporary, code: "535 5.7.8", text: "")), .email, .fails),
        (.refused(Refusal(.throttled, code: "450 4.7.1", text: "", retryAfter: .seconds(300))), .email, nil),
        (.refused(Refusal(.throttled, code: "452 4.3.1", text: "")), .email, .asksForPause(.seconds(1))),
        (
            .refused(Refusal(.throttled, code: "20429", text: "", retryAfter: .seconds(7))), .sms,
            .asksForPause(.seconds(7))
        ),
    ]

    @Test func `what is about one message or one receiver says nothing of the provider`() {
        for (handover, channel, sign) in Self.signs {
            #expect(Breaker.Sign(handover, on: channel) == sign, "\(handover)")
        }
    }

    @Test func `messages of a provider that fails go by the next one, without a try of their own`() async throws {
        let ways = [
            Trial.recording(.sms, "primary") { _ in Self.down }, Trial.recording(.sms, "backup"),
        ]
        var setting = Trial.Setting()
        setting.ways[.sms] = ways
        try await Trial.with(setting) { trial in
            try await trial.accept((1...40).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            let options = WorkerOptions(batch: 8, inFlight: 8, tick: .milliseconds(1))
            _ = try await trial.worker(options).drain(using: SeededGenerator(seed: 1))
            // Those of the first batch were under way when the breaker opened.
            #expect(ways[0].deliveries.count <= 8)
            #expect(ways[1].deliveries.count >= 32)
            let entries = try await trial.store.journal(JournalFilter(kinds: [.provider]))
            #expect(entries.count == 1)
            #expect(entries.first?.draft.body["state"] == "rests")
            #expect(entries.first?.draft.body["provider"] == "sms.primary")
        }
    }

    @Test func `with no other way messages wait for the pause, and all arrive once it works again`() async throws {
        let clock = Moment()
        let way = Trial.recording(.sms) { _ in
            clock.value < Trial.start + .seconds(100) ? Self.down : .accepted(reference: nil)
        }
        var setting = Trial.Setting()
        setting.ways[.sms] = [way]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...30).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            let worker = trial.worker(WorkerOptions(batch: 8, inFlight: 8, tick: .milliseconds(1)))
            for round in 0..<1000 as Range<UInt64> {
                clock.value = trial.clock.now
                _ = try await worker.drain(using: SeededGenerator(seed: round))
                guard let next = try await trial.store.nextWake(after: trial.clock.now) else { break }
                trial.clock.advance(to: next)
            }
            let counts = try await trial.store.counts()
            #expect(counts == [.completed: 30])
            let failures = way.deliveries.count - 30
            #expect(failures >= 5 && failures < 20, "\(failures) messages were tried at a provider that was down")
            let states = try await trial.store.journal(JournalFilter(kinds: [.provider])).map { $0.draft.body["state"] }
            #expect(states.first == "rests" && states.last == "works")
        }
    }
}
