import ArgumentParser
import ContactRules
import Settings

struct CheckRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read all packs and places and tell every mistake, with file, line and mend.",
        discussion: """
            EXAMPLES:
              dunlin rules check
              dunlin rules check --config /etc/dunlin/channels.conf
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { console in
            let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
            console.show(shelf.warnings)
            console.say("\(shelf.book.packs.count) packs, \(shelf.book.cards.count) rules: all can be read")
        }
    }
}
