import ArgumentParser
import ContactRules
import Dunning

struct TableRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Print the page of all jurisdictions, with what is covered, as Markdown.",
        discussion: """
            docs/jurisdictions.md is this page for the rules that come with Dunlin.

            EXAMPLES:
              dunlin rules table > docs/jurisdictions.md
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    func run() async throws {
        try await common.run { console in
            let page = JurisdictionTable(try folder.open(common, console).book).markdown
            if console.json { return console.data(["markdown": .string(page)]) }
            // The page ends its last line itself.
            console.data(String(page.dropLast()))
        }
    }
}
