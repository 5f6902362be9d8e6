import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let reports: [StorePromise] = [
        StorePromise("actions are listed by state, debtor and debt, in the order of their acceptance") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "Z1", debtor: "P1", debt: "D1"), .sample(id: "B1", debtor: "P2"))
                try await scene.claim { $0.in(.paused) }
                try await scene.accept(.sample(id: "A1", debtor: "P1", debt: "D2"))
                func list(_ filter: ActionFilter) async throws -> [String] {
                    try await scene.store.actions(filter).map(\.action.id.rawValue)
                }
                #expect(try await list(ActionFilter()) == ["Z1", "B1", "A1"])
                #expect(try await list(ActionFilter(states: [.paused])) == ["Z1", "B1"])
                #expect(try await list(ActionFilter(states: [.paused, .queued], debtor: named("P1"))) == ["Z1", "A1"])
                #expect(try await list(ActionFilter(debt: named("D2"))) == ["A1"])
                #expect(try await list(ActionFilter(states: [.failed])) == [])
                #expect(try await list(ActionFilter(after: named("Z1"), limit: 1)) == ["B1"])
                #expect(try await list(ActionFilter(after: named("A1"))) == [])
                #expect(try await scene.store.counts() == [.paused: 2, .queued: 1])
                #expect(try await scene.store.action(named("none")) == nil)
            }
        },
        StorePromise("pages hold every action once, whatever their size") { (database) async throws in
            try await database.open { (scene) async throws in
                let actions = (0..<53).map { Acceptance(sample: .sample(id: "A\(97 * $0 % 53)")) }
                _ = try await scene.store.accept(actions, at: .noon)
                for limit in [1, 10, 53, 54] {
                    var found: [ActionID] = []
                    var page = ActionFilter(limit: limit)
                    while case let reports = try await scene.store.actions(page), let last = reports.last {
                        #expect(reports.count <= limit)
                        found += reports.map(\.action.id)
                        page.after = last.action.id
                    }
                    #expect(found == actions.map(\.action.id))
                }
            }
        },
        StorePromise("a claim from a crowd of waiting actions takes just the runnable ones") {
            (database) async throws in
            try await database.open { (scene) async throws in
                let crowd = (0..<1500).map { Acceptance(sample: .sample(id: "W\($0)", debtor: "P\($0)")) }
                _ = try await scene.store.accept(crowd, at: .noon)
                let later = Instant.noon + .seconds(3600)
                #expect(try await scene.claim(10_000) { $0.in(.waiting, until: later) }.count == 1500)
                try await scene.accept(.sample(id: "A1", lane: .bulk))
                #expect(try await scene.claim(10_000) { $0.in(.completed) } == [named("A1")])
                #expect(try await scene.store.nextWake(after: .noon) == later)
            }
        },
    ]

    static let journal: [StorePromise] = [
        StorePromise("the journal is read by what an entry is about, by kind, and by time") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "B1", debtor: "P2", debt: "D2"))
                try await scene.claimAndSend(at: .noon + .seconds(10))
                try await scene.add(.paid, about: "P2", debt: "D2", at: .noon + .seconds(20))
                func list(_ filter: JournalFilter) async throws -> [Int64] {
                    try await scene.store.journal(filter).map(\.sequence)
                }
                #expect(try await list(JournalFilter()) == [1, 2, 3, 4, 5, 6, 7])
                #expect(try await list(JournalFilter(after: 2, limit: 2)) == [3, 4])
                #expect(try await list(JournalFilter(action: named("A1"))) == [1, 3, 4])
                #expect(try await list(JournalFilter(attempt: named("B1.1"))) == [5, 6])
                #expect(try await list(JournalFilter(debtor: named("P2"))) == [2, 5, 6, 7])
                #expect(try await list(JournalFilter(debt: named("D2"), kinds: [.fact, .accepted])) == [2, 7])
                #expect(
                    try await list(JournalFilter(from: .noon + .seconds(10), to: .noon + .seconds(20))) == [3, 4, 5, 6]
                )
                #expect(try await list(JournalFilter(after: 7)) == [])
                #expect(try await list(JournalFilter(action: named("none"))) == [])
            }
        },
        StorePromise("entries about a debtor, a debt or an attempt come in order, whether they name an action or not") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(
                    .sample(id: "A1", debtor: "P1", debt: "D1"),
                    .sample(id: "A2", debtor: "P1", debt: "D2"),
                    .sample(id: "B1", debtor: "P2", debt: "D1")
                )
                try await scene.add(.paid, about: "P1", debt: "D1")
                try await scene.add(.paid, about: "P1")
                try await scene.add(.paid, about: "P2", debt: "D1")
                try await scene.claimAndSend()
                func list(_ filter: JournalFilter) async throws -> [Int64] {
                    try await scene.store.journal(filter).map(\.sequence)
                }
                #expect(try await list(JournalFilter(debtor: named("P1"))) == [1, 2, 4, 5, 7, 8, 9, 10])
                #expect(try await list(JournalFilter(debt: named("D1"))) == [1, 3, 4, 6, 7, 8, 11, 12])
                #expect(try await list(JournalFilter(debtor: named("P1"), debt: named("D1"))) == [1, 4, 7, 8])
                #expect(try await list(JournalFilter(after: 2, debtor: named("P1"), limit: 3)) == [4, 5, 7])
                #expect(try await list(JournalFilter(debtor: named("P1"), kinds: [.fact])) == [4, 5])
                #expect(try await list(JournalFilter(attempt: named("A2.1"))) == [9, 10])
                #expect(try await list(JournalFilter(attempt: named("A2.1"), debtor: named("P1"))) == [9, 10])
                #expect(try await list(JournalFilter(attempt: named("A2.1"), debtor: named("P2"))) == [])
                #expect(try await list(JournalFilter(action: named("A1"), debtor: named("P2"))) == [])
                #expect(try await list(JournalFilter(action: named("A1"), attempt: named("A2.1"))) == [])
                #expect(try await list(JournalFilter(attempt: named("A2.2"))) == [])
                #expect(try await list(JournalFilter(debt: named("D9"))) == [])
            }
        },
        StorePromise("an entry that names another's action, attempt, debtor or debt is refused and changes nothing") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2", debt: "D2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin([intents[0]])
                let size = try await scene.journalSize()
                let wrongs: [@Sendable (inout JournalDraft) -> Void] = [
                    { $0.action = named("A2") }, { $0.action = nil }, { $0.attempt = named("A2.1") },
                    { $0.debtor = named("P2") }, { $0.debt = named("D2") },
                ]
                for wrong in wrongs {
                    var start = Start.sample(intents[1].attempt)
                    for index in start.entries.indices { wrong(&start.entries[index]) }
                    if start.entries != Start.sample(intents[1].attempt).entries {
                        await expectDefect { _ = try await scene.store.begin([start], at: .noon) }
                    }
                    var result = HandoverResult.sample(intents[0])
                    wrong(&result.entries[0])
                    await expectDefect { [result] in try await scene.store.record([result], at: .noon) }
                    try await scene.accept(.sample(id: "B1"))
                    await expectDefect {
                        _ = try await scene.store.claim(.sample(1)) { claimed in
                            var ruling = Ruling.send(claimed, at: .noon)
                            wrong(&ruling.entries[1])
                            return ruling
                        }
                    }
                }
                #expect(try await scene.journalSize() == size + 1)
                #expect(try await scene.store.counts() == [.working: 2, .queued: 1])
                #expect(try await scene.attempt(named("A1.1"))?.state == .begun)
                #expect(try await scene.attempt(named("A2.1"), of: "A2")?.state == .intended)
            }
            try await database.open { try await StoreAgreement.check($0.store) }
        },
        StorePromise("entries come back as they were written, and their hashes give the root") {
            (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.store.journalHead() == JournalHead(size: 0, root: .empty))
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents)
                let entries = try await scene.store.journal(JournalFilter())
                #expect(entries[1].draft == .sample(.decided, intents[0].attempt))
                #expect(entries[3].draft == Start.sample(intents[0].attempt).entries[0])
                let head = try await scene.store.journalHead()
                #expect(JournalVerification.of(entries, against: head) == .sound)
                try await scene.accept(.sample(id: "A2"))
                #expect(try await scene.store.journalHead().root != head.root)
            }
            try await database.open { try await StoreAgreement.check($0.store) }
        },
        StorePromise("every verb that changes something writes the journal, and no other does") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                try await database.open { (dead) async throws in
                    let intents = try await dead.claimAndSend()
                    try await dead.begin([intents[0]])
                }
                let size = try await scene.journalSize()
                _ = try await scene.store.claim(.sample(9)) { .send($0, at: .noon) }
                _ = try await scene.store.accept([], at: .noon)
                _ = try await scene.store.add([], at: .noon)
                _ = try await scene.store.receive([], at: .noon)
                try await scene.store.record([], at: .noon)
                #expect(try await scene.journalSize() == size)
                _ = try await scene.store.recover(at: .noon)
                #expect(try await scene.journalSize() == size + 2)
            }
        },
        StorePromise("content that nobody kept is not there") { (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.store.content(Commitment(of: .sample("never"))) == nil)
            }
        },
        StorePromise("a closed store refuses, and closing twice is no harm") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                await scene.store.close()
                await #expect(throws: StoreError.self) { try await scene.accept(.sample(id: "A2")) }
                await #expect(throws: StoreError.self) { _ = try await scene.store.counts() }
                await scene.store.close()
            }
            try await database.open { (scene) async throws in #expect(try await scene.store.counts() == [.queued: 1]) }
        },
    ]
}

/// Expects a refusal that blames the caller.
private func expectDefect(_ call: () async throws -> Void) async {
    await #expect {
        try await call()
    } throws: { error in
        guard case StoreError.defect = error else { return false }
        return true
    }
}
