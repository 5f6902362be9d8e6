import ArgumentParser
import ContactRules
import Dunning
import Settings

struct TestRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Ask the gate every question of the case files and compare with the answers that are expected.",
        discussion: """
            Without files: all of rules/cases/*.jsonl. docs/contact-case.md describes the format.

            EXAMPLES:
              dunlin rules test
              dunlin rules test rules/cases/us-ma.jsonl
              dunlin rules test --json my-cases.jsonl

            Exit code 65 where a case fails or cannot be read.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Case files.")
    var files: [String] = []

    func run() async throws {
        try await common.run { console in
            let folder = try House.open(common).settings.folders.rules
            let gate = Gate(try RuleShelf.open(folder, console).book)
            var (passed, failed, skipped, unreadable) = (0, 0, 0, 0)
            for file in try sources(folder) {
                let cases = CaseFile(file)
                console.show(cases.diagnostics)
                unreadable += cases.diagnostics.count
                for run in cases.cases.map({ CaseRun($0, gate) }) {
                    switch run.outcome {
                    case .passed: passed += 1
                    case .failed: failed += 1
                    default: skipped += 1
                    }
                    show(run, console)
                }
            }
            let mistakes = unreadable > 0 ? ", \(unreadable) mistakes in the files" : ""
            console.say("\(passed) passed, \(failed) failed, \(skipped) skipped\(mistakes)")
            if failed + unreadable > 0 { throw ExitCode.badData }
        }
    }

    private func sources(_ folder: String) throws -> [SourceFile] {
        guard files.isEmpty else { return try files.map { SourceFile(path: $0, bytes: try Files.read($0)) } }
        return try Files.folder(folder + "/cases", endings: [".jsonl"])
            .filter { !$0.path.contains("/") }
            .map { SourceFile(path: "\(folder)/cases/\($0.path)", bytes: $0.bytes) }
    }

    private func show(_ run: CaseRun, _ console: Console) {
        if console.json {
            var object = run.decision.json.object ?? [:]
            object["id"] = .string(run.contactCase.id)
            object["outcome"] = .string("\(run.outcome)")
            console.data(.object(object))
        } else if run.outcome != .passed {
            console.data(run.report)
        } else {
            console.detail("\(run.contactCase.id): passed")
        }
    }
}
