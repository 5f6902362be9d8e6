import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let beginnings: [StorePromise] = [
        StorePromise("what will go out is kept before it goes out") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                #expect(try await scene.begin(intents, at: .noon + .seconds(1)) == [.go])
                let attempt = try #require(try await scene.attempt(named("A1.1")))
                #expect(attempt.state == .begun && attempt.changedAt == .noon + .seconds(1))
                let wanted = Start.sample(attempt.attempt).content
                #expect(attempt.content == wanted.map(\.commitment))
                for kept in wanted { #expect(try await scene.store.content(kept.commitment) == kept.content) }
                let entry = try #require(try await scene.store.journal(JournalFilter(kinds: [.composed])).first)
                #expect(entry.draft.content == attempt.content && entry.at == .noon + .seconds(1))
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("a cancelled action's hand-over does not begin, and it stays cancelled") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                #expect(try await scene.store.cancel(named("A1"), reason: "paid", at: .noon) == .cancelled)
                #expect(try await scene.begin(intents) == [.stop("cancelled")])
                #expect(try await scene.state("A1") == .cancelled)
                #expect(try await scene.attempt(named("A1.1"))?.state == .withdrawn)
                #expect(try await scene.attempt(named("A1.1"))?.content == [])
                #expect(try await scene.kinds("A1").suffix(2) == [.cancelled, .withdrawn])
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.isEmpty)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("a fact that came after the decision stops the hand-over, and it is decided anew") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.add(.deceased, about: "P1")
                try await scene.accept(.sample(id: "A1"), .sample(id: "B1", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.add(.paid, about: "P1", debt: "D77")
                #expect(try await scene.begin(intents) == [.stop("fact"), .go])
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.store.action(named("A1"))?.progress.attempts == 1)
                #expect(try await scene.kinds("A1").last == .withdrawn)
                let again = try await scene.claimAndSend()
                #expect(again.map(\.attempt.id) == [named("A1.2")])
                #expect(try await scene.begin(again) == [.go])
            }
        },
        StorePromise("a decision holds until the instant it names, and not at it") { (database) async throws in
            try await database.open { (scene) async throws in
                let end = Instant.noon + .seconds(60)
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                let claim = try await scene.store.claim(.sample(9)) { .send($0, at: .noon, openUntil: end) }
                #expect(try await scene.begin([claim.intents[0]], at: end - .milliseconds(1)) == [.go])
                #expect(try await scene.begin([claim.intents[1]], at: end) == [.stop("stale")])
                #expect(try await scene.state("A2") == .queued)
            }
        },
        StorePromise("a hand-over begins once") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                #expect(try await scene.begin(intents + intents) == [.go, .stop("stale")])
                #expect(try await scene.begin(intents) == [.stop("stale")])
                try await scene.record(intents)
                #expect(try await scene.begin(intents) == [.stop("stale")])
                #expect(try await scene.attempt(named("A1.1"))?.state == .handedOver)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("an attempt that was stopped stays stopped, for the same reason") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.add(.paid, about: "P1")
                #expect(try await scene.begin(intents) == [.stop("fact")])
                let size = try await scene.journalSize()
                #expect(try await scene.begin(intents) == [.stop("fact")])
                #expect(try await scene.journalSize() == size)
            }
        },
        StorePromise("an attempt that was never intended is a defect, and its batch changes nothing") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                let stranger = Start.sample(.sample(.sample(id: "Z"), 1))
                let starts = intents.map { Start.sample($0.attempt) } + [stranger]
                await #expect(throws: StoreError.self) { _ = try await scene.store.begin(starts, at: .noon) }
                #expect(try await scene.attempt(named("A1.1"))?.state == .intended)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("of a fact and a hand-over that race, either the fact stops it or names it") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for number in 1...30 { try await scene.accept(.sample(id: "A\(number)", debtor: "P\(number)")) }
                let intents = try await scene.claimAndSend()
                let (begun, told) = (Seen<AttemptID>(), Seen<AttemptID>())
                try await withThrowingDiscardingTaskGroup { group in
                    for intent in intents {
                        group.addTask {
                            if try await scene.begin([intent]) == [.go] { begun.add(intent.attempt.id) }
                        }
                        group.addTask {
                            let answer = try await scene.add(.paid, about: intent.action.debtor.id.rawValue)
                            for attempt in answer.inFlight { told.add(attempt) }
                        }
                    }
                }
                #expect(Set(begun.values) == Set(told.values))
                #expect(try await scene.store.counts()[.queued, default: 0] == 30 - begun.values.count)
            }
        },
    ]

    static let records: [StorePromise] = [
        StorePromise("a result moves the attempt and its action together") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record([intents[0]], .handedOver, then: .waiting, at: .noon + .seconds(2))
                try await scene.record([intents[1]], .refused, then: .failed)
                let taken = try #require(try await scene.attempt(named("A1.1")))
                #expect(taken.state == .handedOver && taken.reference == "ref-A1.1" && taken.code == nil)
                #expect(taken.changedAt == .noon + .seconds(2))
                let progress = try #require(try await scene.store.action(named("A1"))?.progress)
                #expect(progress.state == .waiting && progress.step == 1 && progress.sent == 1)
                #expect(progress.lastStepAt == .noon)
                #expect(try await scene.attempt(named("A2.1"), of: "A2")?.code == "550 5.1.1")
                #expect(try await scene.state("A2") == .failed)
                #expect(try await scene.kinds("A2").suffix(2) == [.refused, .failed])
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("an action that was cancelled meanwhile stays so, and the attempt's fate is told") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                let answer = try await scene.store.cancel(named("A1"), reason: "paid", at: .noon)
                #expect(answer == .cancelledInFlight([named("A1.1")]))
                try await scene.record(intents, .handedOver, then: .completed)
                let report = try #require(try await scene.store.action(named("A1")))
                #expect(report.progress.state == .cancelled && report.progress.reason == "paid")
                #expect(report.attempts.first?.state == .handedOver)
                #expect(report.attempts.first?.reference == "ref-A1.1")
                #expect(try await scene.kinds("A1").suffix(2) == [.cancelled, .handedOver])
            }
        },
        StorePromise("what is recorded twice changes nothing the second time") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents, .handedOver, then: .queued)
                let size = try await scene.journalSize()
                try await scene.record(intents, .refused, then: .failed)
                #expect(try await scene.journalSize() == size)
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.attempt(named("A1.1"))?.state == .handedOver)
            }
        },
        StorePromise("a record about a withdrawn attempt does not touch its action") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let first = try await scene.claimAndSend()
                try await scene.add(.paid, about: "P1")
                try await scene.begin(first)
                let second = try await scene.claimAndSend()
                try await scene.record(first, .withdrawn, then: .failed)
                #expect(try await scene.state("A1") == .working)
                #expect(try await scene.begin(second) == [.go])
            }
        },
        StorePromise("what a person says about an unknown fate is recorded like a result") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                try await scene.record(intents, .unknown, then: .review)
                #expect(try await scene.attempt(named("A1.1"))?.state == .unknown)
                try await scene.record(intents, .refused, then: .queued)
                #expect(try await scene.attempt(named("A1.1"))?.state == .refused)
                #expect(try await scene.state("A1") == .queued)
            }
        },
        StorePromise("a record about an attempt that was never intended is a defect") { (database) async throws in
            try await database.open { (scene) async throws in
                let action = Action.sample(id: "Z")
                let intent = Intent(attempt: .sample(action, 1), action: action, progress: Progress())
                await #expect(throws: StoreError.self) { try await scene.record([intent]) }
            }
        },
    ]
}
