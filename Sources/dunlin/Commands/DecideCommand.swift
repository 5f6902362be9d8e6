import ArgumentParser
import ContactRules
import Dunning

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Say whether messages may go out, when, and why. Sends nothing, changes nothing.",
        discussion: """
            Reads contact cases (docs/contact-case.md) or actions (docs/actions.md), one JSON object a line. For an \
            action each channel of its steps is asked about, with the facts and the history that the database has. \
            Shows the rules that hold the message; with --verbose all that took part.

            EXAMPLES:
              dunlin decide cases.jsonl
              dunlin decide --verbose cases.jsonl
              dunlin decide --json - < cases.jsonl
              dunlin decide examples/first.jsonl --at 2026-11-18T22:30:00Z
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var asked: QuestionOptions

    func run() async throws {
        try await common.run { console in
            let desk = try QuestionDesk.open(common, asked, console)
            let gate = desk.gate
            try await desk.answer { asked in
                let explained = gate.explain(asked.question)
                if console.json {
                    console.data(explained.json.with("id", asked.id))
                } else {
                    console.data(explained.page(of: asked, all: console.verbose))
                }
            }
        }
    }
}

extension JSON {
    /// The object with one member more.
    func with(_ name: String, _ value: String) -> JSON {
        var members = object ?? [:]
        members[name] = .string(value)
        return .object(members)
    }
}
