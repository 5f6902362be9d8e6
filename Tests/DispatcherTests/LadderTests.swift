import Channels
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

@testable import Dispatcher

/// Ladders with days, hours, conditions, tasks and terms that end them.
struct LadderTests {
    static let day: Duration = .seconds(86_400)
    /// Midnight in Cologne at the beginning of the day of `Trial.start`, the 48th after the sample's due date.
    static let midnight = Trial.start - .seconds(11 * 3600)

    /// A setting with some steps.
    static func setting(_ steps: [Step], _ stop: StopTerms = StopTerms(), start: Instant = Trial.start) -> Trial.Setting
    {
        var setting = Trial.Setting()
        setting.steps = steps
        setting.stop = stop
        setting.start = start
        return setting
    }

    static func text(_ after: Duration = .zero, at: Int? = nil) -> Step {
        Step(channels: [.sms], template: TemplateID(trusted: "reminder"), after: after, at: at)
    }

    static let call = TaskOrder(what: "call", owner: "collections", due: .seconds(2 * 86_400), note: "large account")

    @Test func `a step that is bound to a day waits for it, on the debtor's own calendar`() async throws {
        try await Trial.with(Self.setting([Self.text(at: 50)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .waiting && progress.reason == "due-day")
            #expect(progress.until == Self.midnight + Self.day * 2)
            try await trial.drainForEver()
            // Quiet hours end at eight.
            #expect(trial.attempts == ["A1.1"])
            #expect(trial.clock.now == Self.midnight + Self.day * 2 + .seconds(8 * 3600))
        }
    }

    @Test func `steps that are late keep the distance of their days`() async throws {
        try await Trial.with(Self.setting([Self.text(at: 3), Self.text(at: 10), Self.text(at: 30)])) { trial in
            try await trial.accept(.sample())
            var times: [Instant] = []
            for _ in 0..<3 {
                let before = trial.attempts.count
                while trial.attempts.count == before {
                    try await trial.drain()
                    if trial.attempts.count > before { times.append(trial.clock.now) }
                    if let next = try await trial.store.nextWake(after: trial.clock.now) {
                        trial.clock.advance(to: next)
                    }
                }
            }
            let days = times.map { ($0 - Self.midnight).wholeMilliseconds / 86_400_000 }
            #expect(days == [0, 7, 27])
        }
    }

    @Test func `what is too late is passed over, and the ladder goes on as if it had come`() async throws {
        var steps = [Self.text(at: 3), Self.text(at: 10), Self.text(at: 46)]
        for index in steps.indices { steps[index].late = Self.day * 5 }
        try await Trial.with(Self.setting(steps)) { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [2])
            let skipped = try await trial.entries(.skipped)
            #expect(skipped.map { $0["reason"] } == ["late", "late"])
            #expect(skipped.first?["due"] == "2026-10-03T22:00:00Z")
            #expect(trial.clock.now == Trial.start)
        }
    }

    @Test func `a message is kept back for the hours in which it comes best, among those that are allowed`()
        async throws
    {
        var step = Self.text()
        // Wednesday, 11:00: the next Thursday morning is tomorrow; the rules open at eight.
        step.preference = Preference([PreferredHours(days: [.thursday], minutes: 420..<600)])
        try await Trial.with(Self.setting([step])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.reason == "preferred-hours")
            #expect(progress.until == Self.midnight + Self.day + .seconds(8 * 3600))
            #expect(try await trial.entries(.decided).last?["preferred"] == ["thu 07:00-10:00"])
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1"])
            #expect(trial.clock.now == Self.midnight + Self.day + .seconds(8 * 3600))
        }
    }

    @Test(arguments: [(Weekday.monday, nil as Int64?), (.thursday, 3600)])
    func `preferred hours that are too far, or behind the end, are not waited for`(day: Weekday, end: Int64?)
        async throws
    {
        var step = Self.text()
        step.preference = Preference([PreferredHours(days: [day], minutes: 540..<600)])
        try await Trial.with(Self.setting([step])) { trial in
            try await trial.accept(.sample(notAfter: end.map { Trial.start + .seconds($0) }))
            try await trial.drain()
            #expect(trial.attempts == ["A1.1"])
        }
    }

    @Test func `a task waits for its person, once, and the ladder goes on behind it`() async throws {
        try await Trial.with(Self.setting([Step(task: Self.call), Self.text(Self.day)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .paused && progress.reason == Progress.awaitsTask)
            try await trial.add(.homeUnreachable)
            try await trial.drain()
            #expect(try await trial.progress().reason == Progress.awaitsTask)
            let tasks = try await trial.store.tasks(TaskFilter(isOpen: false))
            #expect(tasks.map(\.draft.due) == [Trial.start + Self.day * 2])
            let closing = TaskClosing(by: "operator:jane", result: "no answer", goesOn: true)
            #expect(try await trial.store.close(1, closing, at: trial.clock.now) == .closed(.queued))
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1"])
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `a payment reaches an action that waits for a person, and closes the task`() async throws {
        try await Trial.with(Self.setting([Step(task: Self.call)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.paid, debt: "D1")
            try await trial.drain()
            #expect(try await trial.progress().reason == "paid")
            #expect(try await trial.store.tasks(TaskFilter()).isEmpty)
            try await StoreAgreement.check(trial.store)
        }
    }

    static let conditions: [(StepCondition, Bool)] = [
        (StepCondition(openFrom: [money("120 EUR")]), true),
        (StepCondition(openFrom: [money("120.01 EUR")]), false),
        (StepCondition(openFrom: [money("10 CHF")]), false),
        (StepCondition(openFrom: [money("500 CHF"), money("100 EUR")]), true),
        (StepCondition(openBelow: [money("120 EUR")]), false), (StepCondition(openBelow: [money("121 EUR")]), true),
        (StepCondition(levelFrom: 1), true), (StepCondition(levelFrom: 2), false),
        (StepCondition(riskFrom: 0), false), (StepCondition(debtor: .consumer), true),
        (StepCondition(debtor: .business), false),
    ]

    static func money(_ text: String) -> Money {
        Money(text: text) ?? Action.sample().debt.open
    }

    @Test(arguments: conditions)
    func `a step whose condition does not hold is passed over, and the journal says which`(
        condition: StepCondition,
        holds: Bool
    ) async throws {
        var step = Self.text()
        step.condition = condition
        try await Trial.with(Self.setting([step])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            #expect(trial.attempts.count == (holds ? 1 : 0))
            let reasons = try await trial.entries(.skipped).map { $0["reason"] }
            #expect(reasons == (holds ? [] : ["condition"]))
            #expect(try await trial.progress().state == .completed)
        }
    }

    @Test func `a part payment counts for conditions and ends the ladder where little is left`() async throws {
        let stop = StopTerms(openBelow: [Self.money("25 EUR")])
        var rich = Self.text(Self.day)
        rich.condition = StepCondition(openFrom: [Self.money("100 EUR")])
        try await Trial.with(Self.setting([Self.text(), rich, Self.text(Self.day), Self.text(Self.day)], stop)) {
            trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.partPaid(open: Self.money("60 EUR")), debt: "D1")
            for _ in 0..<2 {
                let next = try #require(try await trial.nextTurn())
                trial.clock.advance(to: next)
                try await trial.drain()
            }
            #expect(trial.deliveries.map(\.attempt.step) == [0, 2])
            try await trial.add(.partPaid(open: Self.money("24.99 EUR")), debt: "D1")
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .completed && progress.reason == "open-below")
        }
    }

    @Test func `a promise lets the ladder rest until it is broken, and a day longer`() async throws {
        try await Trial.with(Self.setting([Self.text(), Self.text(Self.day)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.promise(until: CivilDate(dayNumber: 20_780)), debt: "D1")
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.reason == "promise" && progress.until == Self.midnight + Self.day * 7)
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2"])
            #expect(trial.clock.now == Self.midnight + Self.day * 7 + .seconds(8 * 3600))
            #expect(try await trial.entries(.resumed).map { $0["reason"] } == ["promise-broken"])
        }
    }

    @Test func `a promise that is taken back no longer holds the ladder`() async throws {
        try await Trial.with(Self.setting([Self.text(), Self.text(Self.day)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.promise(until: CivilDate(dayNumber: 20_900)), debt: "D1")
            trial.clock.advance(to: Trial.start + .seconds(60))
            try await trial.add(.release(kind: "promise"), debt: "D1")
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2"])
        }
    }

    @Test func `a reply pauses the ladder until a person has seen to it`() async throws {
        let stop = StopTerms(onReply: true)
        try await Trial.with(Self.setting([Self.text(), Self.text(Self.day)], stop)) { trial in
            try await trial.reply()
            trial.clock.advance(to: Trial.start + .seconds(1))
            try await trial.accept(.sample())
            try await trial.drain()
            #expect(trial.attempts == ["A1.1"], "what the debtor said before says nothing of our message")
            trial.clock.advance(to: Trial.start + .seconds(60))
            try await trial.reply()
            try await trial.drain()
            let progress = try await trial.progress()
            #expect(progress.state == .paused && progress.reason == "replied")
            try await trial.drainForEver()
            trial.clock.advance(to: Trial.start + .seconds(120))
            try await trial.add(.release(kind: "contact"), debt: "D1")
            try await trial.drainForEver()
            #expect(trial.attempts == ["A1.1", "A1.2"])
        }
    }

    @Test func `a bad contact point is passed over, and the next one is taken`() async throws {
        let numbers = ["+4915112345678", "+4915112345679"]
        let contacts = numbers.map { ContactPoint(channel: .sms, value: $0, use: .home, line: .mobile) }
        var second = Self.text(Self.day)
        second.points = .next
        try await Trial.with(Self.setting([Self.text(), second])) { trial in
            try await trial.add(.badPoint(channel: .sms, value: numbers[0], code: "21614"))
            try await trial.accept(.sample(contacts: contacts))
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.point.value) == [numbers[1]])
            let last = try await trial.entries(.decided).last
            let why = last?["channels"]?.array?.compactMap { $0["passedOver"]?.string }
            #expect(why == ["bad-point", "used-before"])
        }
    }
}

extension Trial {
    /// What the journal says in entries of one kind.
    func entries(_ kind: EntryKind) async throws -> [JSON] {
        try await store.journal(JournalFilter(kinds: [kind])).map(\.draft.body)
    }

    /// When the next action has its turn.
    func nextTurn() async throws -> Instant? {
        try await drain()
        return try await store.nextWake(after: clock.now)
    }

    /// The debtor writes about the debt.
    func reply() async throws {
        let contact = PastContact(
            at: clock.now,
            channel: .sms,
            direction: .in,
            outcome: nil,
            to: "+4915112345678",
            debts: [DebtID(trusted: "D1")],
            purpose: nil
        )
        try await add(.contact(contact))
    }
}
