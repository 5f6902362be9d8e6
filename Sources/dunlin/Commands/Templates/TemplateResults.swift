import ArgumentParser
import Dispatcher
import Dunning
import Storage

extension TemplatesCommand {
    struct Results: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count what became of a template's messages, by variant: arrived, answered, paid afterwards.",
            discussion: """
                A debt counts for the variant of the first message of the template about it. `paid` counts debts that \
                were paid within so many days after that message.

                EXAMPLES:
                  dunlin templates results reminder
                  dunlin templates results reminder --since 2026-10-01T00:00:00Z --days 14 --json
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The template.")
        var template: String

        @Option(help: ArgumentHelp("Only messages from this moment on (RFC 3339).", valueName: "instant"))
        var since: String?

        @Option(help: "How many days after the message a payment counts.")
        var days = 30

        func validate() throws {
            guard (1...3650).contains(days) else { throw ValidationError("--days goes from 1 to 3650") }
        }

        func run() async throws {
            try await common.run { console in
                let id: TemplateID = try identifier(template, "template")
                let start = try since.map { try instant($0, "--since") }
                let desk = try await House.open(common).desk()
                let tallies = try await VariantTally.counting(
                    id,
                    in: desk.store,
                    since: start,
                    paidWithin: .seconds(86_400 * days)
                )
                await desk.store.close()
                if tallies.isEmpty { console.say("no message of `\(id)` went out") }
                for tally in tallies { console.data(console.json ? tally.json.canonical : tally.words) }
            }
        }
    }
}

extension VariantTally {
    fileprivate var json: JSON {
        .compact([
            "variant": .string(variant), "chosenBy": chosenBy.map(JSON.string), "messages": .integer(Int64(messages)),
            "handedOver": .integer(Int64(handedOver)), "delivered": .integer(Int64(delivered)),
            "undelivered": .integer(Int64(undelivered)), "answered": .integer(Int64(answered)),
            "debts": .integer(Int64(debts)), "paid": .integer(Int64(paid)),
        ])
    }

    fileprivate var words: String {
        let share = debts > 0 ? " (\(paid * 100 / debts) %)" : ""
        return "\(variant)\(chosenBy.map { "  by \($0)" } ?? "")  \(messages) messages: \(delivered) delivered, "
            + "\(handedOver) handed over, \(undelivered) undelivered, \(answered) answered; "
            + "\(paid) of \(debts) debts paid\(share)"
    }
}
