import ContactRules
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

/// The wall clock of a machine may jump: nothing goes out early for it, and nothing twice.
struct ClockTests {
    private static let day = Duration.seconds(86_400)

    private func worker(_ trial: Trial, on store: (any Store)? = nil, _ clock: JumpingClock) -> Worker {
        Worker(
            store: store ?? trial.store,
            decider: Decider(gate: Gate(trial.shelf.book), playbook: trial.playbook, templates: trial.shelf.templates),
            composer: trial.composer,
            playbook: trial.playbook,
            clock: clock,
            options: WorkerOptions(tick: .milliseconds(2))
        )
    }

    private func drain(_ trial: Trial, on store: (any Store)? = nil, _ clock: JumpingClock) async throws {
        _ = try await worker(trial, on: store, clock).drain(using: SeededGenerator(seed: 1))
    }

    @Test func `what was decided at a moment that is yet to come is decided anew before it goes out`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let clock = JumpingClock(Trial.start)
            let store = FaultyStore(trial.store) { verb, moment in
                if verb == .claim, moment == .after { clock.set(Trial.start - .seconds(3600)) }
                return nil
            }
            try await drain(trial, on: store, clock)
            let report = try await trial.report()
            #expect(report.attempts.map(\.state) == [.withdrawn, .handedOver])
            #expect(report.attempts.last?.attempt.decidedAt == Trial.start - .seconds(3600))
            #expect(trial.attempts == ["A1.2"])
            try await StoreAgreement.check(trial.store)
        }
    }

    @Test(arguments: [Duration.seconds(1), .seconds(3600), day, day * 30])
    func `a clock that goes back sends no step again and none early, and the ladder goes on afterwards`(
        back: Duration
    ) async throws {
        try await Trial.with { trial in
            let clock = JumpingClock(Trial.start)
            try await trial.accept(.sample())
            try await drain(trial, clock)
            #expect(trial.attempts == ["A1.1"])
            clock.set(Trial.start - back)
            try await drain(trial, clock)
            #expect(trial.attempts == ["A1.1"])
            #expect(try await trial.progress().state == .waiting)
            clock.set(Trial.start + Self.day * 3 - .milliseconds(1))
            try await drain(trial, clock)
            #expect(trial.attempts == ["A1.1"])
            clock.set(Trial.start + Self.day * 3)
            try await drain(trial, clock)
            #expect(trial.attempts == ["A1.1", "A1.2"])
            try await StoreAgreement.check(trial.store)
        }
    }

    @Test func `where a clock stands before what is on record nothing goes out, and all of it when it is right again`()
        async throws
    {
        try await Trial.with { trial in
            let clock = JumpingClock(Trial.start)
            try await trial.accept(.sample(id: "A1", plan: .sms()))
            try await drain(trial, clock)
            clock.set(Trial.start - .seconds(1800))
            try await trial.accept(.sample(id: "A2", debt: "D2", plan: .sms()))
            try await drain(trial, clock)
            #expect(trial.attempts == ["A1.1"])
            let held = try await trial.progress("A2")
            #expect(!held.state.isFinal && held.state != .working, "\(held)")
            // The house keeps a distance between contacts; a day later each window is open again.
            for hours in 1...96 where try await trial.progress("A2").state != .completed {
                clock.set(Trial.start + .seconds(3600 * Int64(hours)))
                try await drain(trial, clock)
            }
            #expect(trial.attempts == ["A1.1", "A2.1"])
        }
    }

    @Test func `a clock that leaps ahead fires each step once and keeps their distance`() async throws {
        try await Trial.with { trial in
            let clock = JumpingClock(Trial.start)
            try await trial.accept(.sample())
            try await drain(trial, clock)
            // Sixty days later, a Sunday: then an hour at a time until both steps that are left have gone out.
            for hours in 0..<24 * 30 where try await !trial.progress().state.isFinal {
                clock.set(Trial.start + Self.day * 60 + .seconds(3600 * Int64(hours)))
                try await drain(trial, clock)
            }
            let attempts = try await trial.report().attempts.filter { $0.state == .handedOver }.map(\.attempt)
            #expect(attempts.map(\.step) == [0, 1, 2])
            #expect(attempts[2].decidedAt - attempts[1].decidedAt >= Self.day * 7)
        }
    }
}

/// A clock that stands where it was put, also before where it stood.
private final class JumpingClock: WallClock {
    private let moment: Mutex<Instant>

    init(_ start: Instant) { moment = Mutex(start) }

    var now: Instant { moment.withLock { $0 } }

    func set(_ other: Instant) { moment.withLock { $0 = other } }
}
