import ArgumentParser
import ContactRules
import Dispatcher
import Dunning
import Foundation
import Settings
import Storage

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Say what a draft of the rules would have changed. Sends nothing, changes nothing.",
        discussion: """
            Asks the draft and the rules in use about the same contacts and tells who would have been blocked, moved or \
            let through, by rule and by jurisdiction, with examples. Without files the contacts are the decisions on \
            the journal, each with what was known when it was taken; with files they are contact cases \
            (docs/contact-case.md), one JSON object a line.

            EXAMPLES:
              dunlin simulate --rules draft --from 2026-10-01 --until 2026-11-01
              dunlin simulate --rules draft cases.jsonl
              dunlin simulate --rules draft --against rules --rejects bad.jsonl - < cases.jsonl

            Exit code 65 where lines could not be read; the report is of the others.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp(
            "The folder of the draft; without places of its own it takes the others.",
            valueName: "folder"
        )
    )
    var rules: String

    @Option(
        help: ArgumentHelp(
            "The folder of the rules to compare with; without it those of the configuration.",
            valueName: "folder"
        )
    )
    var against: String?

    @Option(help: ArgumentHelp("Contacts of this instant (RFC 3339) or day (UTC), or later.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Contacts before this instant (RFC 3339) or day (UTC).", valueName: "time"))
    var until: String?

    @Option(help: "Examples of each change.")
    var examples = 3

    @Option(help: ArgumentHelp("Where lines that cannot be read are put.", valueName: "file"))
    var rejects: String?

    @Option(help: "Parts of a file that are worked at the same time; without it one for each core.")
    var jobs: Int?

    @Argument(help: "Files of contact cases; '-' reads standard input.")
    var files: [String] = []

    func validate() throws {
        guard examples >= 0 else { throw ValidationError("--examples is a number from 0") }
        guard jobs.map((1...256).contains) ?? true else { throw ValidationError("--jobs is a number from 1 to 256") }
    }

    func run() async throws {
        try await common.run { console in
            let time = (
                from: try from.map { try moment($0, "--from") }, until: try until.map { try moment($0, "--until") }
            )
            let used = try against ?? House.open(common).settings.folders.rules
            let old = try RuleShelf.open(used, console).book
            let new = try RuleShelf.open(rules, places: used, console).book
            let simulation = Simulation(of: new, against: old, examples: examples)
            var found = try SimulationFindings(simulation.nothing, console, rejects: rejects)
            if files.isEmpty {
                try await replayJournal(simulation, time.from, time.until, console, &found)
            } else {
                let replay = CaseReplay(
                    simulation: simulation,
                    from: time.from,
                    until: time.until,
                    jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
                )
                for file in files { try await replay.run(file, into: &found) }
            }
            found.clearProgress()
            show(found, old: (used, old.digest), new: (rules, new.digest), console)
            if found.rejected > 0 { throw ExitCode.badData }
        }
    }

    private func replayJournal(
        _ simulation: Simulation,
        _ from: Instant?,
        _ until: Instant?,
        _ console: Console,
        _ found: inout SimulationFindings
    ) async throws {
        let house = try House.open(common)
        let shop = try Workshop.open(house, console)
        let desk = try await house.desk()
        let retrospect = Retrospect(playbook: shop.playbook, templates: shop.templates)
        var replay = JournalReplay(desk.store, retrospect, from: from, until: until)
        while let page = try await replay.next() {
            var tally = simulation.nothing
            for decision in page {
                guard let questions = decision.questions else {
                    found.untold += 1
                    continue
                }
                for question in questions { simulation.ask(question.what, question.question, into: &tally) }
            }
            found.take(tally)
        }
        await desk.store.close()
    }

    private func show(
        _ found: SimulationFindings,
        old: (folder: String, digest: String),
        new: (folder: String, digest: String),
        _ console: Console
    ) {
        if console.json {
            var object = found.tally.json.object ?? [:]
            object["rejected"] = .integer(Int64(found.rejected))
            object["untold"] = .integer(Int64(found.untold))
            object["draft"] = ["folder": .string(new.folder), "rules": .string(new.digest)]
            object["against"] = ["folder": .string(old.folder), "rules": .string(old.digest)]
            console.data(.object(object))
            return
        }
        console.data(
            "draft `\(new.folder)` (\(new.digest.prefix(12))) against `\(old.folder)` (\(old.digest.prefix(12)))"
        )
        console.data(found.tally.text)
        if found.rejected > 0 { console.say("\(found.rejected) lines could not be read and were left out") }
        if found.untold > 0 {
            console.say("\(found.untold) decisions were left out: their creditor, step or template is no longer there")
        }
    }

    /// An instant, or the beginning of a day in UTC.
    private func moment(_ text: String, _ name: String) throws -> Instant {
        guard let moment = Instant(rfc3339: text) ?? CivilDate(text)?.startInUTC else {
            throw Stop(
                "\(name): `\(text)` is neither an instant nor a day",
                hint: "write it as 2026-11-18T14:00:00Z or 2026-11-18",
                code: .validationFailure
            )
        }
        return moment
    }
}
