import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

/// A provider that hands out turns as a test says.
private final class RatedProvider: Provider {
    let id = ProviderID(trusted: "sms.primary")
    let channel = Channel.sms
    let isLocal = true
    private let state: Mutex<(asked: Int, delivered: [AttemptID])> = Mutex((0, []))
    private let turn: @Sendable (Int) -> Turn

    /// `turn` is told how often it was asked before.
    init(_ turn: @escaping @Sendable (Int) -> Turn) { self.turn = turn }

    var delivered: [AttemptID] { state.withLock { $0.delivered } }

    func takeTurn() -> Turn {
        turn(
            state.withLock { state in
                defer { state.asked += 1 }
                return state.asked
            }
        )
    }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        SealedMessage(mediaType: "text/plain", bytes: Array("\(delivery.attempt.id)".utf8))
    }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        state.withLock { $0.delivered.append(delivery.attempt.id) }
        return .accepted(reference: nil)
    }

    func shutdown(grace: Duration) async {}
}

struct TurnTests {
    private func actions(_ count: Int) -> [Action] {
        (1...count).map { .sample(id: "A\($0)", debtor: "P\($0)", plan: .sms()) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `what has no turn soon is put back without having begun, and runs when its turn comes`() async throws {
        let stop = StopSignal()
        let provider = RatedProvider { asked in asked < 2 ? .go : .wait(.seconds(60), gap: .seconds(10)) }
        var setting = Trial.Setting()
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept(actions(5))
            let store = FaultyStore(trial.store) { verb, moment in
                // Two are recorded as handed over, three as put back: then there is nothing more to see.
                if verb == .record, moment == .after, provider.delivered.count == 2 { stop.stop() }
                return nil
            }
            _ = try await trial.worker(on: store).run(until: stop, using: SeededGenerator(seed: 1))
            #expect(try await trial.store.counts() == [.completed: 2, .waiting: 3])
            let waits = try await trial.store.actions(ActionFilter(states: [.waiting])).map(\.progress)
            #expect(Set(waits.map(\.reason)) == ["rate"])
            let turns = waits.compactMap(\.until).sorted()
            #expect(turns == [60, 70, 80].map { trial.clock.now + .seconds($0) })
            let states = try await trial.store.actions(ActionFilter(states: [.waiting])).flatMap(\.attempts).map(
                \.state
            )
            #expect(states == [.withdrawn, .withdrawn, .withdrawn])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a drain waits for every turn`() async throws {
        let provider = RatedProvider { $0.isMultiple(of: 2) ? .go : .wait(.milliseconds(1), gap: .milliseconds(1)) }
        var setting = Trial.Setting()
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept(actions(7))
            #expect(try await trial.drain().handedOver == 7)
            #expect(Set(provider.delivered).count == 7)
            #expect(try await trial.store.counts() == [.completed: 7])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a fact that comes while a message waits for its turn stops it`() async throws {
        let provider = RatedProvider { asked in asked < 3 ? .wait(.milliseconds(1), gap: .milliseconds(1)) : .go }
        var setting = Trial.Setting()
        setting.ways[.sms] = [provider]
        try await Trial.with(setting) { trial in
            try await trial.accept(actions(1))
            let store = FaultyStore(trial.store) { verb, moment in
                guard verb == .claim, moment == .after, (try? await trial.progress("A1").state) == .working else {
                    return nil
                }
                try? await trial.add(.paid, about: "P1", debt: "D1")
                return nil
            }
            _ = try await trial.worker(on: store).drain(using: SeededGenerator(seed: 1))
            #expect(provider.delivered.isEmpty)
            #expect(try await trial.progress("A1").reason == "paid")
        }
    }
}
