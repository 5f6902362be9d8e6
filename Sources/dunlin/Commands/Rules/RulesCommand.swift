import ArgumentParser

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The contact rules: which there are, what they say, and whether they decide as they should.",
        discussion: """
            EXAMPLES:
              dunlin rules list
              dunlin rules show us-ma
              dunlin rules test
              dunlin rules diff rules drafts/rules
              dunlin rules why-not cases.jsonl
            """,
        subcommands: [
            ListRules.self, ShowPack.self, CheckRules.self, TestRules.self, DiffRules.self, MutateRules.self,
            TableRules.self, HolidaysCommand.self, WhyNotCommand.self,
        ]
    )
}
