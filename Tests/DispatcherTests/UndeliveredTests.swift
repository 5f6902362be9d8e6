import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

/// What follows when a provider took a message and reports later that it never arrived.
struct UndeliveredTests {
    private func lose(_ attempt: String, in trial: Trial, _ state: AttemptState = .undelivered) async throws {
        let receipt = Receipt(subject: .attempt(AttemptID(trusted: attempt)), state: state, code: "5.1.1")
        let known = try await trial.store.receive([receipt], at: trial.clock.now)
        #expect(known == [AttemptID(trusted: attempt)])
    }

    private func move(_ trial: Trial, on time: Duration) { trial.clock.advance(to: trial.clock.now + time) }

    @Test func `the step goes out by its next way at once, and the next step keeps its distance`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email])
            move(trial, on: .seconds(7200))
            try await lose("A1.1", in: trial)
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email, .sms])
            #expect(trial.deliveries.map(\.attempt.step) == [0, 0])
            let progress = try await trial.progress()
            #expect(progress.state == .waiting && progress.step == 1 && progress.sent == 1)
            #expect(progress.until == trial.clock.now + .seconds(3 * 86_400))
            try await lose("A1.1", in: trial, .delivered)
            #expect(try await trial.progress() == progress)
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [0, 0, 1, 2])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `the debtor's next address comes before the next channel`() async throws {
        try await Trial.with { trial in
            let action = Action.sample(contacts: [
                ContactPoint(channel: .email, value: "jana@example.com", use: .home),
                ContactPoint(channel: .email, value: "jana@example.net", use: .home),
                ContactPoint(channel: .sms, value: "+4915112345678", use: .home, line: .mobile),
            ])
            try await trial.accept(action)
            for number in 1...3 {
                try await trial.drain()
                if number < 3 { try await lose("A1.\(number)", in: trial) }
            }
            #expect(
                trial.deliveries.map(\.attempt.point.value) == [
                    "jana@example.com", "jana@example.net", "+4915112345678",
                ]
            )
        }
    }

    @Test func `with no other way the step is passed over, and the ladder goes on`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await lose("A1.1", in: trial)
            try await trial.drain()
            try await lose("A1.2", in: trial)
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .waiting && progress.step == 1 && progress.sent == 0)
            #expect(try await trial.kinds().contains(.skipped))
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [0, 0, 1, 2])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `an action of which nothing arrived has failed, though it was completed before`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .email()))
            try await trial.drain()
            #expect(try await trial.progress().state == .completed)
            try await lose("A1.1", in: trial)
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .failed && progress.reason == "undeliverable")
            let kinds = try await trial.kinds()
            #expect(kinds.suffix(5) == [.receipt, .resumed, .decided, .skipped, .failed], "\(kinds)")
            #expect(trial.deliveries.count == 1)
        }
    }

    @Test func `what comes back after the action's end finds it failed, not expired`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample(plan: .email(), notAfter: trial.clock.now + .seconds(3600)))
            try await trial.drain()
            move(trial, on: .seconds(7200))
            try await lose("A1.1", in: trial)
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .failed && progress.reason == "undeliverable")
        }
    }

    @Test func `a last step that is lost leaves an action completed by those before it`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            try await lose("A1.3", in: trial)
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .completed && progress.reason == Progress.lastStepSkipped)
            #expect(progress.sent == 2)
        }
    }

    @Test func `a debt that was paid meanwhile is not written about again`() async throws {
        try await Trial.with { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.paid, debt: "D1")
            try await lose("A1.1", in: trial)
            try await trial.drain()
            #expect(trial.deliveries.count == 1)
            #expect(try await trial.progress().reason == "paid")
        }
    }
}
