import ArgumentParser
import ContactRules

struct ListRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rule packs: where each holds, how many rules it has, and how sure we are of them.",
        discussion: """
            EXAMPLES:
              dunlin rules list
              dunlin rules list --json
              dunlin rules list --rules drafts/rules
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    func run() async throws {
        try await common.run { console in
            for summary in try folder.open(common, console).book.packs.map(PackSummary.init) {
                if console.json {
                    console.data(summary.json)
                } else {
                    console.data("\(summary.id)  \(summary.title)  [\(summary.place)]  \(summary.counts)")
                }
            }
        }
    }
}
