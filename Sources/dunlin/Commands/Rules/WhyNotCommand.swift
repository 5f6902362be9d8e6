import ArgumentParser
import ContactRules
import Dunning

struct WhyNotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not",
        abstract: "Say what would have to change for messages to go out. Sends nothing, changes nothing.",
        discussion: """
            Reads contact cases or actions, as `dunlin decide` does, and asks the gate again with one thing changed, \
            then with two, then with three: a later moment, another contact point or form, a text, a consent, a fact \
            that has ended. Only what turned the verdict is told, the fewest changes first.

            EXAMPLES:
              dunlin rules why-not cases.jsonl
              dunlin rules why-not --json - < case.json
              dunlin rules why-not examples/first.jsonl --at 2026-11-18T22:30:00Z
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var asked: QuestionOptions

    func run() async throws {
        try await common.run { console in
            let desk = try QuestionDesk.open(common, asked, console)
            let gate = desk.gate
            try await desk.answer { asked in
                let whyNot = WhyNot(asked.question, gate, points: asked.points)
                if console.json {
                    console.data(whyNot.json.with("id", asked.id))
                } else {
                    console.data(whyNot.page(of: asked))
                }
            }
        }
    }
}
