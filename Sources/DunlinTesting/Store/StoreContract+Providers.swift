import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// How providers stand.
    static let providers: [StorePromise] = [
        StorePromise("a provider stands as people and breakers said last, also for who opens the store later") {
            (database) async throws in
            let rests = BreakerReport(
                provider: named("sms.b"),
                state: .rests,
                until: .noon + .seconds(30),
                code: "421",
                at: .noon
            )
            try await database.open { (scene) async throws in
                #expect(try await scene.store.standings().isEmpty)
                #expect(
                    try await scene.changeProvider("sms.b", .pause(until: .noon + .seconds(60)))
                        == .changed(released: 0)
                )
                #expect(try await scene.changeProvider("sms.b", .pause(until: nil), note: "") == .changed(released: 0))
                #expect(try await scene.changeProvider("sms.a", .pause(until: .noon)) == .changed(released: 0))
                try await scene.store.note([rests], at: .noon)
            }
            try await database.open { (scene) async throws in
                let pause = ProviderPause(at: .noon, by: "operator:jane", until: nil, note: "")
                let standings = try await scene.store.standings()
                #expect(standings.map(\.provider) == [named("sms.a"), named("sms.b")])
                #expect(standings.last == ProviderStanding(provider: named("sms.b"), pause: pause, breaker: rests))
                #expect(standings.first?.pause?.note == "maintenance")
                let works = BreakerReport(provider: named("sms.b"), state: .works, at: .noon + .seconds(40))
                try await scene.store.note([works], at: .noon + .seconds(40))
                #expect(try await scene.changeProvider("sms.a", .resume) == .changed(released: 0))
                #expect(try await scene.changeProvider("sms.a", .resume) == .notPaused)
                #expect(try await scene.changeProvider("sms.c", .resume) == .notPaused)
                let later = try await scene.store.standings()
                #expect(later.map(\.pause) == [nil, pause] && later.map(\.breaker) == [nil, works])
            }
        },
        StorePromise("each word about a provider is on the journal, with who said it") { (database) async throws in
            try await database.open { (scene) async throws in
                let provider: ProviderID = named("sms.a")
                try await scene.changeProvider("sms.a", .pause(until: .noon + .seconds(60)))
                try await scene.changeProvider("sms.a", .resume)
                try await scene.changeProvider("sms.a", .resume)
                try await scene.store.note([BreakerReport(provider: provider, state: .works, at: .noon)], at: .noon)
                let bodies = try await scene.store.journal(JournalFilter(kinds: [.provider])).map(\.draft.body)
                #expect(bodies.map { $0["state"] } == ["paused", "resumed", "works"])
                #expect(bodies.map { $0["provider"] } == ["sms.a", "sms.a", "sms.a"])
                #expect(bodies.map { $0["by"] } == ["operator:jane", "operator:jane", nil])
                #expect(bodies[0]["until"] == .string((.noon + .seconds(60)).description))
            }
        },
        StorePromise("a provider that is resumed sends back what waits for one, and nothing else") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                try await scene.claim(1) { progress in
                    var next = progress.in(.waiting)
                    next.reason = Progress.providersRest
                    next.until = .noon + .seconds(900)
                    return next
                }
                try await scene.claim { progress in
                    var next = progress.in(.waiting)
                    next.reason = "refused:450"
                    next.until = .noon + .seconds(900)
                    return next
                }
                try await scene.changeProvider("sms.a", .pause(until: nil))
                #expect(try await scene.claimAndSend().isEmpty)
                #expect(try await scene.changeProvider("sms.a", .resume) == .changed(released: 1))
                #expect(try await scene.claimAndSend().map(\.action.id) == [named("A1")])
            }
        },
        StorePromise("the last failure of a provider is found, and successes are none") { (database) async throws in
            try await database.open { (scene) async throws in
                for (id, state, second) in [
                    ("A1", AttemptState.refused, 1), ("A2", .handedOver, 2), ("A3", .unknown, 3),
                    ("A4", .handedOver, 4),
                ] as [(String, AttemptState, Int64)] {
                    let now = Instant.noon + .seconds(second)
                    try await scene.accept(.sample(id: id, debtor: "P\(id)"), at: now)
                    let intents = try await scene.claimAndSend(at: now)
                    try await scene.begin(intents, at: now)
                    try await scene.record(intents, state, at: now)
                    let failure = try await scene.store.lastFailures(of: [named("voice.primary"), named("sms.a")])
                    #expect(failure.count == 1)
                    let last = try #require(failure[named("voice.primary")])
                    #expect(last.attempt == named(second < 3 ? "A1.1" : "A3.1"))
                    #expect(last.state == (second < 3 ? .refused : .unknown))
                    #expect(last.at == .noon + .seconds(second < 3 ? 1 : 3))
                }
            }
        },
        StorePromise("the oldest runnable action of each lane is known") { (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.store.oldestRunnable(at: .noon).isEmpty)
                try await scene.accept(.sample(id: "A1", lane: .bulk))
                try await scene.accept(.sample(id: "A2", debtor: "P2", lane: .bulk), at: .noon + .seconds(1))
                try await scene.accept(.sample(id: "A3", debtor: "P3", lane: .urgent), at: .noon + .seconds(2))
                try await scene.claim(1, at: .noon + .seconds(3)) { progress in
                    var next = progress.in(.waiting)
                    next.until = .noon + .seconds(60)
                    return next
                }
                let now = try await scene.store.oldestRunnable(at: .noon + .seconds(5))
                #expect(now == [.bulk: .noon])
                let later = try await scene.store.oldestRunnable(at: .noon + .seconds(60))
                #expect(later == [.bulk: .noon, .urgent: .noon + .seconds(60)])
            }
        },
    ]
}

extension StoreScene {
    /// Changes a provider as an operator.
    @discardableResult
    fileprivate func changeProvider(
        _ provider: String,
        _ kind: ProviderChange.Kind,
        note: String = "maintenance"
    ) async throws -> ProviderChange.Answer {
        try await store.change(named(provider), ProviderChange(kind, by: "operator:jane", note: note), at: .noon)
    }
}
