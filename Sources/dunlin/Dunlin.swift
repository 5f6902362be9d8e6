import ArgumentParser

@main
struct Dunlin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dunlin",
        abstract: "The last mile of dunning: the right channel, at a lawful moment, exactly once, on the record.",
        discussion: """
            EXAMPLES:
              dunlin demo                             all four channels, in one go
              dunlin enqueue actions.jsonl            put actions on the queue
              dunlin run                              work the queue
              dunlin actions show act-2026-000123     what became of one, and why
              dunlin preview reminder --locale de     see what the debtor will get

            Exit codes: 0 done, 64 usage, 65 bad data, 69 unavailable, 70 defect, 75 try again, 78 configuration. \
            docs/commands.md has all commands at a glance.
            """,
        version: "dunlin 0.1.0",
        subcommands: [
            DemoCommand.self, EnqueueCommand.self, RunCommand.self, ReceiveCommand.self, ActionsCommand.self,
            TasksCommand.self, FactCommand.self,
            DecideCommand.self, RulesCommand.self, SimulateCommand.self, PreviewCommand.self, TemplatesCommand.self,
            JournalCommand.self, LinksCommand.self, ProvidersCommand.self, SandboxCommand.self,
            DoctorCommand.self,
        ]
    )
}
