import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// What facts about an address or a number mean for everybody who has it.
    static let points: [StorePromise] = [
        StorePromise("what is said against a number binds whoever comes with it later, and no other number") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.add(.stop(), about: "P1")
                try await scene.add(.badPoint(channel: .voice, value: .number, code: "21211"), about: "P1")
                try await scene.add(.stop(nil), about: "P1")
                let other = ContactPoint(channel: .sms, value: "+4915199999999")
                try await scene.accept(
                    .sample(id: "A1", debtor: "P2"),
                    .sample(id: "A2", debtor: "P3", contacts: [other])
                )
                let seen = try await scene.factsSeen()
                #expect(
                    seen["A1"] == [.stop(), .badPoint(channel: .voice, value: .number, code: "21211")]
                )
                #expect(seen["A2"] == [])
                let told = try await scene.store.background(of: named("P2"), reachedAt: [.number], at: .noon)
                #expect(told.facts.map(\.fact.kind) == seen["A1"])
                #expect(told.isBad(ContactPoint(channel: .voice, value: .number), asOf: .noon))
                #expect(try await scene.store.background(of: named("P2"), at: .noon).facts.isEmpty)
            }
        },
        StorePromise("what was taken back about the one who said it binds nobody else any more") {
            (database) async throws in
            for (place, (kinds, isBound)) in StoreContract.takingBack.enumerated() {
                let number = "+49151000000\(place)"
                try await database.open { (scene) async throws in
                    for (place, kind) in kinds.enumerated() {
                        try await scene.add(kind(number), about: number, at: .noon + .seconds(Int64(place)))
                    }
                    let later = Instant.noon + .seconds(9)
                    let told = try await scene.store.background(of: named("P2"), reachedAt: [number], at: later)
                    #expect(!told.facts.isEmpty == isBound, "\(kinds.map { $0(number) })")
                }
            }
        },
        StorePromise("an opt-in opens a number for its own debtor, and takes back nothing that another one said") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.add(.stop(nil), about: "P2")
                try await scene.add(
                    .optIn(channel: nil, value: .number, via: "START"),
                    about: "P1",
                    at: .noon + .seconds(1)
                )
                try await scene.accept(.sample(id: "A1", debtor: "P2"))
                #expect(try await scene.factsSeen(at: .noon + .seconds(2)) == ["A1": [.stop(nil)]])
            }
        },
        StorePromise("a fact about the contact point stops a hand-over to anybody who has it") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.add(.stop("+4915199999999"), about: "P9")
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.add(.stop("+4915199999999"), about: "P9")
                #expect(try await scene.begin([intents[0]]) == [.go])
                let answer = try await scene.add(.stop(), about: "P9")
                #expect(answer.inFlight == [named("A1.1")] && answer.woken == 0)
                #expect(try await scene.begin([intents[1]]) == [.stop("fact")])
                #expect(try await scene.state("A2") == .queued)
                let again = try await scene.claimAndSend()
                #expect(try await scene.begin(again) == [.go])
            }
        },
        StorePromise("of a fact about a number and a hand-over to it, one always sees the other") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await database.open { (other) async throws in
                    for round in 1...20 {
                        try await scene.accept(.sample(id: "A\(round)", debtor: "P\(round)"))
                        let intents = try await scene.claimAndSend()
                        async let begun = scene.begin(intents)
                        async let added = other.add(.stop(), about: "Q\(round)")
                        let (answers, fact) = (try await begun, try await added)
                        #expect(fact.inFlight == (answers == [.go] ? intents.map(\.attempt.id) : []), "\(answers)")
                        if answers == [.go] { try await scene.record(intents) }
                        _ = try await scene.store.cancel(named("A\(round)"), reason: "over", at: .noon)
                    }
                }
            }
        },
        StorePromise("what a refusal tells about the contact point becomes a fact in the same moment, once") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for (place, news) in [PointNews.isBad, .optedOut, .isBad, .optedOut].enumerated() {
                    let id = "A\(place)"
                    try await scene.accept(.sample(id: id))
                    let intents = try await scene.claimAndSend()
                    try await scene.begin(intents)
                    var result = HandoverResult.sample(intents[0], .refused, then: .failed)
                    result.code = "21610"
                    result.says = news
                    try await scene.store.record([result], at: .noon)
                    try await scene.store.record([result], at: .noon)
                }
                let facts = try await scene.store.facts(about: named("P1"), after: 0, limit: 9)
                #expect(
                    facts.map(\.fact.kind) == [
                        .badPoint(channel: .voice, value: .number, code: "21610"),
                        .optOut(channel: .voice, value: .number, via: "21610", about: nil),
                    ]
                )
                #expect(facts.allSatisfy { $0.source == "provider:voice.primary" && $0.debt == nil })
                let entries = try await scene.store.journal(JournalFilter(kinds: [.fact]))
                #expect(entries.count == 2 && entries.allSatisfy { $0.draft.body["woken"] == nil })
                try await scene.add(.release(kind: "bad-point"), about: "P1", at: .noon + .seconds(1))
                #expect(try await scene.learn(.isBad, from: "A0.1", at: .noon + .seconds(2)) == 4)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("what a receipt tells about the contact point becomes a fact, whatever else it changes") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2", debtor: "P2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                var early = Receipt(
                    subject: .reference(named("voice.primary"), "ref-A2.1"),
                    state: .undelivered,
                    code: "5.1.1",
                    says: .isBad
                )
                #expect(try await scene.store.receive([early], at: .noon) == [nil])
                #expect(try await scene.store.facts(about: nil, after: 0, limit: 9).isEmpty)
                try await scene.record(intents)
                #expect(try await scene.store.facts(about: nil, after: 0, limit: 9).map(\.debtor) == [named("P2")])
                // The same number is bad for P1 as well, and that is known already.
                early.subject = .attempt(named("A1.1"))
                #expect(try await scene.store.receive([early], at: .noon) == [named("A1.1")])
                #expect(try await scene.store.facts(about: nil, after: 0, limit: 9).count == 1)
                #expect(try await scene.learn(.optedOut, from: "A1.1") == 2)
                #expect(try await scene.learn(.optedOut, from: "A1.1") == 2)
            }
        },
    ]

    /// Words about a number, in the order of time, and whether they bind somebody else who has it.
    private static let takingBack: [([@Sendable (String) -> Fact.Kind], Bool)] = [
        ([{ .stop($0) }], true),
        ([{ .stop($0) }, { .optIn(channel: .sms, value: $0, via: "START") }], false),
        ([{ .stop($0) }, { _ in .optIn(channel: nil, value: nil, via: "START") }], false),
        ([{ .stop($0) }, { .optIn(channel: .electronic, value: $0, via: "START") }], false),
        ([{ .stop($0) }, { .optIn(channel: .voice, value: $0, via: "START") }], true),
        ([{ .stop($0) }, { _ in .release(kind: "opt-out") }], false),
        ([{ .stop($0) }, { _ in .release(kind: "bad-point") }], true),
        ([{ _ in .release(kind: "opt-out") }, { .stop($0) }], true),
        ([{ .badPoint(channel: .sms, value: $0, code: "x") }, { .optIn(channel: nil, value: $0, via: "x") }], true),
        ([{ .badPoint(channel: .sms, value: $0, code: "x") }, { _ in .release(kind: "bad-point") }], false),
        ([{ .optIn(channel: .sms, value: $0, via: "START") }], false),
    ]
}

extension String {
    /// The number of all samples.
    fileprivate static let number = "+4915112345678"
}

extension Fact.Kind {
    /// The word STOP, from a number or from nowhere in particular.
    fileprivate static func stop(_ number: String? = .number) -> Fact.Kind {
        .optOut(channel: .sms, value: number, via: "STOP", about: nil)
    }
}

extension StoreScene {
    /// The kinds of facts that a claim shows for each action.
    fileprivate func factsSeen(at now: Instant = .noon) async throws -> [String: [Fact.Kind]] {
        let seen = Seen<(String, [Fact.Kind])>()
        _ = try await store.claim(.sample(100, at: now)) { claimed in
            seen.add((claimed.action.id.rawValue, claimed.background.facts.map(\.fact.kind)))
            return .rest(claimed, claimed.progress.in(.paused))
        }
        return Dictionary(seen.values, uniquingKeysWith: { $1 })
    }

    /// A receipt tells something about an attempt's contact point; the number of facts that are known then.
    fileprivate func learn(_ news: PointNews, from attempt: String, at now: Instant = .noon) async throws -> Int {
        let receipt = Receipt(subject: .attempt(named(attempt)), state: .undelivered, code: "30003", says: news)
        _ = try await store.receive([receipt], at: now)
        return try await store.facts(about: nil, after: 0, limit: 99).count
    }
}
