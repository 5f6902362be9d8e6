import DunlinTesting
import Dunning
import Storage
import StorePostgres
import Testing

/// What tells others that a worker lives, and what happens where that is lost.
struct PostgresWorkerTests {
    @Test func `a worker whose connection was cut goes on under a new number, and the old one's work is put in order`()
        async throws
    {
        let server = try TestServer()
        let (left, right) = (try await server.open(), try await server.open())
        _ = try await left.accept(["A1", "A2", "A3"].map { .init(sample: .sample(id: $0)) }, at: .noon)
        let first = try await left.claim(ClaimRequest(worker: "w", limit: 2, now: .noon)) { .send($0, at: .noon) }
        _ = try await left.begin([.sample(first.intents[1].attempt)], at: .noon)
        #expect(try await right.recover(at: .noon) == Recovery())
        try server.cutWorkers()
        let found = try await right.recover(at: .noon)
        #expect(found.withdrawn.map(\.rawValue) == ["A1.1"] && found.unknown.map(\.rawValue) == ["A2.1"])
        let second = try await left.claim(ClaimRequest(worker: "w", limit: 9, now: .noon)) { .send($0, at: .noon) }
        #expect(Set(second.intents.map(\.attempt.id.rawValue)) == ["A1.2", "A3.1"])
        #expect(try await right.recover(at: .noon) == Recovery())
        try await left.record([.sample(first.intents[1])], at: .noon)
        #expect(try await left.counts() == [.working: 2, .completed: 1])
        try await StoreAgreement.check(left)
        await left.close()
        let last = try await right.recover(at: .noon)
        #expect(Set(last.withdrawn.map(\.rawValue)) == ["A1.2", "A3.1"])
        await right.close()
    }
}
