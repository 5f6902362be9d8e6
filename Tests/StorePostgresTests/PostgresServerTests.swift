import DunlinTesting
import Dunning
import Storage
import StorePostgres
import Testing

struct PostgresServerTests {
    @Test(arguments: ["postgresql:///x?host=/nowhere", "postgresql://127.0.0.1:1/x?connect_timeout=2", "no=url"])
    func `a server that is not there is not available`(url: String) async throws {
        await #expect {
            _ = try await PostgresStore.open(url: url)
        } throws: { error in
            guard case StoreError.unavailable = error else { return false }
            return true
        }
    }

    @Test(arguments: ["", "A", "a b", "a\"; DROP SCHEMA public; --", String(repeating: "a", count: 64)])
    func `a schema's name is never part of the SQL unless it is spelt right`(schema: String) async throws {
        let server = try TestServer()
        await #expect {
            _ = try await PostgresStore.open(url: server.url, schema: schema)
        } throws: { error in
            guard case StoreError.defect = error else { return false }
            return true
        }
    }

    @Test func `stores that open at the same time set up one schema`() async throws {
        let server = try TestServer()
        try await withThrowingDiscardingTaskGroup { group in
            for number in 0..<6 {
                group.addTask {
                    let store = try await server.open()
                    _ = try await store.accept([.init(sample: .sample(id: "A\(number)"))], at: .noon)
                    await store.close()
                }
            }
        }
        let store = try await server.open()
        #expect(try await store.counts() == [.queued: 6])
        try await StoreAgreement.check(store)
        await store.close()
    }

    @Test func `workers with stores of their own share the work and never an action or a cap`() async throws {
        let server = try TestServer()
        let setup = try await server.open()
        let actions = (0..<120).map { Acceptance(sample: .sample(id: "A\($0)", debtor: "P\($0 % 10)")) }
        _ = try await setup.accept(actions, at: .noon)
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try await server.open()
                    try await work(on: store)
                    await store.close()
                }
            }
        }
        // Claims that met may have left something for later.
        try await work(on: setup)
        #expect(try await setup.counts() == [.completed: 30, .blocked: 90])
        try await StoreAgreement.check(setup)
        await setup.close()
    }

    @Test func `many opposite writes at once are all done`() async throws {
        let server = try TestServer()
        let store = try await server.open()
        let ids = (0..<20).map { "A\($0)" }
        try await withThrowingDiscardingTaskGroup { group in
            for round in 0..<12 {
                let batch = (round.isMultiple(of: 2) ? ids : ids.reversed()).map {
                    Acceptance(sample: .sample(id: $0, debtor: "P-\($0)"))
                }
                group.addTask { _ = try await store.accept(batch, at: .noon) }
            }
        }
        #expect(try await store.counts() == [.queued: 20])
        try await StoreAgreement.check(store)
        await store.close()
    }
}

/// Works until a claim comes back empty; no debtor gets more than three messages.
private func work(on store: PostgresStore) async throws {
    while true {
        let claim = try await store.claim(ClaimRequest(worker: "w", limit: 8, now: .noon)) { claimed in
            guard claimed.background.history.count >= 3 else { return .send(claimed, at: .noon) }
            var progress = claimed.progress
            progress.state = .blocked
            return Ruling(progress: progress, attempt: nil, entries: [])
        }
        guard claim.decided > 0 else { return }
        _ = try await store.begin(claim.intents.map { .sample($0.attempt) }, at: .noon)
        try await store.record(claim.intents.map { .sample($0) }, at: .noon)
    }
}
