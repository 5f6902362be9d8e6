import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    static let claims: [StorePromise] = [
        StorePromise("urgent goes before normal before bulk, and within a lane the oldest first") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(
                    .sample(id: "B1", lane: .bulk),
                    .sample(id: "N1"),
                    at: .noon - .seconds(30)
                )
                try await scene.accept(.sample(id: "N2"), .sample(id: "U1", lane: .urgent), at: .noon - .seconds(20))
                try await scene.accept(.sample(id: "B2", lane: .bulk), .sample(id: "U2", lane: .urgent), at: .noon)
                let order = try await scene.claim { $0.in(.paused) }
                #expect(order.map(\.rawValue) == ["U1", "U2", "N1", "N2", "B1", "B2"])
            }
        },
        StorePromise("no more are taken than asked for, and the most urgent of them") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(
                    .sample(id: "B1", lane: .bulk),
                    .sample(id: "N1"),
                    .sample(id: "U1", lane: .urgent)
                )
                #expect(try await scene.claim(2) { $0.in(.paused) }.map(\.rawValue) == ["U1", "N1"])
                #expect(try await scene.claim(2) { $0.in(.paused) }.map(\.rawValue) == ["B1"])
                #expect(try await scene.claim(2) { $0.in(.paused) }.isEmpty)
            }
        },
        StorePromise("a flood of urgent actions leaves lower lanes their sure part, and takes what they do not fill") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for (lane, letter, count) in [(Lane.bulk, "B", 3), (.normal, "N", 5), (.urgent, "U", 30)] {
                    for number in 10..<10 + count {
                        try await scene.accept(
                            .sample(id: "\(letter)\(number)", lane: lane),
                            at: .noon + .seconds(number)
                        )
                    }
                }
                // Two of each lower lane have waited before, so both ways into a claim are taken.
                try await scene.claim(2, lanes: LaneShares([.bulk: 100])) { $0.in(.waiting, until: .noon) }
                try await scene.claim(2, lanes: LaneShares([.normal: 100])) { $0.in(.waiting, until: .noon) }
                func claim() async throws -> String {
                    try await scene.claim(10, lanes: .fair) { $0.in(.paused) }.map(\.rawValue).joined(separator: " ")
                }
                #expect(try await claim() == "U10 U11 U12 U13 U14 U15 N10 N11 N12 B10")
                #expect(try await claim() == "U16 U17 U18 U19 U20 U21 U22 N13 N14 B11")
                #expect(try await claim() == "U23 U24 U25 U26 U27 U28 U29 U30 U31 B12")
                #expect(try await claim() == "U32 U33 U34 U35 U36 U37 U38 U39")
                try await scene.accept(.sample(id: "B1", lane: .bulk), .sample(id: "N1"), .sample(id: "N2"))
                #expect(try await claim() == "N1 N2 B1")
            }
        },
        StorePromise("a claim takes from the lanes that it names alone, and no action twice") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for number in 1...9 { try await scene.accept(.sample(id: "N\(number)")) }
                try await scene.accept(.sample(id: "U1", lane: .urgent), .sample(id: "B1", lane: .bulk))
                let urgent = LaneShares.fair.only([.urgent])
                #expect(try await scene.claim(lanes: urgent) { $0.in(.paused) }.map(\.rawValue) == ["U1"])
                #expect(try await scene.claim(lanes: urgent) { $0.in(.paused) }.isEmpty)
                // A normal lane that gives its sure part first, and then all that nobody else needs.
                let order = try await scene.claim(10, lanes: .fair) { $0.in(.paused) }
                #expect(order.map(\.rawValue) == (1...9).map { "N\($0)" } + ["B1"])
            }
        },
        StorePromise("what waits is runnable from its instant on and not before") { (database) async throws in
            try await database.open { (scene) async throws in
                let due = Instant.noon + .seconds(60)
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                try await scene.claim { $0.in(.waiting, until: due, because: "us.window") }
                #expect(try await scene.store.nextWake(after: .noon) == due)
                #expect(try await scene.claim(at: due - .milliseconds(1)) { $0.in(.paused) }.isEmpty)
                #expect(try await scene.store.action(named("A1"))?.progress.reason == "us.window")
                #expect(try await scene.claim(at: due) { $0.in(.paused) }.count == 2)
                #expect(try await scene.store.nextWake(after: .noon) == nil)
            }
        },
        StorePromise("what is queued is runnable even where the clock stands before its acceptance") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), at: .noon)
                #expect(try await scene.claim(at: .noon - .seconds(86_400)) { $0.in(.paused) }.count == 1)
            }
        },
        StorePromise("those whose time has come go before those that were never kept waiting") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), at: .noon)
                try await scene.claim { $0.in(.waiting, until: .noon + .seconds(60)) }
                try await scene.accept(.sample(id: "A2"), at: .noon + .seconds(1))
                let order = try await scene.claim(at: .noon + .seconds(60)) { $0.in(.paused) }
                #expect(order.map(\.rawValue) == ["A1", "A2"])
            }
        },
        StorePromise("the next wake is the nearest of all lanes, behind the instant that is asked about") {
            (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.store.nextWake(after: .noon) == nil)
                for (number, lane) in Lane.allCases.enumerated() {
                    try await scene.accept(.sample(id: "A\(number)", lane: lane))
                    let due = Instant.noon + .seconds(Int64(30 - 10 * number))
                    try await scene.claim { $0.in(.waiting, until: due) }
                }
                #expect(try await scene.store.nextWake(after: .noon) == .noon + .seconds(10))
                #expect(try await scene.store.nextWake(after: .noon + .seconds(10)) == .noon + .seconds(20))
                #expect(try await scene.store.nextWake(after: .noon + .seconds(30)) == nil)
            }
        },
        StorePromise("only what is queued or waiting is runnable") { (database) async throws in
            try await database.open { (scene) async throws in
                let resting = ActionState.allCases.filter { ![.queued, .waiting, .working].contains($0) }
                for state in resting {
                    try await scene.accept(.sample(id: "A-\(state.rawValue)"))
                    try await scene.claim { $0.in(state) }
                    #expect(try await scene.state("A-\(state.rawValue)") == state)
                }
                #expect(try await scene.claim(at: .noon + .seconds(999_999)) { $0.in(.failed) }.isEmpty)
            }
        },
        StorePromise("each action sees the intents of those before it, so a cap holds within a batch") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for number in 1...5 { try await scene.accept(.sample(id: "A\(number)", debtor: "P1")) }
                try await scene.accept(.sample(id: "B1", debtor: "P2"))
                let claim = try await scene.store.claim(.sample(10)) { .sendAtMost(2, $0) }
                #expect(claim.decided == 6)
                #expect(claim.intents.map(\.action.id.rawValue) == ["A1", "A2", "B1"])
                #expect(claim.intents.first?.progress.state == .working)
            }
        },
        StorePromise("a cap holds between workers, and no action is taken twice") { (database) async throws in
            try await database.open { (scene) async throws in
                for number in 1...40 { try await scene.accept(.sample(id: "A\(number)", debtor: "P\(number % 4)")) }
                let taken = Seen<Claim>()
                try await withThrowingDiscardingTaskGroup { group in
                    for _ in 0..<12 {
                        group.addTask { taken.add(try await scene.store.claim(.sample(7)) { .sendAtMost(2, $0) }) }
                    }
                }
                // Claims that met may have left something for later, but nothing was taken twice.
                while case let claim = try await scene.store.claim(.sample(7), deciding: { .sendAtMost(2, $0) }),
                    claim.decided > 0
                {
                    taken.add(claim)
                }
                #expect(taken.values.reduce(0) { $0 + $1.decided } == 40)
                #expect(taken.values.flatMap(\.intents).count == 8)
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("of fifty calls to one debtor no more than seven are intended, whichever worker takes them") {
            (database) async throws in
            try await database.open { (left) async throws in
                try await database.open { (right) async throws in
                    for number in 1...50 { try await left.accept(.sample(id: "A\(number)")) }
                    let taken = Seen<Claim>()
                    try await withThrowingDiscardingTaskGroup { group in
                        for place in 0..<20 {
                            let store = place.isMultiple(of: 2) ? left.store : right.store
                            group.addTask { taken.add(try await store.claim(.sample(3)) { .sendAtMost(7, $0) }) }
                        }
                    }
                    // Claims that met may have left something for later.
                    while case let claim = try await right.store.claim(.sample(9), deciding: { .sendAtMost(7, $0) }),
                        claim.decided > 0
                    {
                        taken.add(claim)
                    }
                    let intents = taken.values.flatMap(\.intents)
                    #expect(intents.count == 7 && Set(intents.map(\.attempt.id)).count == 7)
                    #expect(taken.values.reduce(0) { $0 + $1.decided } == 50)
                    #expect(try await left.store.counts() == [.working: 7, .blocked: 43])
                    try await StoreAgreement.check(left.store)
                }
            }
        },
        StorePromise("history holds what counts, from attempts and facts, oldest first") { (database) async throws in
            try await database.open { (scene) async throws in
                for number in 1...3 {
                    try await scene.accept(.sample(id: "A\(number)"), at: .noon + .seconds(Int64(number)))
                }
                let intents = try await scene.claimAndSend(3, at: .noon + .seconds(10))
                try await scene.begin(intents)
                try await scene.record([intents[0]], .handedOver)
                try await scene.record([intents[1]], .refused, then: .failed)
                try await scene.record([intents[2]], .unknown, then: .review)
                let call = PastContact(
                    at: .noon,
                    channel: .voice,
                    mode: .live,
                    direction: .in,
                    outcome: .conversation,
                    debts: [named("D1")],
                    purpose: nil
                )
                try await scene.add(.contact(call), about: "P1", at: .noon + .seconds(20))
                let history = try await scene.store.background(of: named("P1"), at: .noon).history
                #expect(history.first == call)
                #expect(history.dropFirst().map(\.at) == [.noon + .seconds(10), .noon + .seconds(10)])
                #expect(history.dropFirst().allSatisfy { $0.mode == .prerecorded && $0.group == named("G1") })
            }
        },
        StorePromise("what a claim shows of a debtor is what is told of them outside of it") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A0"), .sample(id: "B1", debtor: "P2"))
                try await scene.claimAndSend()
                try await scene.add(.deceased, about: "P2")
                try await scene.add(.paid, about: "P1", debt: "D9", at: .noon)
                try await scene.add(.attorney(reachable: true, form: nil), about: "P1", at: .noon - .seconds(5))
                try await scene.accept(.sample(id: "A1"))
                let seen = Seen<Background>()
                _ = try await scene.store.claim(.sample(1)) { claimed in
                    seen.add(claimed.background)
                    return .rest(claimed, claimed.progress.in(.paused))
                }
                let told = try await scene.store.background(of: named("P1"), at: .noon)
                #expect(seen.values == [told])
                #expect(told.facts.map(\.fact.kind) == [.attorney(reachable: true, form: nil), .paid])
                #expect(told.history.count == 1)
                let stranger = try await scene.store.background(of: named("P9"), at: .noon)
                #expect(stranger == Background(facts: [], history: []))
            }
        },
        StorePromise("a claim shows what was tried for the action before, and nothing of other actions") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                let intents = try await scene.claimAndSend()
                try await scene.begin(intents)
                for state in [AttemptState.refused, .refused] {
                    let mine = try #require(try await scene.store.action(named("A1"))).progress.attempts
                    var result = HandoverResult.sample(intents[0], state, then: .queued)
                    result.attempt = named("A1.\(mine)")
                    for index in result.entries.indices { result.entries[index].attempt = result.attempt }
                    result.progress.attempts = mine
                    try await scene.store.record([result], at: .noon)
                    guard mine == 1 else { continue }
                    try await scene.begin(try await scene.claimAndSend())
                }
                let seen = Seen<[AttemptReport]>()
                _ = try await scene.store.claim(.sample(9)) { claimed in
                    seen.add(claimed.attempts)
                    return .rest(claimed, claimed.progress.in(.paused))
                }
                #expect(seen.values.map { $0.map(\.attempt.id) } == [[named("A1.1"), named("A1.2")]])
                #expect(seen.values.first?.map(\.state) == [.refused, .refused])
            }
        },
        StorePromise("a ruling's progress comes back as it was given") { (database) async throws in
            try await database.open { (scene) async throws in
                let progress = Progress(
                    state: .waiting,
                    reason: "house.spacing",
                    step: 2,
                    until: .noon + .seconds(5),
                    lastStepAt: .noon,
                    tries: 3,
                    spent: [SpentWay(.sms), SpentWay(.letter)],
                    attempts: 4,
                    sent: 1
                )
                try await scene.accept(.sample(id: "A1"))
                try await scene.claim { _ in progress }
                #expect(try await scene.store.action(named("A1"))?.progress == progress)
                let seen = Seen<Progress>()
                _ = try await scene.store.claim(.sample(1, at: .noon + .seconds(5))) { claimed in
                    seen.add(claimed.progress)
                    return .rest(claimed, claimed.progress.in(.completed))
                }
                #expect(seen.values == [progress])
            }
        },
        StorePromise("an intent is on record as it was decided, with its entries in their order") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intent = try #require(try await scene.claimAndSend().first)
                #expect(intent.attempt == .sample(intent.action, 1))
                let report = try #require(try await scene.store.action(named("A1")))
                #expect(report.progress.state == .working && report.progress.attempts == 1)
                #expect(report.attempts.map(\.attempt) == [intent.attempt])
                #expect(report.attempts.first?.state == .intended)
                #expect(try await scene.kinds("A1") == [.accepted, .decided, .intended])
                #expect(try await scene.claimAndSend().isEmpty)
            }
        },
        StorePromise("a ruling that contradicts itself is a defect and changes nothing") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"))
                await #expect(throws: StoreError.self) { try await scene.claim { $0.in(.working) } }
                await #expect(throws: StoreError.self) {
                    _ = try await scene.store.claim(.sample(9)) { claimed in
                        var ruling = Ruling.send(claimed, at: .noon)
                        ruling.attempt?.id = named("A1.1")
                        return ruling
                    }
                }
                #expect(try await scene.store.counts() == [.queued: 2])
                #expect(try await scene.journalSize() == 2)
                try await StoreAgreement.check(scene.store)
                #expect(try await scene.claimAndSend().count == 2)
            }
        },
    ]
}

extension Progress {
    /// The same, but in another state.
    func `in`(_ state: ActionState, until: Instant? = nil, because reason: String? = nil) -> Progress {
        var progress = self
        progress.state = state
        progress.until = until
        progress.reason = reason
        return progress
    }
}

extension Ruling {
    /// Sends while fewer than so many contacts are in the debtor's history.
    static func sendAtMost(_ cap: Int, _ claimed: Claimed) -> Ruling {
        claimed.background.history.count < cap
            ? .send(claimed, at: .noon) : .rest(claimed, claimed.progress.in(.blocked, because: "cap"))
    }
}
