import ArgumentParser
import Dunning
import Templates

struct LintTemplates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Tell every mistake in the templates, with file, line, column, rule and mend.",
        discussion: """
            EXAMPLES:
              dunlin templates lint
              dunlin templates lint reminder                      one template alone
              dunlin templates lint --strict                      warnings count as well
              dunlin templates lint --format sarif > lint.sarif   for code hosts and editors
              dunlin templates lint --json
              dunlin templates lint --explain sms.segments        why there is a rule, and where it comes from

            What is found stands on standard output, a line as compilers write it, then the mend and the text. Messages \
            are composed from templates/samples; wordings come from rules/wording. docs/lint.md lists all rules.

            Exit code 65 where there are errors, with --strict also where there are warnings.
            """
    )

    /// How findings are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    @OptionGroup var common: CommonOptions

    @Argument(help: "The template; all of them where left out.")
    var template: String?

    @Option(help: "How findings are written: text, json or sarif.")
    var format: Format?

    @Flag(help: "Let warnings fail as errors do.")
    var strict = false

    @Option(
        name: [.long, .customLong("rule")],
        help: ArgumentHelp("Tell why a rule exists and where it comes from.", valueName: "id")
    )
    var explain: String?

    func run() async throws {
        try await common.run { console in
            let desk = LintDesk(house: try House.open(common), console: console)
            if let explain { return try show(try desk.rule(explain), console) }
            let report = try desk.report(on: try template.map { try identifier($0, "template") })
            show(report, console)
            if report.isFailure(strict: strict) { throw ExitCode.badData }
        }
    }

    private func show(_ report: LintReport, _ console: Console) {
        switch format ?? (console.json ? .json : .text) {
        case .text: for finding in report.findings { console.data(finding.text) }
        case .json: for finding in report.findings { console.data(finding.json) }
        case .sarif:
            let version = Dunlin.configuration.version.split(separator: " ").last.map(String.init) ?? ""
            console.data(report.sarif(version: version))
        }
        console.say(
            "\(counted(report.templates.count, "template")), \(counted(report.messages, "message")) composed: "
                + "\(counted(report.errors, "error")), \(counted(report.warnings, "warning"))"
        )
    }

    private func show(_ rule: LintRule, _ console: Console) throws {
        guard !console.json, format != .json else { return console.data(rule.json) }
        console.data(rule.text)
    }
}
