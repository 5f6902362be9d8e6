import Dunning

/// The rules about exceptions.
enum ExceptionRules {
    static let unused = LintRule(
        "allow.unused",
        .warning,
        title: "An exception is of no use.",
        why: "The text has changed since; the next mistake of the kind would pass unseen.",
        bad: "\"wording.lawsuit\" = \"the court's own notice\", and no word of a court",
        good: "no such line"
    )

    static let unknown = LintRule(
        "allow.unknown",
        title: "An exception names no rule, or one that cannot be broken.",
        why: "What loading refuses stops `dunlin run`, whatever template.toml allows.",
        bad: "\"wording.lawsiut\" = \"…\"",
        good: "\"wording.lawsuit\" = \"…\""
    )

    static let all = [unused, unknown]
}

/// What the templates allow themselves.
struct Exceptions {
    private let templates: [LintedFolder.Template]

    init(_ folder: LintedFolder) { templates = folder.templates }

    /// The findings that nobody allowed, with those about the exceptions themselves.
    ///
    /// What several templates share is allowed where each of them allows it.
    func applied(to findings: [LintFinding], rules: [LintRule]) -> [LintFinding] {
        let allowed = Dictionary(uniqueKeysWithValues: templates.map { ($0.id, Set($0.manifest.allow.map(\.rule))) })
        var used: [TemplateID: Set<String>] = [:]
        var left: [LintFinding] = []
        for finding in findings {
            let allowing = finding.templates.filter { allowed[$0]?.contains(finding.rule) ?? false }
            for template in allowing { used[template, default: []].insert(finding.rule) }
            if allowing.isEmpty || allowing.count < finding.templates.count { left.append(finding) }
        }
        return left + templates.flatMap { about($0, used[$0.id] ?? [], rules) }
    }

    private func about(
        _ template: LintedFolder.Template,
        _ used: Set<String>,
        _ rules: [LintRule]
    ) -> [LintFinding] {
        let names = rules.map(\.id)
        let fixed = Set(LoadRules.all.map(\.id))
        return template.manifest.allow.filter { !used.contains($0.rule) }.map { exception in
            let place = Place(file: template.file, line: exception.line, column: exception.column)
            guard names.contains(exception.rule), !fixed.contains(exception.rule) else {
                let nearest = NearestName.suggest(exception.rule, among: names.filter { !fixed.contains($0) })
                let mend = nearest.map { "did you mean `\($0)`?" } ?? "docs/lint.md lists the rules"
                let what =
                    fixed.contains(exception.rule)
                    ? "`\(exception.rule)` cannot be allowed" : "no rule is called `\(exception.rule)`"
                return ExceptionRules.unknown.finding(at: place, what, mend: mend)
            }
            return ExceptionRules.unused.finding(
                at: place,
                "nothing breaks `\(exception.rule)`",
                mend: "take the line out"
            )
        }
    }
}
