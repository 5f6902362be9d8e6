import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let facts: [StorePromise] = [
        StorePromise("a contact point leads back to everybody who was contacted at it, and to nobody else") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for (id, debtor) in [("A1", "P2"), ("A2", "P1"), ("A3", "P1")] {
                    try await scene.accept(.sample(id: id, debtor: debtor))
                }
                #expect(try await scene.store.debtors(contactedAt: "jana@example.com").isEmpty)
                let intents = try await scene.claimAndSend()
                let value = try #require(intents.first?.attempt.point.value)
                #expect(try await scene.store.debtors(contactedAt: value).map(\.rawValue) == ["P1", "P2"])
                #expect(try await scene.store.debtors(contactedAt: value + "x").isEmpty)
            }
        },
        StorePromise("a fact wakes what waits or is paused for its debtor, and nothing else") {
            (database) async throws in
            try await database.open { (scene) async throws in
                let later = Instant.noon + .seconds(9999)
                for state in ActionState.allCases where state != .queued && state != .working {
                    try await scene.accept(.sample(id: "A-\(state.rawValue)"))
                    try await scene.claim { $0.in(state, until: state == .waiting ? later : nil, because: "x") }
                }
                try await scene.accept(.sample(id: "A-working"))
                try await scene.claimAndSend()
                try await scene.accept(.sample(id: "B-waiting", debtor: "P2"))
                try await scene.claim { $0.in(.waiting, until: later) }
                let answer = try await scene.add(.paid, about: "P1", debt: "D-other", at: .noon + .seconds(1))
                #expect(answer.woken == 2)
                for state in ActionState.allCases where state != .queued {
                    let progress = try await scene.store.action(named("A-\(state.rawValue)"))?.progress
                    let isWoken = state == .waiting || state == .paused
                    #expect(progress?.state == (isWoken ? .queued : state))
                    if isWoken { #expect(progress?.until == nil && progress?.reason == nil) }
                }
                #expect(try await scene.state("B-waiting") == .waiting)
                let woken = try await scene.claim(at: .noon + .seconds(1)) { $0.in(.paused) }
                #expect(Set(woken.map(\.rawValue)) == ["A-waiting", "A-paused"])
                let entry = try #require(try await scene.store.journal(JournalFilter(kinds: [.fact])).first)
                #expect(entry.draft.body["woken"]?.array?.count == 2)
            }
        },
        StorePromise("a fact does not cut short the wait after a refusal") { (database) async throws in
            try await database.open { (scene) async throws in
                let later = Instant.noon + .seconds(30)
                for (id, reason) in [("A1", "refused:451"), ("A2", "unknown")] {
                    try await scene.accept(.sample(id: id))
                    try await scene.claim { $0.in(.waiting, until: later, because: reason) }
                }
                #expect(try await scene.add(.paid, about: "P1", at: .noon + .seconds(1)).woken == 0)
                #expect(try await scene.store.nextWake(after: .noon) == later)
                #expect(try await scene.claim(at: later) { $0.in(.paused) }.count == 2)
            }
        },
        StorePromise("a fact names what is being handed over, and only that") { (database) async throws in
            try await database.open { (scene) async throws in
                for id in ["A1", "A2", "A3"] { try await scene.accept(.sample(id: id)) }
                try await scene.accept(.sample(id: "B1", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents.filter { $0.action.id != named("A1") })
                try await scene.record(intents.filter { $0.action.id == named("A2") })
                let facts: [RecordedFact] = [.sample(.paid, about: "P1"), .sample(.deceased, about: "P1")]
                let answer = try await scene.store.add(facts, at: .noon)
                #expect(answer.inFlight == [named("A3.1")])
                #expect(answer.woken == 0)
            }
        },
        StorePromise("facts are numbered as they come and paged, for one debtor or for all") {
            (database) async throws in
            let kinds: [Fact.Kind] = [
                .optOut(channel: .sms, value: "+4915112345678", via: "reply 'STOP'", about: nil),
                .hold(until: .noon, reason: "asked; for \"time\""), .bankruptcy(until: nil), .homeUnreachable,
            ]
            let given = kinds.enumerated().map { index, kind in
                RecordedFact.sample(kind, about: index == 2 ? "P2" : "P1", debt: index == 1 ? "D1" : nil)
            }
            try await database.open { (scene) async throws in
                let answer = try await scene.store.add(given, at: .noon)
                #expect(answer.numbers.count == 4 && answer.numbers == answer.numbers.sorted())
            }
            try await database.open { (scene) async throws in
                let page = try await scene.store.facts(about: nil, after: 0, limit: 3)
                let rest = try await scene.store.facts(about: nil, after: page.last?.number ?? 0, limit: 3)
                var found = page + rest
                let mine = try await scene.store.facts(about: named("P1"), after: 0, limit: 9)
                #expect(mine == [found[0], found[1], found[3]])
                #expect(try await scene.store.facts(about: named("P1"), after: mine[1].number, limit: 9) == [found[3]])
                for index in found.indices { found[index].number = 0 }
                #expect(found == given)
            }
        },
        StorePromise("the journal commits to a fact and does not show whom it reaches") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.add(
                    .optOut(channel: .email, value: "jana@example.com", via: "link", about: nil),
                    about: "P1"
                )
                let entry = try #require(try await scene.store.journal(JournalFilter(debtor: named("P1"))).first)
                #expect(entry.draft.kind == .fact && entry.draft.body["kind"]?.string != nil)
                #expect(!entry.json.canonical.contains("jana@example.com"))
                let commitment = try #require(entry.draft.content.first)
                let content = try #require(try await scene.store.content(commitment))
                #expect(String(decoding: content.bytes, as: UTF8.self).contains("jana@example.com"))
            }
        },
        StorePromise("an action is cancelled once, and never after its end") { (database) async throws in
            try await database.open { (scene) async throws in
                let store = scene.store
                #expect(try await store.cancel(named("A1"), reason: "paid", at: .noon) == .unknownAction)
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                try await scene.claim(1) { $0.in(.completed) }
                #expect(try await store.cancel(named("A1"), reason: "paid", at: .noon) == .alreadyFinal(.completed))
                #expect(try await store.cancel(named("A2"), reason: "paid", at: .noon) == .cancelled)
                #expect(try await store.cancel(named("A2"), reason: "no", at: .noon) == .alreadyFinal(.cancelled))
                #expect(try await store.action(named("A2"))?.progress.reason == "paid")
                #expect(try await scene.claimAndSend().isEmpty)
                #expect(try await scene.kinds("A2") == [.accepted, .cancelled])
            }
        },
    ]

    static let recovery: [StorePromise] = [
        StorePromise("what a worker left is put in order as soon as it is gone, while others work on") {
            (database) async throws in
            try await database.open { (living) async throws in
                for id in ["A1", "A2", "A3"] { try await living.accept(.sample(id: id)) }
                try await database.open { (dying) async throws in
                    let intents = try await dying.claimAndSend(2)
                    try await dying.begin([intents[1]])
                    try await living.claimAndSend()
                    #expect(try await living.store.recover(at: .noon) == Recovery())
                    #expect(try await dying.store.recover(at: .noon) == Recovery())
                    #expect(try await living.store.counts() == [.working: 3])
                }
                let found = try await living.store.recover(at: .noon)
                #expect(found == Recovery(withdrawn: [named("A1.1")], unknown: [named("A2.1")]))
                #expect(try await living.store.counts() == [.queued: 1, .review: 1, .working: 1])
                #expect(try await living.attempt(named("A3.1"), of: "A3")?.state == .intended)
                #expect(try await living.store.recover(at: .noon) == Recovery())
                try await StoreAgreement.check(living.store)
            }
        },
        StorePromise("a worker that was taken for dead and lives sends nothing twice, and its records are heard") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for id in ["A1", "A2", "A3"] { try await scene.accept(.sample(id: id)) }
                var held: [Intent] = []
                try await database.open { (lost) async throws in
                    held = try await lost.claimAndSend()
                    try await lost.begin(Array(held[1...]))
                }
                _ = try await scene.store.recover(at: .noon)
                #expect(try await scene.claimAndSend().map(\.attempt.id) == [named("A1.2")])
                // From here on as that worker would go on, whose connection is back.
                #expect(try await scene.begin([held[0]]) == [.stop("recovered")])
                try await scene.record([held[0]], .withdrawn, then: .queued)
                #expect(try await scene.state("A1") == .working)
                try await scene.record([held[1]])
                try await scene.record([held[2]], .refused, then: .waiting)
                #expect(try await scene.state("A2") == .completed)
                #expect(try await scene.attempt(named("A2.1"), of: "A2")?.state == .handedOver)
                #expect(try await scene.attempt(named("A3.1"), of: "A3")?.state == .refused)
                #expect(try await scene.state("A3") == .waiting)
            }
        },
        StorePromise("what dead workers left is put in order, once") { (database) async throws in
            try await database.open { (scene) async throws in
                for id in ["A1", "A2", "A3", "A4"] { try await scene.accept(.sample(id: id)) }
                let intents = try await scene.claimAndSend()
                try await scene.begin(Array(intents[1...]))
                _ = try await scene.store.cancel(named("A3"), reason: "paid", at: .noon)
                try await scene.record([intents[3]])
            }
            try await database.open { (scene) async throws in
                let found = try await scene.store.recover(at: .noon + .seconds(60))
                #expect(found == Recovery(withdrawn: [named("A1.1")], unknown: [named("A2.1"), named("A3.1")]))
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.state("A2") == .review)
                #expect(try await scene.state("A3") == .cancelled)
                #expect(try await scene.state("A4") == .completed)
                #expect(try await scene.attempt(named("A1.1"))?.state == .withdrawn)
                #expect(try await scene.attempt(named("A2.1"), of: "A2")?.state == .unknown)
                #expect(try await scene.kinds("A2").last == .recovered)
                try await StoreAgreement.check(scene.store)
                let size = try await scene.journalSize()
                #expect(try await scene.store.recover(at: .noon) == Recovery())
                #expect(try await scene.journalSize() == size)
                #expect(try await scene.claimAndSend(at: .noon + .seconds(60)).map(\.attempt.id) == [named("A1.2")])
            }
        },
        StorePromise("an unknown fate counts, a withdrawn intent does not") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "B1", debtor: "P2"))
                try await database.open { (dead) async throws in
                    let intents = try await dead.claimAndSend()
                    try await dead.begin([intents[0]])
                }
                _ = try await scene.store.recover(at: .noon)
                #expect(try await scene.store.background(of: named("P1"), at: .noon).history.count == 1)
                #expect(try await scene.store.background(of: named("P2"), at: .noon).history.isEmpty)
            }
        },
        StorePromise("an action whose record was lost to a crash goes on where a receipt tells what became of it") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                try await database.open { (dead) async throws in
                    try await dead.begin(try await dead.claimAndSend())
                    try await dead.receive(.delivered, attempt: "A1.1")
                    try await dead.receive(.undelivered, attempt: "A2.1")
                }
                #expect(try await scene.store.recover(at: .noon) == Recovery())
                let arrived = try #require(try await scene.store.action(named("A1")))
                #expect(arrived.progress.state == .queued && arrived.progress.isSettled)
                #expect(arrived.progress.sent == 1 && arrived.attempts.first?.state == .delivered)
                let lost = try #require(try await scene.store.action(named("A2"))).progress
                #expect(lost.state == .queued && !lost.isSettled && lost.spent == [SpentWay(.voice, "+4915112345678")])
            }
        },
    ]
}
