import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// What people decide, and what is found out late.
    static let changes: [StorePromise] = [
        StorePromise("a receipt settles an unknown fate, and the step is not made again") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1")
                try await scene.receive(.delivered, attempt: "A1.1")
                let report = try #require(try await scene.store.action(named("A1")))
                #expect(report.progress.state == .queued && report.progress.isSettled && report.progress.sent == 1)
                try await scene.receive(.delivered, attempt: "A1.1")
                #expect(try await scene.store.action(named("A1"))?.progress.sent == 1)
            }
        },
        StorePromise("a receipt that nothing arrived gives the channel up") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1")
                try await scene.receive(.undelivered, attempt: "A1.1")
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(
                    progress.state == .queued && progress.reason == Progress.undelivered
                        && progress.spent == [SpentWay(.voice, "+4915112345678")]
                )
                #expect(try await scene.claimAndSend().map(\.attempt.id) == [named("A1.2")])
            }
        },
        StorePromise("what waits to be sent again is not, once its first message is known to have arrived") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for (id, reason) in [("A1", "unknown"), ("A2", "refused:busy")] {
                    try await scene.accept(.sample(id: id))
                    let intents = try await scene.claimAndSend()
                    try await scene.begin(intents)
                    var result = HandoverResult.sample(
                        intents[0],
                        reason == "unknown" ? .unknown : .refused,
                        then: .waiting
                    )
                    result.progress.reason = reason
                    result.progress.until = .noon + .seconds(60)
                    try await scene.store.record([result], at: .noon)
                    try await scene.receive(.delivered, attempt: "\(id).1")
                    let progress = try #require(try await scene.store.action(named(id))).progress
                    #expect(progress.state == .queued && progress.isSettled, "\(reason)")
                    _ = try await scene.store.cancel(named(id), reason: "seen", at: .noon)
                }
            }
        },
        StorePromise("a receipt about an earlier attempt moves no action") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1")
                #expect(try await scene.change("A1", .resend) == .changed(.queued))
                let intents = try await scene.claimAndSend()
                #expect(intents.map(\.attempt.id) == [named("A1.2")])
                try await scene.begin(intents)
                try await scene.record(intents, .unknown, then: .review)
                try await scene.receive(.delivered, attempt: "A1.1")
                #expect(try await scene.state("A1") == .review)
            }
        },
        StorePromise("what a person paused stays so, whatever facts come, until it is resumed") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                #expect(try await scene.change("A1", .pause) == .changed(.paused))
                #expect(try await scene.add(.homeUnreachable, about: "P1").woken == 0)
                #expect(try await scene.claimAndSend().isEmpty)
                #expect(try await scene.change("A1", .resume) == .changed(.queued))
                #expect(try await scene.claimAndSend().count == 1)
                #expect(try await scene.kinds("A1").prefix(3) == [.accepted, .paused, .resumed])
            }
        },
        StorePromise("a pause withdraws an intent, and waits for a hand-over that has begun") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin([intents[1]])
                #expect(try await scene.change("A1", .pause) == .changed(.paused))
                #expect(try await scene.change("A2", .pause) == .busy([named("A2.1")]))
                #expect(try await scene.begin([intents[0]]) == [.stop("stale")])
                #expect(try await scene.state("A1") == .paused)
                #expect(try await scene.state("A2") == .working)
            }
        },
        StorePromise("a pause waits for the record of a hand-over of which a receipt has told before") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.receive(.delivered, attempt: "A1.1")
                #expect(try await scene.change("A1", .pause) == .busy([named("A1.1")]))
                try await scene.record(intents)
                #expect(try await scene.state("A1") == .completed)
            }
        },
        StorePromise("what failed runs again from the step that is named, with all its channels") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                try await scene.claim { progress in
                    var next = progress.in(.failed)
                    next.step = 3
                    next.spent = [SpentWay(.sms), SpentWay(.email, "a,b%2C@example.com", .notComposed)]
                    next.tries = 2
                    next.lastStepAt = .noon
                    return next
                }
                let failed = try #require(try await scene.store.action(named("A1"))).progress
                #expect(failed.spent == [SpentWay(.sms), SpentWay(.email, "a,b%2C@example.com", .notComposed)])
                #expect(try await scene.change("A1", .retry(step: 2)) == .changed(.queued))
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(progress.step == 2 && progress.spent.isEmpty && progress.tries == 0)
                #expect(progress.lastStepAt == nil && progress.reason == nil)
                let entry = try #require(try await scene.store.journal(JournalFilter(kinds: [.resumed])).first)
                #expect(entry.draft.body["by"] == "operator:jane" && entry.draft.body["reason"] == "retry")
            }
        },
        StorePromise("a change that does not fit the state changes nothing") { (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.change("A1", .pause) == .unknownAction)
                try await scene.accept(.sample(id: "A1"))
                for kind in [ActionChange.Kind.resume, .retry(step: 0), .resend] {
                    #expect(try await scene.change("A1", kind) == .impossible(.queued))
                }
                try await scene.claim { $0.in(.completed) }
                for kind in [ActionChange.Kind.pause, .resume, .retry(step: 0), .resend] {
                    #expect(try await scene.change("A1", kind) == .impossible(.completed))
                }
                #expect(try await scene.kinds("A1") == [.accepted, .decided])
            }
        },
    ]
}

extension StoreScene {
    /// Changes an action as an operator.
    func change(_ id: String, _ kind: ActionChange.Kind) async throws -> ActionChange.Answer {
        try await store.change(ActionID(trusted: id), ActionChange(kind, by: "operator:jane"), at: .noon)
    }

    /// An action whose first attempt has an unknown fate, so that it is under review.
    func leaveUnknown(_ id: String) async throws {
        try await accept(.sample(id: id))
        let intents = try await claimAndSend()
        try await begin(intents)
        try await record(intents, .unknown, then: .review)
    }
}
