public import Dunning

/// What lint found in a template folder, sorted by place.
public struct LintReport: Sendable {
    /// Every finding.
    public var findings: [LintFinding]
    /// The templates that were looked at.
    public var templates: [TemplateID]
    /// The messages that were composed from samples.
    public var messages: Int
    /// What each rule of the report means, those of the word lists among them.
    public var rules: [LintRule]

    /// How many findings are errors.
    public var errors: Int { findings.count { $0.severity == .error } }
    /// How many findings are warnings.
    public var warnings: Int { findings.count - errors }

    /// Whether the templates may not be used; where it is strict, warnings count as well.
    public func isFailure(strict: Bool = false) -> Bool { errors > 0 || (strict && warnings > 0) }
}
