import ArgumentParser
import ContactRules
import Dunning
import Settings

struct DiffRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell in words what is different between two folders of rules.",
        discussion: """
            Without a second folder the first one is compared with the rules in use. Each change is marked stricter, \
            looser, or either, as far as the rule alone can tell; what only the texts say differently is not marked.

            EXAMPLES:
              dunlin rules diff rules drafts/rules
              dunlin rules diff backup/rules
              dunlin rules diff rules drafts/rules --json

            Exit code 0 where they say the same, 1 where they differ.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "The folder of the older rules; without places of its own it takes the others, as the newer one does."
    )
    var old: String

    @Argument(help: "The folder of the newer rules; without it the rules in use.")
    var new: String?

    func run() async throws {
        try await common.run { console in
            let newer = try new ?? House.open(common).settings.folders.rules
            let places =
                try [newer, old].first(where: RuleShelf.hasPlaces) ?? House.open(common).settings.folders.rules
            let before = try RuleShelf.open(old, places: places, console).book
            let after = try RuleShelf.open(newer, places: places, console).book
            let entries = RuleBookDiff(from: before, to: after).entries
            for entry in entries { console.data(console.json ? entry.json.canonical : entry.words) }
            console.say(entries.isEmpty ? "they say the same" : counted(entries.count, "difference"))
            if !entries.isEmpty { throw ExitCode(1) }
        }
    }
}
