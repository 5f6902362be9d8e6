import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

/// What a worker does where the store fails, or somebody steps in between two steps.
@Suite(.timeLimit(.minutes(2))) struct WorkerFaultTests {
    /// Fails the first times that a verb is called at a moment.
    private final class Failing: Sendable {
        private let left: Mutex<Int>
        let verb: FaultyStore.Verb
        let moment: FaultyStore.Moment
        let error: StoreError

        init(_ times: Int, _ verb: FaultyStore.Verb, _ moment: FaultyStore.Moment, _ error: StoreError) {
            left = Mutex(times)
            self.verb = verb
            self.moment = moment
            self.error = error
        }

        func fault(_ verb: FaultyStore.Verb, _ moment: FaultyStore.Moment) -> StoreError? {
            guard verb == self.verb, moment == self.moment else { return nil }
            return left.withLock { left in
                guard left > 0 else { return nil }
                left -= 1
                return error
            }
        }
    }

    /// Runs a worker until so many messages went out, or the worker gives up.
    private func run(
        _ trial: Trial,
        on store: any Store,
        untilSent count: Int,
        lastTries: Int = 25
    ) async throws -> WorkSummary {
        let stop = StopSignal()
        let options = WorkerOptions(tick: .milliseconds(1), lastTries: lastTries)
        async let summary = trial.worker(on: store, options).run(until: stop, using: SeededGenerator(seed: 1))
        while trial.attempts.count < count, !stop.isStopped { try await Task.sleep(for: .milliseconds(1)) }
        stop.stop()
        return try await summary
    }

    @Test(arguments: FaultyStore.Verb.allCases, [FaultyStore.Moment.before, .after])
    func `a running worker outlives a store that fails, and sends each message once`(
        verb: FaultyStore.Verb,
        moment: FaultyStore.Moment
    ) async throws {
        // An answer of `claim` that was lost leaves intents that only a recovery can find.
        if verb == .claim, moment == .after { return }
        try await Trial.with { trial in
            let ids = (1...5).map { "A\($0)" }
            try await trial.accept(ids.map { .sample(id: $0, debtor: "of-\($0)", plan: .sms()) })
            let failing = Failing(3, verb, moment, .cannotWrite("disk is full"))
            let store = FaultyStore(trial.store) { failing.fault($0, $1) }
            let summary = try await run(trial, on: store, untilSent: 5)
            #expect(summary.storeErrors == 3)
            #expect(trial.attempts.count == 5)
            #expect(Set(trial.deliveries.map(\.attempt.action.rawValue)) == Set(ids))
            for id in ids {
                let report = try await trial.report(id)
                #expect(report.progress.state == .completed && report.progress.sent == 1)
                #expect(report.attempts.filter { $0.state == .handedOver }.count == 1)
                #expect(report.attempts.allSatisfy { $0.state == .handedOver || $0.state == .withdrawn })
            }
        }
    }

    @Test func `a lost answer to claim is made good by the next recovery`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let failing = Failing(1, .claim, .after, .unavailable("connection lost"))
            let store = FaultyStore(trial.store) { failing.fault($0, $1) }
            await #expect(throws: StoreError.unavailable("connection lost")) {
                _ = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            }
            #expect(trial.attempts.isEmpty)
            await trial.store.close()
            let next = try trial.sibling()
            #expect(try await next.store.recover(at: trial.clock.now).withdrawn.map(\.rawValue) == ["A1.1"])
            try await next.drain()
            #expect(trial.attempts == ["A1.2"])
            await next.store.close()
        }
    }

    @Test func `a drain that fails has recorded what was in flight all the same`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let failing = Failing(1, .record, .before, .unavailable("locked"))
            let store = FaultyStore(trial.store) { failing.fault($0, $1) }
            await #expect(throws: StoreError.unavailable("locked")) {
                _ = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            }
            #expect(try await trial.progress().state == .completed)
            #expect(try await trial.report().attempts.map(\.state) == [.handedOver])
        }
    }

    @Test func `results that can never be written end the worker, and a person settles them`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let failing = Failing(.max, .record, .before, .cannotWrite("disk is full"))
            let store = FaultyStore(trial.store) { failing.fault($0, $1) }
            await #expect(throws: StoreError.cannotWrite("disk is full")) {
                _ = try await run(trial, on: store, untilSent: 1, lastTries: 3)
            }
            #expect(trial.attempts == ["A1.1"])
            await trial.store.close()
            let next = try trial.sibling()
            #expect(try await next.store.recover(at: trial.clock.now).unknown.map(\.rawValue) == ["A1.1"])
            try await next.drainForEver()
            #expect(try await next.progress().state == .review)
            #expect(trial.attempts == ["A1.1"])
            await next.store.close()
        }
    }

    @Test func `an error that trying again cannot mend ends a running worker, and gives the signal`() async throws {
        try await Trial.with { trial in
            let failing = Failing(1, .claim, .before, .damaged("not a database"))
            let store = FaultyStore(trial.store) { failing.fault($0, $1) }
            let stop = StopSignal()
            await #expect(throws: StoreError.damaged("not a database")) {
                _ = try await trial.worker(on: store).run(until: stop, using: SeededGenerator(seed: 1))
            }
            #expect(stop.isStopped)
        }
    }

    @Test func `a payment between decision and hand-over stops the message`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let once = Failing(1, .begin, .before, .unavailable(""))
            let store = FaultyStore(trial.store) { verb, moment in
                if once.fault(verb, moment) != nil { try? await trial.add(.paid) }
                return nil
            }
            let summary = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            #expect(trial.attempts.isEmpty)
            #expect(summary.stopped == 1 && summary.decided == 2)
            let report = try await trial.report()
            #expect(report.progress.state == .completed && report.progress.reason == "paid")
            #expect(report.attempts.map(\.state) == [.withdrawn])
        }
    }

    @Test func `a cancellation between decision and hand-over stops the message`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let store = FaultyStore(trial.store) { verb, moment in
                guard verb == .begin, moment == .before else { return nil }
                _ = try? await trial.store.cancel(ActionID(trusted: "A1"), reason: "engine", at: trial.clock.now)
                return nil
            }
            _ = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            #expect(trial.attempts.isEmpty)
            #expect(try await trial.progress().state == .cancelled)
        }
    }

    @Test func `a decision that has run out before the hand-over is made anew`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            let store = FaultyStore(trial.store) { verb, moment in
                // 21:00 in Cologne, an hour after the window has shut.
                if verb == .claim, moment == .after, trial.clock.now == Trial.start {
                    trial.clock.advance(to: Trial.start + .seconds(10 * 3600))
                }
                return nil
            }
            _ = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            #expect(trial.attempts.isEmpty)
            let progress = try await trial.progress()
            #expect(progress.state == .waiting && progress.until == Trial.start + .seconds(21 * 3600))
        }
    }

    @Test func `a cancellation in flight keeps its state, and the fate of the message is recorded`() async throws {
        let box = Mutex<Trial?>(nil)
        var setting = Trial.Setting()
        setting.ways[.email] = [
            WireProvider(
                .email,
                answering: { delivery in
                    guard let trial = box.withLock({ $0 }) else { return .unknown("no trial") }
                    _ = try? await trial.store.cancel(delivery.attempt.action, reason: "engine", at: trial.clock.now)
                    return .accepted(reference: "r")
                }
            )
        ]
        try await Trial.with(setting) { trial in
            box.withLock { $0 = trial }
            try await trial.accept(.sample())
            try await trial.drainForEver()
            let report = try await trial.report()
            #expect(report.progress.state == .cancelled && report.attempts.map(\.state) == [.handedOver])
            #expect(trial.attempts == ["A1.1"])
        }
    }
}
