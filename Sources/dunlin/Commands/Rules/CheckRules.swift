import ArgumentParser
import ContactRules
import Dunning

struct CheckRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read all packs and places and tell every mistake, with file, line and mend.",
        discussion: """
            EXAMPLES:
              dunlin rules check
              dunlin rules check --rules drafts/rules
              dunlin rules check --config /etc/dunlin/channels.conf

            Exit code 78 where something is wrong; warnings stop nothing.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    func run() async throws {
        try await common.run { console in
            let shelf = try folder.open(common, console)
            console.show(shelf.warnings)
            let (packs, rules, warnings) = (shelf.book.packs.count, shelf.book.cards.count, shelf.warnings.count)
            if console.json {
                console.data([
                    "packs": .integer(Int64(packs)), "rules": .integer(Int64(rules)),
                    "warnings": .integer(Int64(warnings)),
                ])
            }
            let found = warnings == 0 ? "" : ", \(counted(warnings, "warning"))"
            console.say("\(counted(packs, "pack")), \(counted(rules, "rule")): all can be read\(found)")
        }
    }
}

/// "1 rule", "2 rules".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
