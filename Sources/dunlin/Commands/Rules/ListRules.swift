import ArgumentParser
import ContactRules
import Dunning
import Settings

struct ListRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rule packs.",
        discussion: """
            EXAMPLES:
              dunlin rules list --json
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { console in
            let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
            for pack in shelf.book.packs {
                if console.json {
                    console.data([
                        "id": .string(pack.id.rawValue), "title": .string(pack.title),
                        "rules": .integer(Int64(pack.cards.count)),
                    ])
                } else {
                    console.data("\(pack.id)  \(pack.title)  (\(pack.cards.count) rules)")
                }
            }
        }
    }
}
