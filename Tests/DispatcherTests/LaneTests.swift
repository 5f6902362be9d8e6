import Channels
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

@testable import Dispatcher

/// Urgent actions are never held up by others, and never starve them.
struct LaneTests {
    private static let all: [Lane] = [.urgent, .normal, .bulk]

    @Test func `under a flood each lane has its share of turns, and the most urgent one begins`() {
        var turns = LaneTurns()
        var taken: [Lane] = []
        for _ in 0..<1000 {
            guard let lane = turns.next(of: Self.all) else { break }
            turns.took(lane, of: Self.all)
            taken.append(lane)
        }
        #expect(taken.prefix(3) == [.urgent, .urgent, .urgent])
        let share = Dictionary(grouping: taken, by: \.self).mapValues(\.count)
        #expect((180...260).contains(share[.normal] ?? 0) && (80...110).contains(share[.bulk] ?? 0), "\(share)")
        // Nobody is passed over for long, wherever one looks.
        for start in stride(from: 0, to: 980, by: 20) { #expect(Set(taken[start..<start + 20]).count == 3) }
    }

    @Test(arguments: all)
    func `a lane that is alone has every turn, and has earned nothing when others come`(lane: Lane) {
        var turns = LaneTurns()
        for _ in 0..<500 {
            #expect(turns.next(of: [lane]) == lane)
            turns.took(lane, of: [lane])
        }
        #expect(turns.next(of: Self.all) == .urgent)
        #expect(turns.next(of: []) == nil)
    }

    @Test(arguments: [1, 4, 32, 512])
    func `one lane can use all slots and no more, and each other one still finds some`(size: Int) {
        for crowd in Self.all {
            var slots = Slots(size)
            while slots.hasRoom(for: crowd) { slots.take(crowd) }
            #expect(slots.total == size)
            for other in Self.all where other != crowd {
                #expect(slots.open.contains(other) && slots.hasRoom(for: other))
                while slots.hasRoom(for: other) { slots.take(other) }
            }
            #expect(slots.total == size + 2 * max(1, size / 8))
            for lane in Self.all { #expect(!slots.hasRoom(for: lane) && !slots.open.contains(.urgent)) }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an urgent action is handed over while bulk ones that hang fill all slots`() async throws {
        let gate = StopSignal()
        var setting = Trial.Setting()
        let provider = WireProvider(
            .sms,
            answering: { delivery in
                if delivery.attempt.action.rawValue.hasPrefix("B") { await gate.given() }
                return .accepted(reference: nil)
            }
        )
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...40).map { .text("B\($0)", .bulk) })
            let stop = StopSignal()
            let options = WorkerOptions(batch: 10, inFlight: 8, tick: .milliseconds(2))
            async let summary = trial.worker(options).run(until: stop, using: SeededGenerator(seed: 1))
            try await until { provider.deliveries.count == 8 }
            try await trial.accept(.text("U1", .urgent), .text("N1", .normal))
            try await until { provider.deliveries.count == 10 }
            #expect(Set(trial.attempts.filter { !$0.hasPrefix("B") }) == ["U1.1", "N1.1"])
            #expect(try await trial.progress("U1").state == .completed)
            gate.stop()
            try await until { try await trial.store.counts()[.completed] == 42 }
            stop.stop()
            #expect(try await summary.handedOver == 42)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an urgent action takes the next turn of a provider for whose rate bulk ones wait`() async throws {
        let turns = Mutex(2)
        let provider = RatedTexts {
            turns.withLock { left in
                guard left > 0 else { return .wait(.milliseconds(1), gap: .milliseconds(1)) }
                left -= 1
                return .go
            }
        }
        var setting = Trial.Setting()
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept((1...40).map { .text("B\($0)", .bulk) })
            let stop = StopSignal()
            let options = WorkerOptions(batch: 10, inFlight: 8, tick: .milliseconds(2), longestWait: .seconds(3600))
            async let summary = trial.worker(options).run(until: stop, using: SeededGenerator(seed: 1))
            try await until { provider.delivered.count == 2 }
            try await trial.accept(.text("U1", .urgent))
            try await until { try await trial.progress("U1").state == .working }
            turns.withLock { $0 = 1 }
            try await until { provider.delivered.count == 3 }
            #expect(provider.delivered.last?.rawValue == "U1.1")
            turns.withLock { $0 = 1000 }
            try await until { try await trial.store.counts()[.completed] == 41 }
            stop.stop()
            _ = try await summary
        }
    }

    @Test func `a flood of urgent actions does not keep bulk ones from going out`() async throws {
        let provider = RatedTexts { .go }
        var setting = Trial.Setting()
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept((10..<20).map { .text("B\($0)", .bulk) })
            try await trial.accept((10..<20).map { .text("N\($0)", .normal) })
            try await trial.accept((100..<180).map { .text("U\($0)", .urgent) })
            _ = try await trial.worker(WorkerOptions(batch: 20, inFlight: 1)).drain(using: SeededGenerator(seed: 1))
            let order = provider.delivered.map { $0.rawValue.prefix(1) }
            #expect(order.count == 100 && order.first == "U")
            #expect(order.prefix(40).count { $0 == "B" } >= 2 && order.prefix(40).count { $0 == "N" } >= 6, "\(order)")
        }
    }

    @Test func `two workers that drain one queue leave nothing to do, whoever is done first`() async throws {
        try await Trial.with { trial in
            try await trial.accept((1...300).map { .text("A\($0)", .normal) })
            let stop = StopSignal()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...2 {
                    group.addTask {
                        let worker = trial.worker(WorkerOptions(name: "w\(number)", batch: 290, inFlight: 20))
                        _ = try await worker.drain(until: stop, using: SeededGenerator(seed: UInt64(number)))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await trial.store.counts() == [.completed: 300])
            #expect(!stop.isStopped)
        }
    }

    private func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }
}

/// Texts that go when a test says so.
private final class RatedTexts: Provider {
    let id = ProviderID(trusted: "sms.primary")
    let channel = Channel.sms
    let isLocal = true
    private let kept = Mutex<[AttemptID]>([])
    private let turn: @Sendable () -> Turn

    init(_ turn: @escaping @Sendable () -> Turn) { self.turn = turn }

    /// What was delivered, in order.
    var delivered: [AttemptID] { kept.withLock { $0 } }

    func takeTurn() -> Turn { turn() }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        SealedMessage(mediaType: "text/plain", bytes: Array("\(delivery.attempt.id)".utf8))
    }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        kept.withLock { $0.append(delivery.attempt.id) }
        return .accepted(reference: nil)
    }

    func shutdown(grace: Duration) async {}
}

extension Action {
    /// One text to a debtor of its own.
    fileprivate static func text(_ id: String, _ lane: Lane) -> Action {
        .sample(id: id, debtor: "of-\(id)", plan: .sms(), lane: lane)
    }
}
