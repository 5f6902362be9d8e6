import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// What is found out about hand-overs of unknown fate.
    static let settlements: [StorePromise] = [
        StorePromise("what is unknown and waited for is listed, in order and in pages") { (database) async throws in
            try await database.open { (scene) async throws in
                for id in ["A1", "A2", "A3"] { try await scene.leaveUnknown(id, debtor: "P1") }
                try await scene.accept(.sample(id: "A4"))
                try await scene.begin(try await scene.claimAndSend())
                let first = try await scene.store.unknowns(after: nil, limit: 2)
                #expect(first.map(\.attempt.id) == [named("A1.1"), named("A2.1")])
                let rest = try await scene.store.unknowns(after: named("A2.1"), limit: 2)
                #expect(rest.map(\.attempt.id) == [named("A3.1")] && rest.first?.content.count == 2)
                _ = try await scene.store.cancel(named("A1"), reason: "paid", at: .noon)
                #expect(try await scene.change("A2", .resend) == .changed(.queued))
                try await scene.receive(.delivered, attempt: "A3.1")
                #expect(try await scene.store.unknowns(after: nil, limit: 9).isEmpty)
            }
        },
        StorePromise("what is found with the provider is handed over, and the action goes on") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1", debtor: "P1")
                #expect(try await scene.settle("A1", .handedOver, reference: "SM1") == .settled)
                let attempt = try #require(try await scene.attempt(named("A1.1")))
                #expect(attempt.state == .handedOver && attempt.reference == "SM1")
                #expect(try await scene.state("A1") == .completed)
                let told = try await scene.kinds("A1")
                #expect(told.suffix(2) == [.handedOver, .completed])
                let known = try await scene.store.attempts(of: named("voice.primary"), named: ["SM1", "SM2"])
                #expect(known == ["SM1": named("A1.1")])
                #expect(try await scene.store.attempts(of: named("sms.primary"), named: ["SM1"]).isEmpty)
            }
        },
        StorePromise("what was never taken is refused, no longer counts, and its action runs again") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1", debtor: "P1")
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.count == 1)
                #expect(try await scene.settle("A1", .refused) == .settled)
                #expect(try await scene.attempt(named("A1.1"))?.state == .refused)
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.isEmpty)
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.claimAndSend().map(\.attempt.id) == [named("A1.2")])
            }
        },
        StorePromise("a receipt or a person that was faster is not overruled") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1", debtor: "P1")
                try await scene.receive(.undelivered, attempt: "A1.1")
                let before = try await scene.journalSize()
                #expect(try await scene.settle("A1", .handedOver, reference: "SM1") == .known(.undelivered))
                #expect(try await scene.settle("A1", .refused) == .known(.undelivered))
                #expect(try await scene.journalSize() == before)
                #expect(try await scene.state("A1") == .queued)
                _ = try await scene.store.cancel(named("A1"), reason: "seen", at: .noon)

                try await scene.leaveUnknown("A2", debtor: "P2")
                let found = try await scene.result("A2", .refused)
                #expect(try await scene.change("A2", .resend) == .changed(.queued))
                _ = try await scene.claim { $0.in(.paused) }
                #expect(try await scene.store.settle(found, at: .noon) == .settled)
                // The attempt's fate is known now; where the action stands is the person's decision.
                #expect(try await scene.state("A2") == .paused)
                #expect(try await scene.attempt(named("A2.1"), of: "A2")?.state == .refused)
                let stranger = HandoverResult(attempt: named("Z.1"), state: .refused, progress: Progress(), entries: [])
                #expect(try await scene.store.settle(stranger, at: .noon) == .unknownAttempt)
            }
        },
        StorePromise("what would be sent again is not, once it is found") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                var result = HandoverResult.sample(intents[0], .unknown, then: .waiting)
                result.reference = nil
                result.progress.reason = "unknown"
                result.progress.until = .noon + .seconds(60)
                try await scene.store.record([result], at: .noon)
                #expect(try await scene.store.unknowns(after: nil, limit: 9).map(\.attempt.id) == [named("A1.1")])
                #expect(try await scene.settle("A1", .handedOver, reference: "SM1") == .settled)
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(progress.state == .queued && progress.isSettled && progress.sent == 1)
            }
        },
        StorePromise("a message is found for one attempt only, and not while another like it is under way") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1", debtor: "P1")
                try await scene.leaveUnknown("A2", debtor: "P2")
                try await scene.accept(.sample(id: "A3", debtor: "P3"))
                let third = try await scene.claimAndSend()
                try await scene.begin(third)
                #expect(try await scene.settle("A1", .handedOver, reference: "SM1") == .inFlight(named("A3.1")))
                try await scene.record(third)
                #expect(try await scene.settle("A1", .handedOver, reference: "ref-A3.1") == .belongsTo(named("A3.1")))
                let both = [
                    try await scene.result("A1", .handedOver, reference: "SM1"),
                    try await scene.result("A2", .handedOver, reference: "SM1"),
                ]
                async let one = scene.store.settle(both[0], at: .noon)
                async let two = scene.store.settle(both[1], at: .noon)
                let answers = try await [one, two]
                #expect(answers.count { $0 == .settled } == 1, "\(answers)")
                #expect(try await scene.store.unknowns(after: nil, limit: 9).count == 1)
            }
        },
        StorePromise("a receipt that came before what was found is applied with it") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.leaveUnknown("A1", debtor: "P1")
                let early = Receipt(
                    subject: .reference(named("voice.primary"), "SM1"),
                    state: .delivered,
                    code: "completed"
                )
                #expect(try await scene.store.receive([early], at: .noon) == [nil])
                #expect(try await scene.settle("A1", .handedOver, reference: "SM1") == .settled)
                #expect(try await scene.attempt(named("A1.1"))?.state == .delivered)
                #expect(try await scene.state("A1") == .completed)
            }
        },
        StorePromise("a hand-over begins once more only while nothing stands against it") { (database) async throws in
            try await database.open { (scene) async throws in
                for (id, debtor) in [("A1", "P1"), ("A2", "P2"), ("A3", "P3"), ("A4", "P4")] {
                    try await scene.leaveUnknown(id, debtor: debtor, openUntil: .noon + .seconds(600))
                }
                #expect(try await scene.reopen("A1") == .go)
                #expect(try await scene.attempt(named("A1.1"))?.state == .begun)
                #expect(try await scene.state("A1") == .working)
                #expect(try await scene.reopen("A1") == .stop("stale"))
                try await scene.add(.homeUnreachable, about: "P2")
                #expect(try await scene.reopen("A2") == .stop("fact"))
                _ = try await scene.store.cancel(named("A3"), reason: "paid", at: .noon)
                #expect(try await scene.reopen("A3") == .stop("cancelled"))
                #expect(try await scene.reopen("A4", at: .noon + .seconds(600)) == .stop("stale"))
                for id in ["A2", "A3", "A4"] {
                    #expect(try await scene.attempt(named("\(id).1"), of: id)?.state == .unknown)
                }
                // A fact that comes now names what is under way.
                #expect(try await scene.add(.homeUnreachable, about: "P1").inFlight == [named("A1.1")])
            }
        },
    ]
}

extension StoreScene {
    /// An action of a debtor whose first attempt has an unknown fate, and no reference of the provider.
    fileprivate func leaveUnknown(_ id: String, debtor: String, openUntil: Instant? = nil) async throws {
        try await accept(.sample(id: id, debtor: debtor))
        let intents = try await store.claim(.sample(1)) { .send($0, at: .noon, openUntil: openUntil) }.intents
        try await begin(intents)
        var result = HandoverResult.sample(intents[0], .unknown, then: .review)
        result.reference = nil
        try await store.record([result], at: .noon)
    }

    /// What was found out about the latest attempt of an action.
    fileprivate func result(
        _ id: String,
        _ state: AttemptState,
        reference: String? = nil
    ) async throws -> HandoverResult {
        let report = try #require(try await store.action(ActionID(trusted: id)))
        let attempt = try #require(report.attempts.last).attempt
        let intent = Intent(attempt: attempt, action: report.action, progress: report.progress)
        var result = HandoverResult.sample(intent, state, then: state == .handedOver ? .completed : .queued)
        result.reference = reference
        return result
    }

    fileprivate func settle(
        _ id: String,
        _ state: AttemptState,
        reference: String? = nil
    ) async throws -> SettleAnswer {
        try await store.settle(try await result(id, state, reference: reference), at: .noon)
    }

    fileprivate func reopen(_ id: String, at now: Instant = .noon) async throws -> Start.Answer {
        let attempt = try #require(try await store.action(ActionID(trusted: id))?.attempts.last).attempt
        let start = Start(attempt: attempt.id, content: [], entries: [.sample(.recovered, attempt)])
        return try await store.reopen(start, at: now)
    }
}
