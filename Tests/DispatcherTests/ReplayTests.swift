import ContactRules
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

/// What was asked in the past is asked again as it was, whatever has become known since.
struct ReplayTests {
    @Test func `by the same rules every past decision comes out as the journal has it`() async throws {
        try await Trial.with { trial in
            try await Self.work(trial)
            let gate = Gate(trial.shelf.book)
            var answers: [String: Int] = [:]
            for decision in try await Self.replay(trial) {
                let questions = try #require(decision.questions, "\(decision.entry)")
                let verdicts = questions.map { gate.decide($0.question).verdict }
                #expect(verdicts.map(\.words) == Self.recorded(decision.entry), "\(decision.entry)")
                for verdict in verdicts { answers[verdict.name, default: 0] += 1 }
            }
            // Nothing is proved by a run in which only one thing happens.
            #expect(answers.values.allSatisfy { $0 >= 2 } && answers.count == 3, "\(answers)")
        }
    }

    @Test func `a time of nothing replays nothing, and a time replays what lies in it`() async throws {
        try await Trial.with { trial in
            try await Self.work(trial)
            let all = try await Self.replay(trial)
            let middle = try #require(all.map(\.entry.at).sorted().dropFirst(all.count / 2).first)
            let early = try await Self.replay(trial, until: middle)
            let late = try await Self.replay(trial, from: middle)
            #expect(early.map(\.entry) + late.map(\.entry) == all.map(\.entry))
            #expect(!early.isEmpty && !late.isEmpty)
            #expect(try await Self.replay(trial, from: middle, until: middle).isEmpty)
        }
    }

    /// Two debts of one debtor and one of another, with a cap that fills, a night, a hold and an opt-out that comes late.
    private static func work(_ trial: Trial) async throws {
        try await trial.accept((1...5).map { .sample(id: "A\($0)", debt: "D\($0)") })
        try await trial.accept(.sample(id: "B1", debtor: "P2", plan: .sms()))
        try await trial.add(.hold(until: nil, reason: "complaint"), about: "P2")
        try await trial.drain()
        trial.clock.advance(to: trial.clock.now + .seconds(10 * 3600))
        try await trial.accept(.sample(id: "A6", debt: "D6", plan: .sms()), .sample(id: "C1", debtor: "P3"))
        try await trial.drain()
        try await trial.add(.release(kind: "hold"), about: "P2")
        try await trial.add(.optOut(channel: .sms, value: nil, via: "STOP", about: nil))
        try await trial.drainForEver()
    }

    private static func replay(
        _ trial: Trial,
        from: Instant? = nil,
        until: Instant? = nil
    ) async throws -> [PastDecision] {
        let retrospect = Retrospect(playbook: trial.playbook, templates: trial.shelf.templates)
        var replay = JournalReplay(trial.store, retrospect, from: from, until: until)
        var decisions: [PastDecision] = []
        while let page = try await replay.next() { decisions += page }
        return decisions
    }

    /// The answers that a replayed entry gave.
    private static func recorded(_ entry: JournalEntry) -> [String] {
        if entry.draft.kind == .intended { return ["send"] }
        return (entry.draft.body["channels"]?.array ?? []).compactMap { answer in
            guard let verdict = answer["verdict"]?.string, verdict != "send" else { return nil }
            return verdict == "defer" ? "defer until \(answer["until"]?.string ?? "")" : verdict
        }
    }
}
