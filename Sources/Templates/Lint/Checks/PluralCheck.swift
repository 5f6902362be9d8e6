import Dunning

/// A text that counts has a form for every number that its language tells apart.
struct PluralCheck: FolderCheck {
    static let rule = LintRule(
        "plural.category",
        title: "A text counts, and lacks a form that its language has.",
        why: """
            Polish, Arabic and others have more forms of a noun than one and many. A number whose form is not written \
            leaves a hole in the sentence, or a mistake.
            """,
        source: "Unicode CLDR, language plural rules",
        bad: "pl: {{#invoiceCount.plural.one}}faktura{{/…}}{{#invoiceCount.plural.few}}faktury{{/…}}",
        good: "and {{#invoiceCount.plural.many}}faktur{{/invoiceCount.plural.many}}"
    )

    /// The names of all categories.
    static let names = PluralCategory.allCases.map(\.rawValue)
    /// Categories that no number below this falls into are of no use in a reminder.
    private static let highest = 1_000

    let rules = [rule]

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding] {
        template.choices.flatMap { template.texts($0) }.flatMap { locale, parts in
            parts.flatMap { part, text -> [LintFinding] in
                guard template.manifest.channels.contains(part.channel), let tree = folder.tree(of: text) else {
                    return []
                }
                return findings(in: tree, locale)
            }
        }
    }

    private func findings(in tree: [ResolvedNode], _ locale: String) -> [LintFinding] {
        var questions: [String: Questions] = [:]
        collect(tree, into: &questions)
        let rules = PluralRules(locale)
        let needed = (0..<Self.highest).reduce(into: Set<String>()) { $0.insert(rules[$1].rawValue) }
        return questions.compactMap { count, asked in
            let missing = asked.missing(of: needed)
            guard !missing.isEmpty, let spot = asked.first else { return nil }
            let words = missing.sorted().map { "`\($0)`" }.joined(separator: ", ")
            return Self.rule.finding(
                at: Place(file: spot.file, line: spot.line, column: spot.column),
                "`\(count)` has no form for \(words), which \(locale) has",
                mend: "write {{#\(count).plural.\(missing.min() ?? "other")}}…, or words that do not change"
            )
        }
    }

    private func collect(_ nodes: [ResolvedNode], into questions: inout [String: Questions]) {
        for node in nodes {
            guard case .section(let field, let isInverted, let body) = node else { continue }
            if let (count, category) = Questions.split(field.name) {
                questions[count, default: Questions()].ask(category, isInverted, field.spot)
            }
            collect(body, into: &questions)
        }
    }
}

/// Which forms of one count a text asks for.
private struct Questions {
    private var forms: Set<String> = []
    /// Forms whose absence is asked for: `{{^n.isOne}}`.
    private var inverted: Set<String> = []
    private(set) var first: MustacheSpot?

    mutating func ask(_ category: String, _ isInverted: Bool, _ spot: MustacheSpot) {
        if isInverted { inverted.insert(category) } else { forms.insert(category) }
        first = first ?? spot
    }

    /// A form that stands for all but one does where there is only one other.
    func missing(of needed: Set<String>) -> Set<String> {
        let rest = needed.subtracting(forms)
        let isRestCovered = inverted.contains { needed.subtracting([$0]).count <= 1 }
        // What only asks for the singular, to leave something out, has no forms at all.
        guard !(forms.isEmpty || inverted.isEmpty && forms == ["one"] && !asksForPlurals) else {
            return isRestCovered || inverted.isEmpty ? [] : rest.subtracting(inverted)
        }
        return isRestCovered ? [] : rest
    }

    private var asksForPlurals: Bool { forms.contains { $0 != "one" } }

    /// `invoiceCount.plural.few` and `invoiceCount.isOne` as the count and the form.
    static func split(_ name: String) -> (count: String, category: String)? {
        let parts = name.split(separator: ".").map(String.init)
        if parts.last == "isOne" { return (parts.dropLast().joined(separator: "."), "one") }
        guard parts.count > 2, parts[parts.count - 2] == "plural", let last = parts.last else { return nil }
        return (parts.dropLast(2).joined(separator: "."), last)
    }
}
