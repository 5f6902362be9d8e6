import ArgumentParser
import ContactRules
import Dunning

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
              dunlin rules test --rules drafts/rules --coverage

            --coverage tells for each rule in how many cases it holds, lets through, or takes no part, and names those \
            without three cases, one that it holds and one that it lets through.

            Exit code 65 where a case fails or cannot be read; with --strict also where a rule has too few cases.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    @Argument(help: "Case files.")
    var files: [String] = []

    @Flag(help: "Tell how well the cases cover each rule.")
    var coverage = false

    @Flag(help: "With --coverage: a rule with too few cases is a failure.")
    var strict = false

    func run() async throws {
        try await common.run { console in
            let book = try folder.open(common, console).book
            let read = try sources().map { CaseFile($0) }
            let cases = read.flatMap(\.cases)
            console.show(read.flatMap(\.diagnostics))
            let mistakes = read.reduce(0) { $0 + $1.diagnostics.count } + strangers(cases, book, console)
            let failed = run(cases, Gate(book), mistakes, console)
            let gaps = coverage ? show(RuleCoverage(book, cases), console) : 0
            if failed + mistakes > 0 || (strict && gaps > 0) { throw ExitCode.badData }
        }
    }

    private func sources() throws -> [SourceFile] {
        if files.isEmpty { return try folder.caseFiles(common) }
        return try files.map { SourceFile(path: $0, bytes: try Files.read($0)) }
    }

    /// Runs all cases and tells how many fail.
    private func run(_ cases: [ContactCase], _ gate: Gate, _ mistakes: Int, _ console: Console) -> Int {
        var (passed, failed, skipped) = (0, 0, 0)
        for run in cases.lazy.map({ CaseRun($0, gate) }) {
            switch run.outcome {
            case .passed: passed += 1
            case .failed: failed += 1
            case .needsTZData, .notTested: skipped += 1
            }
            show(run, console)
        }
        let found = mistakes > 0 ? ", \(counted(mistakes, "mistake")) in the files" : ""
        console.say("\(passed) passed, \(failed) failed, \(skipped) skipped\(found)")
        return failed
    }

    /// Expectations of rules that there are not.
    private func strangers(_ cases: [ContactCase], _ book: RuleBook, _ console: Console) -> Int {
        var count = 0
        for contactCase in cases {
            for rule in contactCase.strangers(to: book) {
                console.error("case `\(contactCase.id)` expects a word of `\(rule)`, and there is no such rule")
                count += 1
            }
        }
        return count
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

    /// Tells the coverage; answers how many rules have too few cases.
    private func show(_ coverage: RuleCoverage, _ console: Console) -> Int {
        for row in coverage.rows {
            if console.json {
                console.data(row.json)
            } else {
                let gap = row.gap.map { "  TOO FEW: \($0)" } ?? ""
                console.data(
                    "\(row.rule): \(counted(row.cases, "case")), \(row.holding) held, \(row.passing) let through, "
                        + "\(row.outside) outside\(gap)"
                )
            }
        }
        let gaps = coverage.gaps.count
        console.say("\(counted(coverage.rows.count, "rule")), \(gaps) with too few cases")
        return gaps
    }
}
