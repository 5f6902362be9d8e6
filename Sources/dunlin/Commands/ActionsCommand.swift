import ArgumentParser
import Dispatcher
import Dunning
import Journal
import Storage

struct ActionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions",
        abstract: "See what became of actions, hold them, settle them, end them before their time.",
        discussion: """
            EXAMPLES:
              dunlin actions list --state waiting,paused
              dunlin actions show act-2026-000123
              dunlin actions cancel act-2026-000123 --reason "paid by bank transfer"
              dunlin actions review
            """,
        subcommands: [
            List.self, Show.self, Cancel.self, Pause.self, Resume.self, Review.self, Retry.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List actions in the order of their acceptance, or the lines that were refused.",
            discussion: """
                EXAMPLES:
                  dunlin actions list --state waiting,paused
                  dunlin actions list --state review --json
                  dunlin actions list --debtor P1
                  dunlin actions list --refused           lines that could not be accepted
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "Only actions in these states, separated by commas.")
        var state: String?

        @Option(help: "Only actions about this debtor.")
        var debtor: String?

        @Option(help: "Only actions about this debt.")
        var debt: String?

        @Option(help: "At most that many lines; 0 = all.")
        var limit = 0

        @Flag(help: "The lines that could not be accepted, with all that is wrong with them.")
        var refused = false

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                if refused { return try await listRefused(desk, console) }
                var filter = ActionFilter(
                    states: try states(),
                    debtor: try debtor.map { try identifier($0, "--debtor") },
                    debt: try debt.map { try identifier($0, "--debt") }
                )
                var left = limit == 0 ? Int.max : limit
                while left > 0 {
                    filter.limit = min(left, 1000)
                    let page = try await desk.store.actions(filter)
                    for report in page { console.data(console.json ? report.line.canonical : report.words) }
                    guard page.count == filter.limit, let last = page.last else { return }
                    filter.after = last.action.id
                    left -= page.count
                }
            }
        }

        private func states() throws -> Set<ActionState> {
            var states: Set<ActionState> = []
            for name in (state ?? "").split(separator: ",") {
                guard let state = ActionState(rawValue: String(name)) else {
                    let known = ActionState.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Stop("unknown state `\(name)`", hint: "states are \(known)", code: .validationFailure)
                }
                states.insert(state)
            }
            return states
        }

        private func listRefused(_ desk: Desk, _ console: Console) async throws {
            var after: Int64 = 0
            while true {
                let page = try await desk.store.refusedLines(after: after, limit: 500)
                for line in page {
                    if console.json {
                        console.data(line.json)
                    } else {
                        console.data("\(line.file):\(line.line): \(line.action ?? "no id") refused \(line.at)")
                        for diagnostic in line.diagnostics { console.data("  \(diagnostic)") }
                    }
                }
                guard let last = page.last, page.count == 500 else { return }
                after = last.number
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one action: its state, its attempts, and everything that the journal says of it.",
            discussion: """
                EXAMPLES:
                  dunlin actions show act-2026-000123
                  dunlin actions show act-2026-000123 --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The action's id.")
        var id: String

        func run() async throws {
            try await common.run { console in
                let house = try House.open(common)
                let desk = try await house.desk()
                let id: ActionID = try identifier(id, "action")
                guard let report = try await desk.store.action(id) else {
                    throw Stop("no action `\(id)`", hint: "`dunlin actions list` names those that are known")
                }
                let entries = try await desk.store.journal(JournalFilter(action: id, limit: 10_000))
                let outlook = Outlook(report.progress, steps: house.settings.steps(of: report.action))
                if console.json {
                    console.data(report.whole(with: entries, outlook))
                } else {
                    console.data(report.page(with: entries, outlook))
                }
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End actions before their time; what a provider already has cannot be called back.",
            discussion: """
                EXAMPLES:
                  dunlin actions cancel act-2026-000123 --reason "paid by bank transfer"
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The actions' ids.")
        var ids: [String]

        @Option(help: "Why; it goes on the journal.")
        var reason = "cancelled by an operator"

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                var failed = false
                for text in ids {
                    let id: ActionID = try identifier(text, "action")
                    let answer = try await desk.store.cancel(id, reason: reason, at: desk.clock.now)
                    failed = failed || answer == .unknownAction
                    if console.json {
                        console.data(answer.json(of: id))
                    } else {
                        console.data("\(id): \(answer.words)")
                    }
                }
                if failed { throw ExitCode.badData }
            }
        }
    }
}

extension CancelAnswer {
    fileprivate var words: String {
        switch self {
        case .cancelled: "cancelled"
        case .cancelledInFlight(let attempts):
            "cancelled; in flight right now and may still go out: "
                + attempts.map(\.rawValue).joined(separator: ", ")
        case .alreadyFinal(let state): "already \(state.rawValue)"
        case .unknownAction: "no such action"
        }
    }

    fileprivate func json(of id: ActionID) -> JSON {
        let attempts: [AttemptID] =
            if case .cancelledInFlight(let attempts) = self { attempts } else { [] }
        let word =
            switch self {
            case .cancelled, .cancelledInFlight: "cancelled"
            case .alreadyFinal(let state): "already-" + state.rawValue
            case .unknownAction: "unknown"
            }
        return .object([
            "id": .string(id.rawValue), "answer": .string(word),
            "inFlight": .array(attempts.map { .string($0.rawValue) }),
        ])
    }
}
