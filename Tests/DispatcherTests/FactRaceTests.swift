import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization
import Testing

/// Facts that come while a worker is at work.
@Suite(.timeLimit(.minutes(5))) struct FactRaceTests {
    /// When what began and what was told, by one count for all.
    private final class Course: Sendable {
        struct Entry {
            /// When the beginning of the hand-over was asked for.
            var asked = 0
            /// When the hand-over was with the provider.
            var delivered: Int?
            /// When it was told that the fact holds, and which attempts were named.
            var told: Int?
            var named: [AttemptID] = []
        }

        private let state = Mutex((count: 0, entries: [AttemptID: Entry]()))

        var entries: [AttemptID: Entry] { state.withLock { $0.entries } }

        func note(_ attempts: [AttemptID], _ change: (inout Entry, Int) -> Void) {
            state.withLock { state in
                state.count += 1
                for attempt in attempts { change(&state.entries[attempt, default: Entry()], state.count) }
            }
        }
    }

    @Test func `once a fact is in, nothing begins that it forbids, and it names what is under way`() async throws {
        let course = Course()
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            WireProvider(
                .sms,
                answering: { delivery in
                    course.note([delivery.attempt.id]) { $0.delivered = $1 }
                    await Task.yield()
                    return .accepted(reference: nil)
                }
            )
        ]
        try await Trial.with(setting) { trial in
            let ids = (1...2000).map { "A\($0)" }
            try await trial.accept(ids.map { .sample(id: $0, debtor: "of-\($0)", debt: "debt-\($0)", plan: .sms()) })
            let store = FaultyStore(trial.store, beginning: { starts in course.note(starts) { $0.asked = $1 } })
            async let summary = trial.worker(on: store, WorkerOptions(batch: 100, inFlight: 40))
                .drain(using: SeededGenerator(seed: 1))
            // In the order of the queue, so that facts and hand-overs meet.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lot in stride(from: 0, to: ids.count, by: 20) {
                    group.addTask {
                        for id in ids[lot..<lot + 20] {
                            let fact = trial.fact(.paid, about: "of-\(id)", debt: "debt-\(id)")
                            let answer = try await trial.store.add([fact], at: trial.clock.now)
                            course.note([AttemptID(trusted: id + ".1")]) {
                                $0.told = $1
                                $0.named = answer.inFlight
                            }
                        }
                    }
                    if lot.isMultiple(of: 80) { try await group.next() }
                }
                try await group.waitForAll()
            }
            _ = try await summary
            let raced = course.entries.values.filter { $0.delivered != nil }
            for (attempt, entry) in course.entries {
                guard let delivered = entry.delivered, let told = entry.told, delivered > told else { continue }
                #expect(entry.asked < told, "\(attempt) began after the fact was in")
                #expect(entry.named == [attempt], "\(attempt) went out unnamed")
            }
            // A race that one side always wins would prove nothing.
            #expect(!raced.isEmpty && raced.count < ids.count, "\(raced.count) of \(ids.count) went out")
            let states = try await trial.store.counts()
            #expect(states[.completed] == ids.count)
        }
    }
}
