import ArgumentParser
import Dunning
import Storage

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "The worklist: what people have to do before actions go on.",
        discussion: """
            A step of a sequence may be a task for a person: docs/sequences.md tells how. The action waits until the task \
            is closed; what ends the action, such as a payment, closes its task as well.

            EXAMPLES:
              dunlin tasks list --owner collections --overdue
              dunlin tasks show 17
              dunlin tasks close 17 --result "spoke to the debtor, pays on Friday"
            """,
        subcommands: [List.self, Show.self, Close.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tasks in the order in which they were made; open ones, where nothing else is said.",
            discussion: """
                EXAMPLES:
                  dunlin tasks list
                  dunlin tasks list --owner collections --overdue
                  dunlin tasks list --all --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "Only the worklist of this team or person.")
        var owner: String?

        @Flag(help: "Only those that should have been done by now.")
        var overdue = false

        @Flag(help: "Also those that are closed.")
        var all = false

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                let now = desk.clock.now
                var filter = TaskFilter(isOpen: !all, owner: owner, dueBefore: overdue ? now : nil)
                while true {
                    let page = try await desk.store.tasks(filter)
                    for task in page { console.data(console.json ? task.json.canonical : task.words(at: now)) }
                    guard page.count == filter.limit, let last = page.last else { break }
                    filter.after = last.number
                }
                await desk.store.close()
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one task.",
            discussion: """
                `dunlin actions show` tells what the debtor was sent before.

                EXAMPLES:
                  dunlin tasks show 17
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The task's number.")
        var number: Int64

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                let found = try await desk.store.tasks(TaskFilter(isOpen: false, number: number)).first
                let now = desk.clock.now
                await desk.store.close()
                guard let task = found else { throw TasksCommand.unknown(number) }
                console.data(console.json ? task.json.canonical : task.page(at: now))
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a task; its action goes on with the next step, or ends.",
            discussion: """
                EXAMPLES:
                  dunlin tasks close 17 --result "spoke to the debtor, pays on Friday"
                  dunlin tasks close 17 --result "written off" --end --by jane
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "What came of it; it goes on the journal.")
        var result: String

        @Flag(help: "The action goes on with its next step; as if it had not been said.")
        var goOn = false

        @Flag(help: "The action ends.")
        var end = false

        @Option(help: "Who closes it; it goes on the journal. Without it the user of this machine.")
        var by: String?

        @Argument(help: "The task's number.")
        var number: Int64

        func validate() throws {
            guard !goOn || !end else { throw ValidationError("--go-on and --end exclude each other") }
            guard !result.isEmpty else { throw ValidationError("--result says what came of the task") }
        }

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                let closing = TaskClosing(by: ChangeOptions.person(by), result: result, goesOn: !end)
                let answer = try await desk.store.close(number, closing, at: desk.clock.now)
                await desk.store.close()
                switch answer {
                case .closed(let state):
                    console.data(
                        console.json
                            ? JSON.object([
                                "task": .integer(number), "answer": "closed", "action": .string(state.rawValue),
                            ]).canonical
                            : "task \(number): closed; its action is \(state.rawValue) now"
                    )
                case .alreadyClosed:
                    throw Stop("task \(number) is closed already", hint: "`dunlin tasks show \(number)` tells by whom")
                case .impossible(let state):
                    throw Stop(
                        "the action of task \(number) is \(state.rawValue), so nothing can be decided for it",
                        hint: "`dunlin actions resume` lets an action that a person paused go on"
                    )
                case .unknownTask: throw TasksCommand.unknown(number)
                }
            }
        }
    }

    fileprivate static func unknown(_ number: Int64) -> Stop {
        Stop("no task \(number)", hint: "`dunlin tasks list --all` names those that are known")
    }
}

extension TaskReport {
    var json: JSON {
        .compact([
            "number": .integer(number), "action": .string(action.rawValue), "debtor": .string(debtor.rawValue),
            "debt": .string(debt.rawValue), "step": .integer(Int64(draft.step + 1)), "what": .string(draft.what),
            "owner": .string(draft.owner), "due": .string(draft.due.description),
            "note": draft.note.map(JSON.string), "madeAt": .string(madeAt.description),
            "closedAt": ending.map { .string($0.at.description) }, "closedBy": ending.map { .string($0.by) },
            "result": ending.map { .string($0.result) },
        ])
    }

    /// One line for people.
    fileprivate func words(at now: Instant) -> String {
        var parts = ["#\(number)", draft.what, "for \(draft.owner)", "due \(draft.due)"]
        if let ending {
            parts.append("closed \(ending.at): \(ending.result)")
        } else if draft.due < now {
            parts.append("overdue")
        }
        return (parts + [action.rawValue]).joined(separator: "  ")
    }

    /// The same as a page for people.
    fileprivate func page(at now: Instant) -> String {
        var lines = [
            "task      #\(number)  \(draft.what)",
            "owner     \(draft.owner)",
            "due       \(draft.due)\(ending == nil && draft.due < now ? ", overdue" : "")",
            "action    \(action), step \(draft.step + 1)   debtor \(debtor)   debt \(debt)",
            "made      \(madeAt)",
        ]
        if let note = draft.note { lines.append("note      \(note)") }
        if let ending { lines.append("closed    \(ending.at) by \(ending.by): \(ending.result)") }
        return lines.joined(separator: "\n")
    }
}
