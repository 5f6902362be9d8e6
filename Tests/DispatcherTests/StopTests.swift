import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

struct StopTests {
    @Test func `what was decided but not begun when the signal comes is put back, and runs again`() async throws {
        try await Trial.with { trial in
            try await trial.accept((1...9).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            let stop = StopSignal()
            let store = FaultyStore(trial.store) { verb, moment in
                if verb == .claim, moment == .after { stop.stop() }
                return nil
            }
            _ = try await trial.worker(on: store).run(until: stop, using: SeededGenerator(seed: 1))
            #expect(trial.attempts.isEmpty)
            #expect(try await trial.store.counts() == [.queued: 9])
            #expect(try await trial.report().attempts.map(\.state) == [.withdrawn])
            await trial.store.close()
            let next = try trial.sibling()
            #expect(try await next.store.recover(at: trial.clock.now) == Recovery())
            try await next.drain()
            #expect(trial.attempts == (1...9).map { "A\($0).2" })
            await next.store.close()
        }
    }

    @Test func `what is in flight when the signal comes is finished and recorded`() async throws {
        let stop = StopSignal()
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            WireProvider(
                .sms,
                answering: { _ in
                    stop.stop()
                    for _ in 0..<100 { await Task.yield() }
                    return .accepted(reference: nil)
                }
            )
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...9).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            let options = WorkerOptions(inFlight: 4, tick: .milliseconds(1))
            let summary = try await trial.worker(options).run(until: stop, using: SeededGenerator(seed: 1))
            #expect(summary.handedOver == 4)
            #expect(try await trial.store.counts() == [.completed: 4, .queued: 5])
        }
    }

    @Test func `a worker that was stopped before it began does nothing`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            let stop = StopSignal()
            stop.stop()
            let summary = try await trial.worker().run(until: stop, using: SeededGenerator(seed: 1))
            #expect(summary == WorkSummary())
        }
    }

    @Test func `a cancelled task ends its worker in good order`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            let task = Task { try await trial.worker().run(until: StopSignal(), using: SeededGenerator(seed: 1)) }
            task.cancel()
            _ = try await task.value
            // Either it ended before it claimed, or what it had begun is recorded.
            let states = try await trial.report().attempts.map(\.state)
            #expect(states.allSatisfy { $0 == .handedOver || $0 == .withdrawn })
        }
    }

    @Test func `waiting for the signal ends by the signal, and by cancellation`() async {
        let signal = StopSignal()
        let cancelled = Task { await signal.given() }
        cancelled.cancel()
        await cancelled.value
        #expect(!signal.isStopped)
        let waiting = (0..<8).map { _ in Task { await signal.given() } }
        signal.stop()
        for task in waiting { await task.value }
        await signal.given()
        #expect(signal.isStopped)
    }

    @Test func `no more is in flight than allowed, whatever the size of a batch`() async throws {
        let flying = Mutex((now: 0, most: 0))
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            WireProvider(
                .sms,
                answering: { _ in
                    flying.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                    for _ in 0..<20 { await Task.yield() }
                    flying.withLock { $0.now -= 1 }
                    return .accepted(reference: nil)
                }
            )
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...60).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) })
            let worker = trial.worker(WorkerOptions(batch: 50, inFlight: 4))
            #expect(try await worker.drain(using: SeededGenerator(seed: 1)).handedOver == 60)
            #expect(flying.withLock { $0.most } <= 4)
        }
    }

    @Test func `several workers share a queue, and no message goes out twice`() async throws {
        try await Trial.with { trial in
            let ids = (100..<180).map { "A\($0)" }
            try await trial.accept(ids.map { .sample(id: $0, debtor: "of-\($0)", plan: .sms()) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...3 {
                    group.addTask {
                        let options = WorkerOptions(name: "w\(number)", batch: 7, inFlight: 5)
                        _ = try await trial.worker(options).drain(using: SeededGenerator(seed: UInt64(number)))
                    }
                }
                try await group.waitForAll()
            }
            #expect(trial.attempts == ids.map { $0 + ".1" })
            #expect(try await trial.store.counts() == [.completed: 80])
        }
    }
}
