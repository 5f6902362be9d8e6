import DunlinTesting
import Dunning
import Foundation
import Storage
import StoreSQLite
import Testing

struct SQLiteCrashTests {
    /// The process dies inside the transaction of a claim, at the action with that number.
    @Test(arguments: [1, 5, 17])
    func `a process killed in the middle of a claim leaves journal and state in agreement`(at: Int) async throws {
        try await TemporaryFolder.with { folder in
            let (path, fatal) = (folder.database, at)
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, fatal = fatal as Int] in
                let store = try SQLiteStore.open(path: path)
                let actions = (0..<20).map { Acceptance(sample: .sample(id: "A\($0)")) }
                _ = try await store.accept(actions, at: .noon)
                let first = try await store.claim(ClaimRequest(worker: "w", limit: 3, now: .noon)) {
                    .send($0, at: .noon)
                }
                _ = try await store.begin(first.intents.prefix(2).map { .sample($0.attempt) }, at: .noon)
                try await store.record([.sample(first.intents[0])], at: .noon)
                let counter = Counter()
                _ = try await store.claim(ClaimRequest(worker: "w", limit: 50, now: .noon)) { claimed in
                    if counter.next() == fatal { kill(getpid(), SIGKILL) }
                    return .send(claimed, at: .noon)
                }
            }
            let store = try SQLiteStore.open(path: folder.database)
            try await StoreAgreement.check(store)
            #expect(try await store.counts() == [.queued: 17, .working: 2, .completed: 1])
            let found = try await store.recover(at: .noon)
            #expect(found.withdrawn.map(\.rawValue) == ["A2.1"] && found.unknown.map(\.rawValue) == ["A1.1"])
            try await StoreAgreement.check(store)
            await store.close()
        }
    }

    /// The process dies at a moment that nobody chose, while several tasks write.
    @Test(arguments: 1...6)
    func `a process killed at any moment leaves journal and state in agreement`(round: Int) async throws {
        try await TemporaryFolder.with { folder in
            let (path, wanted) = (folder.database, round * 23)
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, wanted = wanted as Int] in
                let store = try SQLiteStore.open(path: path)
                let counter = Counter()
                try await withThrowingDiscardingTaskGroup { group in
                    for lane in 0..<4 {
                        group.addTask {
                            for number in 0... {
                                let action = Action.sample(id: "A\(lane)-\(number)", debtor: "P\(lane)")
                                _ = try await store.accept([.init(sample: action)], at: .noon)
                                if counter.next() == wanted { kill(getpid(), SIGKILL) }
                                let claim = try await store.claim(ClaimRequest(worker: "w", limit: 2, now: .noon)) {
                                    .send($0, at: .noon)
                                }
                                _ = try await store.begin(claim.intents.map { .sample($0.attempt) }, at: .noon)
                                try await store.record(claim.intents.map { .sample($0) }, at: .noon)
                            }
                        }
                    }
                }
            }
            let store = try SQLiteStore.open(path: folder.database)
            try await StoreAgreement.check(store)
            // Every accept before the fatal one was acknowledged, so it is there.
            #expect(try await store.counts().values.reduce(0, +) >= wanted - 3)
            await store.close()
        }
    }
}
