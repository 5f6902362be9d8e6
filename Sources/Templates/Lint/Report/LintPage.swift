import Dunning

/// The table of `docs/lint.md`: every rule, written from what the rules say of themselves.
public enum LintPage {
    /// Begins and ends the part of the page that is written by the program.
    public static let marks = (begin: "<!-- rules: begin -->", end: "<!-- rules: end -->")

    /// The rules as Markdown, those of the word lists at the end.
    public static func rules(_ wordings: WordingBook) -> String {
        let own = TemplateLibrary.lintRules
        let topics = wordings.rules.filter { topic in !own.contains { $0.id == topic.id } }
        return (own + topics).map(entry).joined(separator: "\n")
    }

    private static func entry(_ rule: LintRule) -> String {
        var lines = ["### `\(rule.id)` (\(rule.severity.rawValue))", "", "\(rule.title) \(rule.why)", ""]
        if !rule.bad.isEmpty { lines.append("- instead of: `\(rule.bad)`") }
        if !rule.good.isEmpty { lines.append("- write: `\(rule.good)`") }
        lines.append("- source: \(rule.source)")
        return lines.joined(separator: "\n") + "\n"
    }
}
