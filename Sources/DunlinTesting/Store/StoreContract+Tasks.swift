import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// What people have to do for actions.
    static let tasks: [StorePromise] = [
        StorePromise("a task is on its owner's worklist until it is closed, and its action waits for it") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.order("A1", owner: "collections")
                try await scene.order("A2", owner: "legal", debtor: "P2")
                let all = try await scene.store.tasks(TaskFilter())
                #expect(all.map(\.action) == [named("A1"), named("A2")])
                let task = try #require(all.first)
                #expect(task.draft == .sample("collections") && task.madeAt == .noon && task.ending == nil)
                #expect(task.debtor == named("P1") && task.debt == named("D1"))
                #expect(try await scene.store.tasks(TaskFilter(owner: "legal")).map(\.action) == [named("A2")])
                #expect(try await scene.store.tasks(TaskFilter(dueBefore: .noon)).isEmpty)
                #expect(try await scene.store.tasks(TaskFilter(dueBefore: .noon + .seconds(601))).count == 2)
                #expect(try await scene.store.tasks(TaskFilter(after: task.number)).map(\.action) == [named("A2")])
                #expect(try await scene.store.tasks(TaskFilter(limit: 1)) == [task])
                #expect(try await scene.claimAndSend().isEmpty)
                #expect(try await scene.kinds("A1") == [.accepted, .decided, .task])
            }
        },
        StorePromise("a closed task lets its action leave the step behind, and is closed once") {
            (database) async throws in
            try await database.open { (scene) async throws in
                let number = try await scene.order("A1")
                #expect(try await scene.close(number) == .closed(.queued))
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(progress.isSettled && progress.sent == 0 && progress.step == 0)
                #expect(try await scene.close(number) == .alreadyClosed)
                #expect(try await scene.close(number + 1) == .unknownTask)
                #expect(try await scene.store.tasks(TaskFilter()).isEmpty)
                let closed = try #require(try await scene.store.tasks(TaskFilter(isOpen: false, number: number)).first)
                let ending = TaskReport.Ending(at: .noon + .seconds(60), by: "operator:jane", result: "pays on Friday")
                #expect(closed.ending == ending)
                #expect(try await scene.kinds("A1") == [.accepted, .decided, .task, .task])
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("a task may end its action") { (database) async throws in
            try await database.open { (scene) async throws in
                let number = try await scene.order("A1")
                #expect(try await scene.close(number, goesOn: false) == .closed(.completed))
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(progress.state == .completed && progress.reason == Progress.awaitsTask)
                #expect(try await scene.kinds("A1").suffix(2) == [.task, .completed])
            }
        },
        StorePromise("what ends an action closes its task") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.order("A1")
                try await scene.order("A2", debtor: "P2")
                _ = try await scene.store.cancel(named("A1"), reason: "seen", at: .noon)
                // A fact wakes what waits for a task; the next decision may end it.
                try await scene.add(.paid, about: "P2", debt: "D1")
                try await scene.claim { $0.in(.completed) }
                #expect(try await scene.store.tasks(TaskFilter()).isEmpty)
                let closed = try await scene.store.tasks(TaskFilter(isOpen: false))
                #expect(closed.compactMap(\.ending?.result) == ["the action is cancelled", "the action is completed"])
                #expect(try await scene.kinds("A1").suffix(2) == [.cancelled, .task])
            }
        },
        StorePromise("a task is not closed over the head of a person who paused its action") {
            (database) async throws in
            try await database.open { (scene) async throws in
                let number = try await scene.order("A1")
                #expect(try await scene.change("A1", .pause) == .changed(.paused))
                #expect(try await scene.close(number) == .impossible(.paused))
                #expect(try await scene.store.tasks(TaskFilter()).count == 1)
                #expect(try await scene.change("A1", .resume) == .changed(.queued))
                #expect(try await scene.close(number) == .closed(.queued))
            }
        },
        StorePromise("a task of a step that was left behind is closed, and moves nothing") { (database) async throws in
            try await database.open { (scene) async throws in
                let number = try await scene.order("A1")
                try await scene.add(.homeUnreachable, about: "P1")
                try await scene.claim { progress in
                    var next = progress.in(.waiting)
                    next.step = 2
                    next.until = .noon + .seconds(3600)
                    return next
                }
                let before = try #require(try await scene.store.action(named("A1"))).progress
                #expect(try await scene.close(number) == .closed(.waiting))
                #expect(try await scene.store.action(named("A1"))?.progress == before)
            }
        },
    ]
}

extension StoreScene {
    /// An action that waits for a person; the number of its task.
    @discardableResult
    func order(_ id: String, owner: String = "collections", debtor: String = "P1") async throws -> Int64 {
        try await accept(.sample(id: id, debtor: debtor))
        _ = try await store.claim(.sample(100)) { claimed in
            var progress = claimed.progress.in(.paused)
            progress.reason = Progress.awaitsTask
            progress.tries = 1
            var ruling = Ruling.rest(claimed, progress)
            ruling.task = .sample(owner)
            return ruling
        }
        return try #require(try await store.tasks(TaskFilter()).last).number
    }

    /// Closes a task as an operator, a minute past noon.
    func close(_ number: Int64, goesOn: Bool = true) async throws -> TaskClosing.Answer {
        let closing = TaskClosing(by: "operator:jane", result: "pays on Friday", goesOn: goesOn)
        return try await store.close(number, closing, at: .noon + .seconds(60))
    }
}

extension TaskDraft {
    /// A call that is due ten minutes past noon.
    fileprivate static func sample(_ owner: String) -> TaskDraft {
        TaskDraft(step: 0, what: "call", owner: owner, due: .noon + .seconds(600), note: "asked for instalments, äöü")
    }
}
