import ArgumentParser
import Channels
import Digests
import Dispatcher
import Dunning
import Foundation
import Settings
import Storage

/// Who a change is by, and why, for the journal.
struct ChangeOptions: ParsableArguments {
    @Option(help: "Who decided it; it goes on the journal. Without it the user of this machine.")
    var by: String?

    @Option(help: "Why; it goes on the journal.")
    var reason: String?

    /// As the journal names people.
    var person: String { ChangeOptions.person(by) }

    /// As the journal names a person, who without a name is the user of this machine.
    static func person(_ name: String?) -> String {
        let environment = ProcessInfo.processInfo.environment
        return "operator:" + (name ?? environment["USER"] ?? environment["LOGNAME"] ?? "unknown")
    }

    func change(_ kind: ActionChange.Kind) -> ActionChange { ActionChange(kind, by: person, note: reason) }
}

/// Actions that are changed alike.
struct ChangedActions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: ChangeOptions

    @Argument(help: "The actions' ids.")
    var ids: [String]

    /// Changes all of them.
    func all(_ kind: ActionChange.Kind) async throws {
        try await common.run { console in
            let desk = try await House.open(common).desk()
            try await ChangeDesk(desk: desk, console: console).each(of: ids) { _ in options.change(kind) }
        }
    }
}

extension ActionsCommand {
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold actions until they are resumed; no fact wakes them.",
            discussion: """
                For everything about one debtor add the fact `hold` instead: see `dunlin fact add --help`.

                EXAMPLES:
                  dunlin actions pause act-2026-000123 --reason "customer is on the phone"
                """
        )

        @OptionGroup var changed: ChangedActions

        func run() async throws { try await changed.all(.pause) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let paused actions run again; the gate decides anew.",
            discussion: """
                One that a reply of the debtor paused takes it that somebody has seen to the reply: a fact `release` of \
                `contact` says so for the debt.

                EXAMPLES:
                  dunlin actions resume act-2026-000123
                """
        )

        @OptionGroup var changed: ChangedActions

        func run() async throws {
            let options = changed.options
            try await changed.common.run { console in
                let desk = try await House.open(changed.common).desk()
                try await ChangeDesk(desk: desk, console: console).each(of: changed.ids) { _ in
                    options.change(.resume)
                } then: { report in
                    if report.progress.reason == "replied" { try await desk.releaseReplies(to: report, options) }
                }
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run failed or blocked actions again, from the step that ended them.",
            discussion: """
                All channels of the step are tried again, and the gate decides anew: what a rule forbids stays forbidden. \
                What went out before is not sent again.

                EXAMPLES:
                  dunlin actions retry act-2026-000123
                  dunlin actions retry act-2026-000123 --step 2 --reason "number corrected"
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: ChangeOptions

        @Option(help: "The step to begin with, from 1; without it the one that ended the action.")
        var step: Int?

        @Argument(help: "The actions' ids.")
        var ids: [String]

        func run() async throws {
            try await common.run { console in
                let house = try House.open(common)
                let desk = try await house.desk()
                try await ChangeDesk(desk: desk, console: console).each(of: ids) { report in
                    let count = house.settings.steps(of: report.action).count
                    let step = step ?? min(report.progress.step + 1, count)
                    guard (1...max(count, 1)).contains(step) else {
                        throw Stop(
                            "`\(report.action.id)` has no step \(step)",
                            hint: "its steps are 1 to \(count)",
                            code: .validationFailure
                        )
                    }
                    return options.change(.retry(step: step - 1))
                }
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what nobody knows the fate of, and settle it once you have asked the provider.",
            discussion: """
                An attempt is unknown where a crash or a lost connection left open whether its message went out. It is \
                never sent again blindly. `run` asks providers that keep books: a letter folder, Twilio, gateways that know \
                a repeated request. What they cannot tell waits for a later receipt or for you: ask the provider by \
                the reference or by the attempt's id, then say what you found.

                EXAMPLES:
                  dunlin actions review
                  dunlin actions review --settle               ask the providers now
                  dunlin actions review act-2026-000123 --mark delivered --by jane
                  dunlin actions review act-2026-000123 --mark undelivered    the next channel of the step is tried
                  dunlin actions review act-2026-000123 --resend --reason "provider has no trace of it"
                """
        )

        enum Fate: String, ExpressibleByArgument, CaseIterable { case delivered, undelivered }

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: ChangeOptions

        @Option(help: "What you found out: delivered or undelivered.")
        var mark: Fate?

        @Flag(help: "Make the step again, at the risk that the debtor gets the message twice.")
        var resend = false

        @Flag(help: "Ask the providers now what became of them; without ids, of all that stand under review.")
        var settle = false

        @Argument(help: "The actions' ids; without any, all that stand under review are listed.")
        var ids: [String] = []

        func validate() throws {
            guard [mark != nil, resend, settle].count(where: { $0 }) <= 1 else {
                throw ValidationError("--mark, --resend and --settle exclude each other")
            }
            guard !ids.isEmpty || (mark == nil && !resend) else {
                throw ValidationError("name the actions to settle")
            }
        }

        func run() async throws {
            try await common.run { console in
                let house = try House.open(common)
                let desk = try await house.desk()
                let changes = ChangeDesk(desk: desk, console: console)
                if settle { return try await changes.settle(ids, with: try Workshop.open(house, console)) }
                if let mark {
                    try await changes.mark(ids, mark == .delivered ? .delivered : .undelivered, by: options)
                } else if resend {
                    try await changes.each(of: ids) { _ in options.change(.resend) }
                } else {
                    try await changes.list(ids)
                }
            }
        }
    }
}

/// Puts people's decisions to the store, and tells what became of each.
private struct ChangeDesk {
    let desk: Desk
    let console: Console

    /// Changes each of some actions; ends with an error where one could not be changed.
    func each(
        of ids: [String],
        _ change: (ActionReport) throws -> ActionChange,
        then: (ActionReport) async throws -> Void = { _ in }
    ) async throws {
        var failed = false
        for text in ids {
            let id: ActionID = try identifier(text, "action")
            var answer = ActionChange.Answer.unknownAction
            if let report = try await desk.store.action(id) {
                answer = try await desk.store.change(id, try change(report), at: desk.clock.now)
                if case .changed = answer { try await then(report) }
            }
            tell(id, answer)
            if case .changed = answer {} else { failed = true }
        }
        if failed { throw ExitCode.badData }
    }

    /// Says what became of the latest attempts of some actions.
    func mark(_ ids: [String], _ fate: AttemptState, by options: ChangeOptions) async throws {
        var failed = false
        for text in ids {
            let id: ActionID = try identifier(text, "action")
            let report = try await desk.store.action(id)
            guard let report, report.progress.state == .review, let attempt = report.attempts.last else {
                tell(id, report.map { .impossible($0.progress.state) } ?? .unknownAction)
                failed = true
                continue
            }
            let note = options.reason.map { ": " + $0 } ?? ""
            let receipt = Receipt(
                subject: .attempt(attempt.attempt.id),
                state: fate,
                code: "\(options.person)\(note)"
            )
            _ = try await desk.store.receive([receipt], at: desk.clock.now)
            let state = try await desk.store.action(id)?.progress.state ?? .review
            tell(id, state == .review ? .impossible(state) : .changed(state))
            failed = failed || state == .review
        }
        if failed { throw ExitCode.badData }
    }

    /// Asks the providers about some actions, or about all that stand under review.
    func settle(_ ids: [String], with shop: Workshop) async throws {
        let named = Set(try ids.map { (text) throws -> ActionID in try identifier(text, "action") })
        let answers = try await Settler(shop, desk).settle(named.isEmpty ? nil : named, using: SecureRandom())
        for answer in answers { console.data(console.json ? answer.json.canonical : answer.words) }
        let settled = answers.count(where: \.isSettled)
        console.say("\(settled) of \(answers.count) settled")
        for provider in shop.playbook.providers.values.joined() { await provider.shutdown(grace: .zero) }
    }

    /// Lists what stands under review, with what to ask the provider about.
    func list(_ ids: [String]) async throws {
        let wanted = Set(ids)
        var filter = ActionFilter(states: [.review], limit: 500)
        var count = 0
        while true {
            let page = try await desk.store.actions(filter)
            for report in page where wanted.isEmpty || wanted.contains(report.action.id.rawValue) {
                count += 1
                console.data(console.json ? report.line.canonical : report.question)
            }
            guard page.count == filter.limit, let last = page.last else { break }
            filter.after = last.action.id
        }
        console.say(count == 0 ? "nothing stands under review" : "\(count) under review")
    }

    private func tell(_ id: ActionID, _ answer: ActionChange.Answer) {
        if console.json {
            console.data(answer.json(of: id))
        } else {
            console.data("\(id): \(answer.words)")
        }
    }
}

extension Desk {
    /// Puts on record that somebody has seen to what the debtor said about the debt so far.
    fileprivate func releaseReplies(to report: ActionReport, _ options: ChangeOptions) async throws {
        let fact = RecordedFact(
            debtor: report.action.debtor.id,
            debt: report.action.debt.id,
            fact: Fact(at: clock.now, .release(kind: Fact.KindName.contact.rawValue)),
            source: options.person,
            recordedAt: clock.now
        )
        _ = try await store.add([fact], at: clock.now)
    }
}

extension Settings {
    /// The steps of an action; none where its sequence is no longer configured.
    func steps(of action: Action) -> [Step] {
        switch action.plan {
        case .message(let channel, let template): [Step(channels: [channel], template: template)]
        case .sequence(let id): sequences[id]?.steps ?? []
        }
    }
}

extension ActionReport {
    /// What a person has to find out.
    fileprivate var question: String {
        guard let last = attempts.last else { return "\(action.id)  no attempt" }
        let attempt = last.attempt
        var lines = [
            "\(action.id)  debtor \(action.debtor.id)  debt \(action.debt.id)  (\(progress.reason ?? "unknown"))"
        ]
        lines.append(
            "  attempt \(attempt.id): \(attempt.channel.rawValue) by \(attempt.provider), begun after "
                + "\(attempt.decidedAt), \(last.state.rawValue) since \(last.changedAt)"
        )
        lines.append("  ask the provider for " + (last.reference.map { "reference \($0)" } ?? "\(attempt.id)"))
        return lines.joined(separator: "\n")
    }
}

extension ActionChange.Answer {
    fileprivate var words: String {
        switch self {
        case .changed(let state): "\(state.rawValue) now"
        case .busy(let attempts):
            "is being handed over right now (\(attempts.map(\.rawValue).joined(separator: ", "))); ask again"
        case .impossible(let state): "is \(state.rawValue); nothing was changed"
        case .unknownAction: "no such action"
        }
    }

    fileprivate func json(of id: ActionID) -> JSON {
        let (answer, state, attempts): (String, ActionState?, [AttemptID]) =
            switch self {
            case .changed(let state): ("changed", state, [])
            case .busy(let attempts): ("busy", nil, attempts)
            case .impossible(let state): ("impossible", state, [])
            case .unknownAction: ("unknown", nil, [])
            }
        return .compact([
            "id": .string(id.rawValue), "answer": .string(answer), "state": state.map { .string($0.rawValue) },
            "inFlight": attempts.isEmpty ? nil : .array(attempts.map { .string($0.rawValue) }),
        ])
    }
}
