import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

/// What came of the step before, as a step's `last` asks for it: the table of docs/sequences.md.
struct ReactionTests {
    /// What becomes known after the first step's message, and what that is called; a minute passes first.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: Set<Reaction>
        let happens: @Sendable (Trial) async throws -> Void

        init(
            _ name: String,
            _ words: Set<Reaction>,
            _ happens: @escaping @Sendable (Trial) async throws -> Void = { _ in }
        ) {
            (testDescription, self.words, self.happens) = (name, words, happens)
        }

        /// A receipt for the message.
        static func receipt(_ state: AttemptState, _ outcome: Dunning.Outcome? = nil, _ words: Set<Reaction>) -> Case {
            Case("\(state.rawValue) \(outcome?.rawValue ?? "")", words) { trial in
                let attempt = AttemptID(trusted: "A1.1")
                let receipt = Receipt(subject: .attempt(attempt), state: state, outcome: outcome, code: "x")
                let known = try await trial.store.receive([receipt], at: trial.clock.now)
                #expect(known == [attempt])
            }
        }

        /// A fact about the debtor, of the debt that the action is about unless another is named.
        static func fact(_ name: String, _ kind: Fact.Kind, _ words: Set<Reaction>, debt: String = "D1") -> Case {
            Case(name, words) { trial in try await trial.add(kind, debt: debt) }
        }
    }

    static let own = AttemptID(trusted: "A1.1")
    static let other = AttemptID(trusted: "A9.1")

    static let cases: [Case] = [
        Case("nothing", [.noReaction]),
        .receipt(.delivered, nil, [.noReaction]),
        .receipt(.undelivered, nil, [.unreachable, .undelivered]),
        .receipt(.delivered, .unreachable, [.unreachable, .undelivered]),
        .receipt(.delivered, .wrongNumber, [.unreachable, .undelivered]),
        .receipt(.delivered, .conversation, [.answered]),
        .receipt(.delivered, .reached, [.answered]),
        .receipt(.delivered, .noAnswer, [.noAnswer, .noReaction]),
        .receipt(.delivered, .busy, [.noAnswer, .noReaction]),
        .receipt(.delivered, .voicemail, [.noAnswer, .noReaction]),
        .receipt(.delivered, .read, [.opened]),
        Case("the debtor writes", [.answered]) { try await $0.reply() },
        .fact("opened", .opened(attempt: nil), [.opened]),
        .fact("opened, by name", .opened(attempt: own), [.opened]),
        .fact("opened another message", .opened(attempt: other), [.noReaction]),
        .fact("opened what is about another debt", .opened(attempt: nil), [.noReaction], debt: "D2"),
        .fact("clicked", .clicked(attempt: nil), [.opened, .clicked]),
        .fact("clicked in another message", .clicked(attempt: other), [.noReaction]),
    ]

    /// What is asked of what happened: for each word that fits it, and for all that do not.
    static let questions: [(Case, Set<Reaction>, Bool)] = cases.flatMap { item in
        item.words.sorted { $0.rawValue < $1.rawValue }.map { (item, [$0], true) }
            + [(item, Set(Reaction.allCases).subtracting(item.words), false)]
    }

    private func second(_ last: Set<Reaction>) -> Step {
        var step = LadderTests.text(LadderTests.day)
        step.condition = StepCondition(last: last)
        return step
    }

    @Test(arguments: questions)
    func `a step comes where what came of the one before is named, and is passed over where it is not`(
        item: Case,
        last: Set<Reaction>,
        holds: Bool
    ) async throws {
        try await Trial.with(LadderTests.setting([LadderTests.text(), second(last)])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            trial.clock.advance(to: Trial.start + .seconds(60))
            try await item.happens(trial)
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == (holds ? [0, 1] : [0]))
            let skipped = try await trial.entries(.skipped).filter { $0["reason"] == "condition" }
            #expect(skipped.count == (holds ? 0 : 1), "\(skipped)")
        }
    }

    @Test func `what the debtor said and did before our message is no reaction to it`() async throws {
        try await Trial.with(LadderTests.setting([LadderTests.text(), second([.noReaction])])) { trial in
            try await trial.reply()
            try await trial.add(.clicked(attempt: nil), debt: "D1")
            trial.clock.advance(to: Trial.start + .seconds(60))
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [0, 1])
        }
    }

    @Test func `a debtor without such a contact point, and a number that is refused, are unreachable`() async throws {
        let mail = Step(channels: [.email], template: TemplateID(trusted: "reminder"))
        let number = ContactPoint(channel: .sms, value: "+4915112345678", use: .home, line: .mobile)
        try await Trial.with(LadderTests.setting([mail, second([.unreachable])])) { trial in
            try await trial.accept(.sample(contacts: [number]))
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [1])
        }
        var setting = LadderTests.setting([LadderTests.text(), mail])
        setting.steps[1].condition = StepCondition(last: [.unreachable])
        setting.ways[.sms] = [
            Trial.recording(.sms) { _ in .refused(Refusal(.permanent, code: "21614", text: "no mobile number")) }
        ]
        try await Trial.with(setting) { trial in
            try await trial.accept(.sample())
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.channel).last == .email)
        }
    }

    @Test func `the step before is the latest that tried to send something`() async throws {
        let steps = [LadderTests.text(), second([.clicked]), second([.opened])]
        try await Trial.with(LadderTests.setting(steps)) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.opened(attempt: nil), debt: "D1")
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [0, 2])
        }
        try await Trial.with(LadderTests.setting([LadderTests.text(), second([.opened]), second([.opened])])) { trial in
            try await trial.accept(.sample())
            try await trial.drain()
            try await trial.add(.opened(attempt: Self.own), debt: "D1")
            try await trial.drainForEver()
            #expect(trial.deliveries.map(\.attempt.step) == [0, 1], "who opened the first opened not the second")
        }
    }
}
