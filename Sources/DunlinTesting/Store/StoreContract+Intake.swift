import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let intake: [StorePromise] = [
        StorePromise("an accepted action is there again after the store was closed") { (database) async throws in
            let action = Action.sample(id: "A1", lane: .urgent, notAfter: .noon + .seconds(60))
            try await database.open { (scene) async throws in
                #expect(try await scene.accept(action) == [.accepted])
            }
            try await database.open { (scene) async throws in
                let report = try #require(try await scene.store.action(named("A1")))
                #expect(report.action == action)
                #expect(report.progress == Progress())
                #expect(report.acceptedAt == .noon)
                #expect(report.attempts.isEmpty)
                #expect(try await scene.kinds("A1") == [.accepted])
            }
        },
        StorePromise("the same action again is a duplicate and changes nothing") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                #expect(try await scene.accept(.sample(id: "A1"), at: .noon + .seconds(9)) == [.duplicate])
                #expect(try await scene.journalSize() == 1)
                #expect(try await scene.store.action(named("A1"))?.acceptedAt == .noon)
            }
        },
        StorePromise("the same id with another body is a conflict and changes nothing") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1", level: 1))
                #expect(try await scene.accept(.sample(id: "A1", level: 2)) == [.conflict])
                #expect(try await scene.store.action(named("A1"))?.action.level == 1)
                #expect(try await scene.journalSize() == 1)
            }
        },
        StorePromise("the body decides about sameness, not what the intake made of it") { (database) async throws in
            try await database.open { (scene) async throws in
                let body = #"{"id":"A1"}"#
                let first = Acceptance(action: .sample(id: "A1", level: 1), body: body)
                let again = Acceptance(action: .sample(id: "A1", level: 2), body: body)
                #expect(try await scene.store.accept([first], at: .noon) == [.accepted])
                #expect(try await scene.store.accept([again], at: .noon) == [.duplicate])
            }
        },
        StorePromise("a batch is answered in its order, repeats within it included") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A2"))
                let answers = try await scene.accept(
                    .sample(id: "A1"),
                    .sample(id: "A2"),
                    .sample(id: "A1"),
                    .sample(id: "A1", level: 9),
                    .sample(id: "A3")
                )
                #expect(answers == [.accepted, .duplicate, .duplicate, .conflict, .accepted])
                #expect(
                    try await scene.store.actions(ActionFilter()).map(\.action.id) == ["A2", "A1", "A3"].map(named)
                )
                #expect(try await scene.accept() == [])
            }
        },
        StorePromise("an action's body can be proved by what the journal says of it") { (database) async throws in
            try await database.open { (scene) async throws in
                let acceptance = Acceptance(sample: .sample(id: "A1"))
                _ = try await scene.store.accept([acceptance], at: .noon)
                let entry = try #require(try await scene.store.journal(JournalFilter()).first)
                let commitment = try #require(entry.draft.content.first)
                let content = try #require(try await scene.store.content(commitment))
                #expect(String(decoding: content.bytes, as: UTF8.self) == acceptance.body)
                #expect(Commitment(of: content) == commitment)
                #expect(!entry.json.canonical.contains("jana@example.com"))
            }
        },
        StorePromise("calls at the same time are all answered and all durable") { (database) async throws in
            try await database.open { (scene) async throws in
                try await withThrowingTaskGroup(of: [Acceptance.Answer].self) { group in
                    for number in 0..<100 {
                        group.addTask { try await scene.accept(.sample(id: "A\(number / 2)")) }
                    }
                    let answers = try await group.reduce(into: []) { $0 += $1 }
                    #expect(answers.filter { $0 == .accepted }.count == 50)
                    #expect(answers.filter { $0 == .duplicate }.count == 50)
                }
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("text that means something to a database is kept as it came") { (database) async throws in
            try await database.open { (scene) async throws in
                var action = Action.sample(id: "A1")
                action.debtor.name = "Robert'); DROP TABLE action; -- \\ \" $1 ? %s 日本 \u{1F600}"
                action.data = ["nul": "a\u{0}b", "deep": [["x": nil]]]
                try await scene.accept(action)
                let reason = "'; DELETE FROM journal; --"
                _ = try await scene.store.cancel(named("A1"), reason: reason, at: .noon)
                let report = try #require(try await scene.store.action(named("A1")))
                #expect(report.action == action)
                #expect(report.progress.reason == reason)
                #expect(try await scene.journalSize() == 2)
            }
        },
        StorePromise("refused lines are kept byte for byte with all that is wrong, and paged") {
            (database) async throws in
            let wrong = [
                Diagnostic(at: Place(file: "in.jsonl", line: 2, column: 3, field: "/debt/due"), "no `day`", mend: "x"),
                Diagnostic(.warning, at: Place(), "äöü"),
            ]
            let lines = (1...5).map { number in
                RefusedLine(
                    at: .noon,
                    file: "it's.jsonl",
                    line: number,
                    action: number == 2 ? "A'2" : nil,
                    bytes: [0, 255, UInt8(number)],
                    diagnostics: number == 3 ? [] : wrong
                )
            }
            try await database.open { try await $0.store.keepAside(lines, at: .noon) }
            try await database.open { (scene) async throws in
                let first = try await scene.store.refusedLines(after: 0, limit: 3)
                let rest = try await scene.store.refusedLines(after: first.last?.number ?? 0, limit: 3)
                var found = first + rest
                #expect(found.map(\.number) == found.map(\.number).sorted())
                #expect((found.first?.number ?? 0) >= 1)
                for index in found.indices { found[index].number = 0 }
                #expect(found == lines)
                #expect(try await scene.store.journal(JournalFilter(kinds: [.refusedLine])).count == 5)
            }
        },
    ]
}
