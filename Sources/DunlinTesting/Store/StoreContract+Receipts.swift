import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let receipts: [StorePromise] = [
        StorePromise("receipts move an attempt forward and never back") { (database) async throws in
            try await database.open { (scene) async throws in
                let steps: [([AttemptState], AttemptState)] = [
                    ([.handedOver], .handedOver), ([.delivered], .delivered), ([.undelivered], .undelivered),
                    ([.delivered, .handedOver], .delivered), ([.undelivered, .handedOver], .undelivered),
                    ([.delivered, .undelivered], .delivered), ([.handedOver, .delivered], .delivered),
                ]
                for (number, (told, end)) in steps.enumerated() {
                    try await scene.accept(.sample(id: "A\(number)"))
                    let intents = try await scene.claimAndSend()
                    try await scene.begin(intents)
                    try await scene.record(intents, .handedOver)
                    for state in told { try await scene.receive(state, attempt: "A\(number).1") }
                    #expect(try await scene.attempt(named("A\(number).1"), of: "A\(number)")?.state == end)
                }
            }
        },
        StorePromise("a receipt that says nothing new leaves no trace, one that contradicts is told") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents)
                try await scene.receive(.delivered, attempt: "A1.1", at: .noon + .seconds(3))
                let size = try await scene.journalSize()
                try await scene.receive(.handedOver, attempt: "A1.1")
                try await scene.receive(.delivered, attempt: "A1.1")
                #expect(try await scene.journalSize() == size)
                try await scene.receive(.undelivered, attempt: "A1.1")
                #expect(try await scene.journalSize() == size + 1)
                let attempt = try #require(try await scene.attempt(named("A1.1")))
                #expect(attempt.state == .delivered && attempt.changedAt == .noon + .seconds(3))
            }
        },
        StorePromise("a receipt is matched by the provider's reference, and by no other provider's") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents)
                let stranger = Receipt(
                    subject: .reference(named("sms.primary"), "ref-A1.1"),
                    state: .delivered,
                    code: "d"
                )
                let ours = Receipt(
                    subject: .reference(named("voice.primary"), "ref-A1.1"),
                    state: .delivered,
                    outcome: .conversation,
                    code: "completed"
                )
                #expect(try await scene.store.receive([stranger, ours], at: .noon) == [nil, named("A1.1")])
                let attempt = try #require(try await scene.attempt(named("A1.1")))
                #expect(attempt.state == .delivered && attempt.outcome == .conversation)
                #expect(attempt.code == "completed")
                #expect(attempt.pastContact?.outcome == .conversation)
            }
        },
        StorePromise("a receipt that comes before the record is kept and applied by it") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                let early = Receipt(
                    subject: .reference(named("voice.primary"), "ref-A1.1"),
                    state: .delivered,
                    code: "early"
                )
                #expect(try await scene.store.receive([early], at: .noon) == [nil])
                #expect(try await scene.receive(.delivered, attempt: "A2.1") == named("A2.1"))
                try await scene.record(intents, .handedOver, then: .completed)
                for (id, action) in [("A1.1", "A1"), ("A2.1", "A2")] {
                    let attempt = try #require(try await scene.attempt(named(id), of: action))
                    #expect(attempt.state == .delivered && attempt.reference == "ref-\(id)")
                    #expect(try await scene.state(action) == .completed)
                }
            }
        },
        StorePromise("a receipt for an attempt that nobody knows is kept on the journal") { (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.receive(.delivered, attempt: "Z.1") == nil)
                let entries = try await scene.store.journal(JournalFilter(kinds: [.receipt]))
                #expect(entries.count == 1)
                #expect(entries.first?.draft.body["attempt"] == "Z.1")
            }
        },
        StorePromise("what never went out cannot be delivered") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                _ = try await scene.store.cancel(named("A1"), reason: "paid", at: .noon)
                try await scene.begin(intents)
                #expect(try await scene.receive(.delivered, attempt: "A1.1") == named("A1.1"))
                #expect(try await scene.attempt(named("A1.1"))?.state == .withdrawn)
                #expect(try await scene.kinds("A1").last == .receipt)
            }
        },
        StorePromise("a message that never arrived is made again by another way, even once its action was completed") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for (id, end) in [("A1", ActionState.completed), ("A2", .waiting)] {
                    try await scene.accept(.sample(id: id))
                    let intents = try await scene.claimAndSend()
                    try await scene.begin(intents)
                    try await scene.record(intents, .handedOver, then: end)
                    try await scene.receive(.undelivered, attempt: "\(id).1")
                    let progress = try #require(try await scene.store.action(named(id))).progress
                    #expect(progress.state == .queued && progress.reason == Progress.undelivered, "\(end)")
                    #expect(progress.step == 0 && progress.sent == 0 && progress.lastStepAt == nil)
                    #expect(progress.spent == [SpentWay(.voice, "+4915112345678")])
                    #expect(try await scene.kinds(id).suffix(2) == [.receipt, .resumed])
                    try await scene.receive(.delivered, attempt: "\(id).1")
                    #expect(try await scene.store.action(named(id))?.progress == progress)
                    #expect(try await scene.attempt(named("\(id).1"), of: id)?.state == .undelivered)
                    #expect(try await scene.claimAndSend().map(\.attempt.id) == [named("\(id).2")])
                    _ = try await scene.store.cancel(named(id), reason: "seen", at: .noon)
                }
            }
        },
        StorePromise("a report that nothing arrived counts, though it is faster than the record") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.receive(.undelivered, attempt: "A1.1")
                let early = Receipt(
                    subject: .reference(named("voice.primary"), "ref-A2.1"),
                    state: .undelivered,
                    code: "early"
                )
                #expect(try await scene.store.receive([early], at: .noon) == [nil])
                try await scene.record(intents)
                for id in ["A1", "A2"] {
                    let progress = try #require(try await scene.store.action(named(id))).progress
                    #expect(progress.state == .queued && progress.reason == Progress.undelivered, "\(id)")
                    #expect(progress.step == 0 && progress.sent == 0)
                }
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("a report that it arrived counts, though it is faster than the record that nobody knows") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.receive(.delivered, attempt: "A1.1")
                try await scene.record(intents, .unknown, then: .review)
                let progress = try #require(try await scene.store.action(named("A1"))).progress
                #expect(progress.state == .queued && progress.isSettled && progress.sent == 1, "\(progress)")
                #expect(try await scene.attempt(named("A1.1"))?.state == .delivered)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("an action that has sent something else since does not go back") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                for number in 1...2 {
                    let intents = try await scene.claimAndSend()
                    try await scene.begin(intents)
                    try await scene.record(intents, .handedOver, then: number == 1 ? .waiting : .completed)
                }
                let before = try #require(try await scene.store.action(named("A1"))).progress
                try await scene.receive(.undelivered, attempt: "A1.1")
                #expect(try await scene.store.action(named("A1"))?.progress == before)
                #expect(try await scene.attempt(named("A1.1"))?.state == .undelivered)
            }
        },
        StorePromise("a refusal that the provider takes back counts again") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents, .refused, then: .failed)
                try await scene.receive(.undelivered, attempt: "A1.1")
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.isEmpty)
                try await scene.receive(.delivered, attempt: "A1.1")
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.count == 1)
            }
        },
    ]
}

extension StoreScene {
    /// Reports one thing about one attempt.
    @discardableResult
    func receive(_ state: AttemptState, attempt: String, at now: Instant = .noon) async throws -> AttemptID? {
        let receipt = Receipt(subject: .attempt(named(attempt)), state: state, code: state.rawValue)
        return try await store.receive([receipt], at: now).first ?? nil
    }
}
