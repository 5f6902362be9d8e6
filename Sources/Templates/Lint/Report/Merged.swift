import Dunning

/// Findings of many messages and templates, each mistake told once.
struct Merged {
    private struct Key: Hashable {
        let rule: String
        let place: Place
        /// Nil where a limit is broken: the messages differ by how far.
        let message: String?
    }

    private var byKey: [Key: LintFinding] = [:]

    init(_ findings: [LintFinding]) {
        for finding in findings {
            let message = finding.weight == nil ? finding.message : nil
            let key = Key(rule: finding.rule, place: finding.place, message: message)
            guard let known = byKey[key] else {
                byKey[key] = finding
                continue
            }
            var worse = finding.outweighs(known) ? finding : known
            worse.templates = known.templates.union(finding.templates)
            byKey[key] = worse
        }
    }

    /// In no special order.
    var findings: [LintFinding] {
        // What mail programs do to a link or a picture is said by the rules for these already.
        let told = Set(byKey.keys.filter { $0.rule != MailMarkupCheck.rule.id }.map(\.place))
        return byKey.values.filter { $0.rule != MailMarkupCheck.rule.id || !told.contains($0.place) }
    }
}

extension LintFinding {
    /// An error before a warning, then what is further over the limit.
    fileprivate func outweighs(_ other: LintFinding) -> Bool {
        if severity != other.severity { return severity == .error }
        return weight ?? 0 > other.weight ?? 0
    }
}
