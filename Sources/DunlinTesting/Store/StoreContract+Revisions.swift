import Dunning
import Journal
import Storage
import Testing

extension StoreContract {
    /// Revisions of templates: kept for ever, and sent with four eyes only.
    static let revisions: [StorePromise] = [
        StorePromise("a revision is kept with its bytes, once") { (database) async throws in
            try await database.open { (scene) async throws in
                let first = TemplateRevision.sample("aa11")
                try await scene.store.keep([first, .sample("bb22", "final")], at: .noon)
                try await scene.store.keep([first], at: .noon + .seconds(9))
                #expect(try await scene.store.revision("aa11") == first)
                #expect(try await scene.store.revision("zz") == nil)
                #expect(try await scene.store.revisions(of: nil).map(\.digest) == ["aa11", "bb22"])
                let own = try await scene.store.revisions(of: named("reminder"))
                #expect(own == [RevisionReport(digest: "aa11", template: named("reminder"), keptAt: .noon)])
                #expect(own.first?.standing == .draft)
                let entries = try await scene.store.journal(JournalFilter(kinds: [.template]))
                #expect(entries.map { $0.draft.body["event"]?.string } == ["kept", "kept"])
                #expect(entries.first?.draft.body["revision"]?.string == "aa11")
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("what a message is made of is kept before it goes out, and its first use is noted") {
            (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"), .sample(id: "A3"))
                let intents = try await scene.claimAndSend()
                let starts = intents.map { Start.sample($0.attempt, of: .sample("aa11")) }
                #expect(try await scene.store.begin(Array(starts.prefix(2)), at: .noon) == [.go, .go])
                #expect(try await scene.store.begin([starts[2]], at: .noon + .seconds(60)) == [.go])
                let kept = try await scene.store.revisions(of: nil)
                #expect(kept.map(\.digest) == ["aa11"] && kept.first?.firstUsedAt == .noon)
                #expect(try await scene.store.revision("aa11") == .sample("aa11"))
                #expect(try await scene.store.journal(JournalFilter(kinds: [.template])).count == 1)
            }
        },
        StorePromise("a revision that was kept before is marked when it is first used") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.store.keep([.sample("aa11")], at: .noon)
                #expect(try await scene.store.revisions(of: nil).first?.firstUsedAt == nil)
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                let later = Instant.noon + .seconds(60)
                let start = Start.sample(intents[0].attempt, of: .sample("aa11"))
                #expect(try await scene.store.begin([start], at: later) == [.go])
                let report = try #require(try await scene.store.revisions(of: nil).first)
                #expect(report.keptAt == .noon && report.firstUsedAt == later)
            }
        },
        StorePromise("what is not sent is not kept as used") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"))
                let intents = try await scene.claimAndSend()
                try await scene.add(.paid, about: "P1")
                let start = Start.sample(intents[0].attempt, of: .sample("aa11"))
                #expect(try await scene.store.begin([start], at: .noon) == [.stop("fact")])
                #expect(try await scene.store.revisions(of: nil).isEmpty)
            }
        },
        StorePromise("four eyes: submitted by one, approved by another, revoked by anybody") {
            (database) async throws in
            try await database.open { (scene) async throws in
                #expect(try await scene.say(.submitted, "Jana") == .unknownRevision)
                try await scene.store.keep([.sample("aa11")], at: .noon)
                #expect(try await scene.say(.approved, "Ali") == .impossible(.draft))
                #expect(try await scene.say(.submitted, "Jana") == .recorded)
                #expect(try await scene.say(.approved, "jana ") == .needsAnother)
                #expect(try await scene.say(.approved, " ") == .noName)
                #expect(try await scene.say(.approved, "Ali", "read it twice") == .recorded)
                #expect(try await scene.say(.approved, "Kim") == .impossible(.approved))
                #expect(try await scene.say(.revoked, "Jana", "a wrong number") == .recorded)
                #expect(try await scene.say(.approved, "Ali") == .impossible(.revoked))
                let report = try #require(try await scene.store.revisions(of: nil).first)
                #expect(report.standing == .revoked && report.reviews.map(\.by) == ["Jana", "Ali", "Jana"])
                #expect(report.reviews.map(\.note) == [nil, "read it twice", "a wrong number"])
                let entries = try await scene.store.journal(JournalFilter(kinds: [.template]))
                let events = entries.compactMap { $0.draft.body["event"]?.string }
                #expect(events == ["kept", "submitted", "approved", "revoked"])
                #expect(entries.last?.draft.body["by"]?.string == "Jana")
                try await StoreAgreement.check(scene.store)
            }
        },
        StorePromise("of many who approve at once one does") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.store.keep([.sample("aa11")], at: .noon)
                #expect(try await scene.say(.submitted, "Jana") == .recorded)
                let answers = Seen<RevisionReview.Answer>()
                try await withThrowingDiscardingTaskGroup { group in
                    for number in 0..<8 {
                        group.addTask { answers.add(try await scene.say(.approved, "Reader \(number)")) }
                    }
                }
                #expect(answers.values.count { $0 == .recorded } == 1)
                #expect(try await scene.store.revisions(of: nil).first?.reviews.count == 2)
            }
        },
        StorePromise("what needs an approval and has none does not begin, and runs again") { (database) async throws in
            try await database.open { (scene) async throws in
                try await scene.accept(.sample(id: "A1"), .sample(id: "A2"), .sample(id: "A3"))
                let intents = try await scene.claimAndSend()
                try await scene.store.keep([.sample("aa11")], at: .noon)
                #expect(try await scene.say(.submitted, "Jana") == .recorded)
                let starts = [
                    Start.sample(intents[0].attempt, of: .sample("aa11"), needsApproval: true),
                    Start.sample(intents[1].attempt, of: .sample("aa11"), needsApproval: false),
                    Start.sample(intents[2].attempt, of: nil, needsApproval: true),
                ]
                let answers = try await scene.store.begin(starts, at: .noon)
                #expect(answers == [.stop("unapproved"), .go, .stop("unapproved")])
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.kinds("A1").last == .withdrawn)
                #expect(try await scene.say(.approved, "Ali") == .recorded)
                let again = try await scene.claimAndSend()
                #expect(again.map(\.attempt.id) == [named("A1.2"), named("A3.2")])
                let start = Start.sample(again[0].attempt, of: .sample("aa11"), needsApproval: true)
                #expect(try await scene.store.begin([start], at: .noon) == [.go])
            }
        },
        StorePromise("a claim that rests on reviews which are out of date takes nothing, and says so") {
            (database) async throws in
            try await database.open { (scene) async throws in
                func claim(_ known: Int64?) async throws -> Claim {
                    var request = ClaimRequest.sample(9)
                    request.lastReview = known
                    return try await scene.store.claim(request) { .rest($0, $0.progress.in(.queued)) }
                }
                try await scene.accept(.sample(id: "A1"))
                try await scene.store.keep([.sample("aa11"), .sample("bb22", "final")], at: .noon)
                #expect(try await scene.store.revisions(of: nil).map(\.lastReview) == [0, 0])
                #expect(try await claim(0).decided == 1)
                #expect(try await scene.say(.submitted, "Jana") == .recorded)
                let stale = try await claim(0)
                #expect(stale.isStale && stale.decided == 0 && stale.intents.isEmpty)
                let reviews = try await scene.store.revisions(of: nil).map(\.lastReview)
                #expect(reviews[0] > 0 && reviews[1] == 0)
                let fresh = try await claim(reviews[0])
                #expect(!fresh.isStale && fresh.decided == 1)
                #expect(try await claim(nil).decided == 1)
            }
        },
        StorePromise("an approval is seen by a claim at that moment, or wakes what the claim leaves waiting") {
            (database) async throws in
            try await database.open { (scene) async throws in
                for round in 1...20 {
                    let digest = "aa\(round)"
                    try await scene.accept(.sample(id: "A\(round)"))
                    try await scene.store.keep([.sample(digest)], at: .noon)
                    let submitted = RevisionReview(.submitted, by: "Jana", at: .noon)
                    #expect(try await scene.store.review(digest, submitted) == .recorded)
                    let known = try await scene.store.revisions(of: nil).map(\.lastReview).max()
                    var request = ClaimRequest.sample(9)
                    request.lastReview = known
                    async let claimed = scene.store.claim(request) { claimed in
                        let reason = Progress.unapproved(named("reminder"))
                        return .rest(
                            claimed,
                            claimed.progress.in(.waiting, until: .noon + .seconds(900), because: reason)
                        )
                    }
                    async let approved = scene.store.review(digest, RevisionReview(.approved, by: "Ali", at: .noon))
                    let (claim, answer) = (try await claimed, try await approved)
                    #expect(answer == .recorded && claim.isStale == (claim.decided == 0))
                    #expect(try await scene.state("A\(round)") == .queued)
                    _ = try await scene.store.cancel(named("A\(round)"), reason: "over", at: .noon)
                }
            }
        },
        StorePromise("an approval wakes what waits for it, and nothing else") { (database) async throws in
            try await database.open { (scene) async throws in
                let reasons = [
                    "A1": Progress.unapproved(named("reminder")), "A2": Progress.unapproved(named("final")),
                    "A3": "us.window",
                ]
                for id in reasons.keys.sorted() {
                    try await scene.accept(.sample(id: id))
                    try await scene.claim { progress in
                        var next = progress
                        next.state = .waiting
                        next.reason = reasons[id]
                        next.until = .noon + .seconds(900)
                        return next
                    }
                }
                try await scene.store.keep([.sample("aa11")], at: .noon)
                #expect(try await scene.say(.submitted, "Jana") == .recorded)
                #expect(try await scene.state("A1") == .waiting)
                #expect(try await scene.say(.approved, "Ali") == .recorded)
                #expect(try await scene.state("A1") == .queued)
                #expect(try await scene.store.action(named("A1"))?.progress.reason == nil)
                #expect(try await scene.state("A2") == .waiting)
                #expect(try await scene.state("A3") == .waiting)
                let entry = try await scene.store.journal(JournalFilter(kinds: [.template])).last
                #expect(entry?.draft.body["released"]?.integer == 1)
                #expect(try await scene.claimAndSend().map(\.action.id) == [named("A1")])
            }
        },
    ]
}

extension TemplateRevision {
    /// A revision with bytes that are no text.
    static func sample(_ digest: String, _ template: String = "reminder") -> TemplateRevision {
        TemplateRevision(digest: digest, template: named(template), archive: [0, 255, 10, 39] + Array(digest.utf8))
    }
}

extension Start {
    /// A start of a message that is made of a revision.
    fileprivate static func sample(
        _ attempt: Attempt,
        of revision: TemplateRevision?,
        needsApproval: Bool = false
    ) -> Start {
        var start = Start.sample(attempt)
        start.revision = revision
        start.needsApproval = needsApproval
        return start
    }
}

extension StoreScene {
    /// Says something of the revision `aa11`.
    fileprivate func say(
        _ word: RevisionReview.Word,
        _ name: String,
        _ note: String? = nil
    ) async throws -> RevisionReview.Answer {
        try await store.review("aa11", RevisionReview(word, by: name, note: note, at: .noon))
    }
}
