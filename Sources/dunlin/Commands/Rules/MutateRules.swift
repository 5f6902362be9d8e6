import ArgumentParser
import ContactRules
import Dunning

struct MutateRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Break every rule in one thing at a time, and tell which changes no case notices.",
        discussion: """
            Hours an hour off, limits and periods one off, exceptions dropped, scopes wider and narrower, days in force, \
            zones: the cases of rules/cases are run against each broken rule. A change that no case notices survives; \
            each is named, so that a case can be written.

            EXAMPLES:
              dunlin rules mutants --pack us-ma
              dunlin rules mutants --at-most 5
              dunlin rules mutants --pack us-ma --suggest >> rules/cases/us-ma-edges.jsonl

            --suggest prints cases that would notice, made from those that are there. They expect what the rules decide \
            now: read each before you keep it, for it holds a wrong rule fast as well as a right one.

            Exit code 65 where more survive than --at-most allows, or where a case cannot be read or fails.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    @Option(name: .customLong("pack"), help: ArgumentHelp("Only this pack; may be repeated.", valueName: "pack"))
    var packs: [String] = []

    @Option(
        name: .customLong("at-most"),
        help: ArgumentHelp("How many survivors are well, in per cent of the changes.", valueName: "per cent")
    )
    var limit: Double?

    @Flag(help: "Print cases that would notice what no case notices.")
    var suggest = false

    func run() async throws {
        try await common.run { console in
            let book = try folder.open(common, console).book
            let names = try Set(packs.map { try book.pack(named: $0).id })
            let chosen = names.isEmpty ? nil : names
            let sources = try folder.caseFiles(common)
            let files = sources.map { CaseFile($0) }
            let mistakes = files.flatMap(\.diagnostics)
            console.show(mistakes)
            if suggest { return show(await CaseSuggestions(book, sources, packs: chosen), console) }
            let clock = ContinuousClock()
            let start = clock.now
            let run = await MutationRun(book, files.flatMap(\.cases), packs: chosen)
            let seconds = start.duration(to: clock.now).components.seconds
            for result in run.packs { show(result, console) }
            if !run.unusable.isEmpty {
                console.say("left out, because they fail unbroken: " + run.unusable.joined(separator: ", "))
            }
            let noticed = run.tried - run.survived
            console.say(
                "\(run.tried) changes, \(noticed) noticed, \(run.survived) survived (\(rate(run)) %), "
                    + "\(counted(Int(seconds), "second"))"
            )
            let isTooMany = limit.map { run.percent > $0 } ?? false
            if isTooMany || !mistakes.isEmpty || !run.unusable.isEmpty { throw ExitCode.badData }
        }
    }

    private func show(_ found: CaseSuggestions, _ console: Console) {
        for suggestion in found.suggestions { console.data(suggestion.line) }
        for survivor in found.unsolved { console.say("no case found: \(survivor.rule): \(survivor.change)") }
        console.say("\(found.suggestions.count) cases to be read, \(found.unsolved.count) changes without one")
    }

    private func rate(_ run: MutationRun) -> String {
        let tenths = Int((run.percent * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func show(_ result: MutationRun.PackResult, _ console: Console) {
        guard !console.json else {
            console.data([
                "pack": .string(result.pack.rawValue), "tried": .integer(Int64(result.tried)),
                "survivors": .array(
                    result.survivors.map { ["rule": .string($0.rule.rawValue), "change": .string($0.change)] }
                ),
            ])
            return
        }
        let killed = result.tried - result.survivors.count
        console.data("\(result.pack): \(result.tried) changes, \(killed) noticed, \(result.survivors.count) survived")
        for survivor in result.survivors { console.data("  \(survivor.rule): \(survivor.change)") }
    }
}
