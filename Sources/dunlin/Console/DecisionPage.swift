import ContactRules
import Dunning

extension Explained {
    /// The answer for people: a sentence, the verdict, the rules that hold the message or warn, or all that
    /// took part.
    func page(of asked: AskedQuestion, all: Bool) -> String {
        var lines = [headline(of: asked)]
        lines.append("  \(decision.verdict.words)\(asked.what.isEmpty ? "" : "  (\(asked.what))")")
        let open = accounts.filter { $0.finding.isOpen && (all || $0.finding.isRemark) }
        for account in holding + open { lines += account.lines }
        if !decision.demands.isEmpty {
            lines.append("  the message must hold: " + decision.demands.map(\.rawValue).joined(separator: ", "))
        }
        lines.append(
            "  law of \(decision.jurisdictions.map(\.rawValue).joined(separator: ", ")); "
                + "zones \(decision.zones.joined(separator: ", ")); tz data \(decision.tzdata)"
        )
        return lines.joined(separator: "\n")
    }

    /// The id and the sentence.
    func headline(of asked: AskedQuestion) -> String { "\(asked.id): \(summary)" }

    /// Those that end it first.
    private var holding: [Explained.Account] {
        accounts.filter { $0.finding.verdict == .closed }
            + accounts.filter { $0.finding.verdict != .closed && !$0.finding.isOpen }
    }
}

extension Explained.Account {
    /// The verdict with its clock, what it rests on, and the law.
    fileprivate var lines: [String] {
        let word = until.map { "shut until \($0)\(zone.map { " in \($0)" } ?? "")" } ?? finding.verdict.words
        var lines = ["  \(word): \(finding.because)"]
        for fact in factWords { lines.append("    fact: \(fact)") }
        for contact in contactWords { lines.append("    contact: \(contact)") }
        lines.append("    \(finding.source)")
        return lines
    }
}

extension ContactRules.Finding {
    /// The citation, the rule's name, and what is to be known about it.
    var source: String { "\(citation) [\(rule): \(standing ?? "law, confidence \(confidence.rawValue)")]" }
}

extension WhyNot {
    /// What would have to change, for people.
    func page(of asked: AskedQuestion) -> String {
        var lines = [present.headline(of: asked)]
        if !asked.what.isEmpty { lines.append("  (\(asked.what))") }
        if !ways.isEmpty { lines.append("  It could go out") }
        lines += ways.map { "    \($0.words)" }
        if ways.isEmpty, ends.isEmpty { lines.append("  Nothing has to change") }
        if !ends.isEmpty { lines.append("  No change that was tried lets it go out. It is ended by") }
        for finding in ends { lines += ["    \(finding.because)", "      \(finding.source)"] }
        return lines.joined(separator: "\n")
    }
}
