public import Dunning

extension LintRule {
    /// What people read of a rule.
    public var text: String {
        var lines = ["\(id) (\(severity.rawValue))", "  \(title)", "  \(why)", "  source: \(source)"]
        if !bad.isEmpty { lines.append("  instead of: \(bad)") }
        if !good.isEmpty { lines.append("  write: \(good)") }
        return lines.joined(separator: "\n")
    }

    /// The same as one object.
    public var json: JSON {
        [
            "id": .string(id), "severity": .string(severity.rawValue), "title": .string(title), "why": .string(why),
            "source": .string(source), "bad": .string(bad), "good": .string(good),
        ]
    }
}
