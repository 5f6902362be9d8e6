import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Synchronization
import Testing

/// How a hand-over ended, and where attempt and action must stand then: the state machine as a table.
struct HandoverStateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: Handover
        var attempt: AttemptState
        var action: ActionState
        var reason: String?
        var kinds: [EntryKind]
        var plan = Plan.sms()
        var tries = 6
        var onUnknown: UnknownPolicy = .review
        /// Whether the same step is tried again, at a later time.
        var comesBack = false
    }

    static let temporary = Handover.refused(Refusal(.temporary, code: "busy", text: "try later"))
    static let permanent = Handover.refused(Refusal(.permanent, code: "21211", text: "no such number"))
    static let throttled = Handover.refused(
        Refusal(.throttled, code: "429", text: "slow down", retryAfter: .seconds(900))
    )

    static let table = [
        Row(
            testDescription: "taken, one message",
            answer: .accepted(reference: "r"),
            attempt: .handedOver,
            action: .completed,
            kinds: [.handedOver, .completed]
        ),
        Row(
            testDescription: "taken without a reference",
            answer: .accepted(reference: nil),
            attempt: .handedOver,
            action: .completed,
            kinds: [.handedOver, .completed]
        ),
        Row(
            testDescription: "taken, first of a ladder",
            answer: .accepted(reference: "r"),
            attempt: .handedOver,
            action: .waiting,
            reason: "next-step",
            kinds: [.handedOver],
            plan: .sequence(SequenceID(trusted: "standard"))
        ),
        Row(
            testDescription: "refused for a while",
            answer: temporary,
            attempt: .refused,
            action: .waiting,
            reason: "refused:busy",
            kinds: [.refused],
            comesBack: true
        ),
        Row(
            testDescription: "throttled",
            answer: throttled,
            attempt: .refused,
            action: .waiting,
            reason: "refused:429",
            kinds: [.refused],
            comesBack: true
        ),
        Row(
            testDescription: "refused for a while too often",
            answer: temporary,
            attempt: .refused,
            action: .failed,
            reason: "undeliverable",
            kinds: [.refused, .decided, .skipped, .failed],
            tries: 1
        ),
        Row(
            testDescription: "refused for good",
            answer: permanent,
            attempt: .refused,
            action: .failed,
            reason: "undeliverable",
            kinds: [.refused, .decided, .skipped, .failed]
        ),
        Row(
            testDescription: "unknown",
            answer: .unknown("connection lost"),
            attempt: .unknown,
            action: .review,
            reason: "unknown",
            kinds: [.unknown]
        ),
        Row(
            testDescription: "unknown, to be sent again",
            answer: .unknown("connection lost"),
            attempt: .unknown,
            action: .waiting,
            reason: "unknown",
            kinds: [.unknown],
            onUnknown: .resend,
            comesBack: true
        ),
        Row(
            testDescription: "unknown too often",
            answer: .unknown("connection lost"),
            attempt: .unknown,
            action: .review,
            reason: "unknown",
            kinds: [.unknown],
            tries: 1,
            onUnknown: .resend
        ),
    ]

    @Test(arguments: table)
    func `every ending of a hand-over leads to one state of attempt and action`(row: Row) async throws {
        var setting = Trial.Setting()
        setting.retry.attempts = row.tries
        setting.onUnknown = [.sms: row.onUnknown, .email: row.onUnknown]
        for channel in [Channel.sms, .email] {
            setting.ways[channel] = [Trial.recording(channel) { _ in row.answer }]
        }
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: row.plan))
            try await trial.drain()
            let report = try await trial.report()
            #expect(report.attempts.map(\.state) == [row.attempt])
            #expect(report.progress.state == row.action)
            #expect(report.progress.reason == row.reason)
            #expect(try await trial.kinds() == [.accepted, .decided, .intended, .composed] + row.kinds)
            #expect(report.progress.sent == (row.attempt == .handedOver ? 1 : 0))
            if row.comesBack {
                // What came too fast uses up no try.
                let isThrottled = row.answer == Self.throttled
                #expect(report.progress.step == 0 && report.progress.tries == (isThrottled ? 0 : 1))
                #expect(report.progress.throttles == (isThrottled ? 1 : 0))
                #expect(try #require(report.progress.until) > Trial.start)
            }
            if row.action.isFinal || row.action == .review {
                try await trial.drainForEver()
                #expect(trial.attempts == ["A1.1"])
            }
            try await StoreAgreement.check(trial.store)
        }
    }

    @Test func `a throttled message comes back no earlier than the provider asked`() async throws {
        var setting = Trial.Setting()
        setting.ways[.sms] = [Trial.recording(.sms) { _ in Self.throttled }]
        try await Trial.with(setting) { trial in
            for number in 0..<20 {
                try await trial.accept(.sample(id: "A\(number)", debtor: "P\(number)", plan: .sms()))
            }
            try await trial.drain()
            for number in 0..<20 {
                let until = try #require(try await trial.progress("A\(number)").until)
                #expect(until >= Trial.start + .seconds(900) && until <= Trial.start + .seconds(960))
            }
        }
    }

    @Test func `after a refusal the next way out of the channel is tried, and then the first again`() async throws {
        var setting = Trial.Setting()
        let ways = ["primary", "backup"].map { name in Trial.recording(.sms, name) { _ in Self.temporary } }
        setting.ways[.sms] = ways
        setting.retry.attempts = 5
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drainForEver()
            #expect(ways[0].deliveries.map(\.attempt.id.rawValue) == ["A1.1", "A1.3", "A1.5"])
            #expect(ways[1].deliveries.map(\.attempt.id.rawValue) == ["A1.2", "A1.4"])
            #expect(try await trial.progress().state == .failed)
        }
    }

    @Test func `a channel that refused for good is spent, and the step goes on by the next`() async throws {
        var setting = Trial.Setting()
        setting.ways[.email] = [Trial.recording(.email) { _ in Self.permanent }]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email, .sms])
            #expect(trial.deliveries.map(\.attempt.step) == [0, 0])
            let progress = try await trial.progress()
            #expect(progress.step == 1 && progress.spent.isEmpty && progress.tries == 0 && progress.sent == 1)
        }
    }

    @Test func `the tries of one channel are not counted against the next`() async throws {
        var setting = Trial.Setting()
        setting.retry.attempts = 3
        for channel in [Channel.email, .sms] {
            setting.ways[channel] = [Trial.recording(channel) { _ in Self.temporary }]
        }
        setting.steps = [setting.steps[0]]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email, .email, .email, .sms, .sms, .sms])
            #expect(try await trial.progress().state == .failed)
        }
    }

    @Test func `what a provider puts off uses up no try, but not for ever`() async throws {
        var setting = Trial.Setting()
        setting.retry.attempts = 2
        setting.retry.throttled = 4
        let answers = Script([Self.temporary, Self.throttled, Self.throttled, Self.throttled, Self.throttled])
        setting.ways[.sms] = [Trial.recording(.sms) { _ in answers.next() }]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2", "A1.3", "A1.4", "A1.5"])
            let report = try await trial.report()
            #expect(
                report.progress.state == .failed && report.attempts.map(\.state) == Array(repeating: .refused, count: 5)
            )
        }
    }

    @Test func `a channel with a policy of its own keeps to it`() async throws {
        var setting = Trial.Setting()
        setting.retries = [.email: RetryPolicy(attempts: 2)]
        setting.retry.attempts = 3
        for channel in [Channel.email, .sms] {
            setting.ways[channel] = [Trial.recording(channel) { _ in Self.temporary }]
        }
        setting.steps = [setting.steps[0]]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.channel) == [.email, .email, .sms, .sms, .sms])
        }
    }

    @Test func `resending what is unknown ends with a person`() async throws {
        var setting = Trial.Setting()
        setting.retry.attempts = 3
        setting.onUnknown = [.sms: .resend]
        setting.ways[.sms] = [Trial.recording(.sms) { _ in .unknown("lost") }]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2", "A1.3"])
            #expect(try await trial.progress().state == .review)
        }
    }

    @Test func `a retry that would come after the action's end expires`() async throws {
        var setting = Trial.Setting()
        setting.ways[.sms] = [Trial.recording(.sms) { _ in Self.throttled }]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: .sms(), notAfter: Trial.start + .seconds(600)))
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1"])
            #expect(try await trial.progress().state == .expired)
        }
    }

    @Test func `a message that cannot be made fails for a person to mend, and others go out`() async throws {
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            WireProvider(
                .sms,
                sealing: { $0.attempt.action.rawValue == "A1" ? Refusal(.permanent, code: "x", text: "too long") : nil }
            )
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(id: "A1", plan: .sms()), .sample(id: "A2", debtor: "P2", plan: .sms()))
            let summary = try await trial.drain()
            #expect(trial.attempts == ["A2.1"])
            #expect(summary.notComposed == 1 && summary.handedOver == 1)
            let report = try await trial.report()
            #expect(report.progress.state == .failed && report.progress.reason == "not-composed")
            #expect(report.attempts.map(\.state) == [.withdrawn])
            #expect(try await trial.kinds() == [.accepted, .decided, .intended, .withdrawn, .decided, .failed])
        }
    }

    @Test func `where one channel cannot make the message, the next one of the step sends it`() async throws {
        var setting = Trial.Setting()
        setting.ways[.email] = [
            WireProvider(.email, sealing: { _ in Refusal(.permanent, code: "x", text: "too large") })
        ]
        setting.steps = [setting.steps[0]]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            #expect(trial.deliveries.map(\.attempt.channel) == [.sms])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `a ladder does not go on behind a message that nobody could make`() async throws {
        var setting = Trial.Setting()
        for channel in [Channel.email, .sms] {
            setting.ways[channel] = [
                WireProvider(channel, sealing: { _ in Refusal(.permanent, code: "x", text: "too long") })
            ]
        }
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.isEmpty)
            let progress = try await trial.progress()
            #expect(progress.state == .failed && progress.reason == "not-composed" && progress.step == 0)
        }
    }

    @Test func `a contact point that refused for good is spent, and the next one of the channel is tried`() async throws
    {
        let numbers = ["+4915112345678", "+4915112345679"]
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            Trial.recording(.sms) { $0.attempt.point.value == numbers[0] ? Self.permanent : .accepted(reference: nil) }
        ]
        try await Trial.with(setting) { trial in
            let points = numbers.map { ContactPoint(channel: .sms, value: $0, use: .home, line: .mobile) }
            try await trial.accept(.sample(plan: .sms(), contacts: points))
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.point.value) == numbers)
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `the journal does not repeat the address that a provider repeats`() async throws {
        var setting = Trial.Setting()
        setting.ways[.sms] = [
            Trial.recording(.sms) { delivery in
                let number = delivery.attempt.point.value ?? ""
                return .refused(
                    Refusal(.permanent, code: "1", text: "\(number) and \(number.dropFirst()) are no numbers")
                )
            }
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample(plan: .sms()))
            try await trial.drain()
            let entries = try await trial.store.journal(JournalFilter(kinds: [.refused]))
            let text = try #require(entries.first).draft.body.canonical
            #expect(text.contains("are no numbers") && !text.contains("4915112345678"))
        }
    }
}

/// Answers in their order; the last one for ever.
private final class Script: Sendable {
    private let answers: Mutex<[Handover]>

    init(_ answers: [Handover]) { self.answers = Mutex(answers) }

    func next() -> Handover { answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
}
