import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

/// What becomes of an action that is not simply sent.
struct DecisionTests {
    @Test func `a ladder fires each step once, and keeps its steps apart`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2", "A1.3"])
            #expect(trial.deliveries.map(\.attempt.channel) == [.email, .sms, .voice])
            let times = trial.deliveries.map(\.date)
            #expect(times[1] - times[0] >= .seconds(3 * 86_400))
            #expect(times[2] - times[1] >= .seconds(7 * 86_400))
            let report = try await trial.report()
            #expect(report.progress.state == .completed && report.progress.sent == 3)
            #expect(report.attempts.allSatisfy { $0.state == .handedOver && $0.reference != nil })
            try await StoreAgreement.check(trial.store)
        }
    }

    @Test func `in quiet hours a message waits for the next opening, and does not change its channel`() async throws {
        var setting = Trial.Setting()
        setting.start = Trial.start + .seconds(10 * 3600)
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            let progress = try await trial.progress()
            // 8:00 in Cologne.
            #expect(progress.state == .waiting && progress.until == Trial.start + .seconds(21 * 3600))
            #expect(trial.attempts.isEmpty)
            #expect(try await trial.kinds() == [.accepted, .decided])
            trial.clock.advance(to: Trial.start + .seconds(21 * 3600))
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email])
        }
    }

    @Test func `what would open after its end has expired today`() async throws {
        var setting = Trial.Setting()
        setting.start = Trial.start + .seconds(10 * 3600)
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(notAfter: setting.start + .seconds(3600)))
            try await trial.drain()
            #expect(try await trial.progress().state == .expired)
            #expect(try await trial.kinds() == [.accepted, .decided, .expired])
        }
    }

    @Test func `where the first channel opens only after the action's end, the next one is taken`() async throws {
        var setting = Trial.Setting()
        setting.start = Trial.start + .seconds(10 * 3600)
        setting.steps = [Step(channels: [.email, .letter], template: TemplateID(trusted: "final-notice"))]
        setting.ways[.letter] = [Trial.recording(.letter)]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(notAfter: setting.start + .seconds(3600)))
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.letter])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `nothing goes out before its beginning, nor at its end`() async throws {
        try await Trial.with { trial in
            let begin = Trial.start + .seconds(600)
            try await trial.accept(
                .sample(id: "A1", plan: .sms(), notBefore: begin),
                .sample(id: "A2", debtor: "P2", plan: .sms(), notAfter: Trial.start),
                .sample(id: "A3", debtor: "P3", plan: .sms(), notBefore: Trial.start)
            )
            try await trial.drain()
            #expect(trial.attempts == ["A3.1"])
            let waiting = try await trial.progress("A1")
            #expect(waiting.state == .waiting && waiting.until == begin && waiting.reason == "not-before")
            #expect(try await trial.progress("A2").state == .expired)
            trial.clock.advance(to: begin)
            try await trial.drain()
            #expect(trial.attempts == ["A1.1", "A3.1"])
        }
    }

    @Test func `a hold pauses, and its release lets the message go`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.add(.hold(until: nil, reason: "complaint"))
            try await trial.drain()
            let paused = try await trial.progress()
            #expect(paused.state == .paused && paused.reason == "house.hold" && paused.until == nil)
            try await trial.drainForEver()
            #expect(trial.attempts.isEmpty)
            trial.clock.advance(to: Trial.start + .seconds(60))
            try await trial.add(.release(kind: "hold"))
            try await trial.drain()
            #expect(trial.attempts == ["A1.1"])
        }
    }

    @Test func `a debt that is paid ends the ladder between two steps`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(id: "A1"), .sample(id: "A2", debt: "D2"))
            try await trial.drain()
            try await trial.add(.paid, debt: "D1")
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A2.1", "A2.2", "A2.3"])
            let paid = try await trial.progress("A1")
            #expect(paid.state == .completed && paid.reason == "paid" && paid.sent == 1)
        }
    }

    @Test func `a fact that wakes an action does not bring its next step forward`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            let planned = try await trial.progress().until
            trial.clock.advance(to: Trial.start + .seconds(3600))
            try await trial.add(.homeUnreachable)
            #expect(try await trial.progress().state == .queued)
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(trial.attempts == ["A1.1"])
            #expect(progress.state == .waiting && progress.until == planned && progress.reason == "next-step")
        }
    }

    @Test func `a step that no channel can serve is passed over and keeps its place in time`() async throws {
        let sms = [ContactPoint(channel: .sms, value: "+4915112345678", use: .home, line: .mobile)]
        var setting = Trial.Setting()
        setting.steps[0].channels = [.email]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(contacts: sms))
            try await trial.drain()
            #expect(try await trial.kinds() == [.accepted, .decided, .skipped])
            let progress = try await trial.progress()
            #expect(progress.step == 1 && progress.until == Trial.start + .seconds(3 * 86_400))
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [1])
            let end = try await trial.progress()
            #expect(end.state == .completed && end.reason == "last-step-skipped" && end.sent == 1)
        }
    }

    @Test func `an action that nobody can be reached by is blocked, not completed`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(contacts: []))
            try await trial.drainForEver()
            let progress = try await trial.progress()
            #expect(progress.state == .blocked && progress.reason == "no-contact-point")
            #expect(try await trial.kinds().filter { $0 == .skipped }.count == 3)
        }
    }

    @Test func `a rule that ends all contact blocks at once`() async throws {
        try await Trial.with { trial in
            try await trial.add(.deceased)
            try await trial.accept(.sample())
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .blocked && progress.reason == "house.deceased")
            #expect(try await trial.kinds() == [.accepted, .decided, .blocked])
        }
    }

    @Test func `what the configuration no longer knows fails with a word`() async throws {
        try await Trial.with { trial in
            try await trial.accept(
                .sample(id: "A1", creditor: "nobody"),
                .sample(id: "A2", plan: .sequence(SequenceID(trusted: "gone"))),
                .sample(id: "A3", plan: .sms("gone"))
            )
            try await trial.drain()
            for id in ["A1", "A2", "A3"] {
                let progress = try await trial.progress(id)
                #expect(progress.state == .failed && progress.reason == "configuration")
            }
            #expect(trial.attempts.isEmpty)
        }
    }

    @Test func `urgent goes before normal before bulk`() async throws {
        try await Trial.with { trial in
            try await trial.accept(
                .sample(id: "A1", debtor: "P1", plan: .sms(), lane: .bulk),
                .sample(id: "A2", debtor: "P2", plan: .sms(), lane: .normal),
                .sample(id: "A3", debtor: "P3", plan: .sms(), lane: .urgent)
            )
            let worker = trial.worker(WorkerOptions(batch: 1, inFlight: 1))
            _ = try await worker.drain(using: SeededGenerator(seed: 1))
            let sms = trial.playbook.providers[.sms]?.first as? RecordingProvider
            #expect(sms?.deliveries.map(\.attempt.id.rawValue) == ["A3.1", "A2.1", "A1.1"])
        }
    }
}
