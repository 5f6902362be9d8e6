import Dunning
import Studio
import Templates

/// What lint says of templates, beside the messages that are looked at: it takes longer than a message does.
struct LintWatch: Sendable {
    private let house: House
    private let rules: RuleShelf

    init(_ house: House, _ rules: RuleShelf) {
        self.house = house
        self.rules = rules
    }

    /// What only lint notices in a template, and what is not quite right in the words of loading.
    func problems(of template: String) -> [Problem] {
        var console = Console(json: false, quiet: true, verbose: false)
        console.isMute = true
        let desk = LintDesk(house: house, console: console, rules: rules)
        guard let report = try? desk.report(on: TemplateID(trusted: template)) else { return [] }
        return report.findings.map { finding in
            // An error of lint stops no message: beside the message it is a warning.
            let diagnostic = Diagnostic(.warning, at: finding.place, finding.message, mend: finding.mend)
            return Problem(diagnostic, excerpt: finding.excerpt)
        }
    }
}
