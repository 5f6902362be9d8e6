public import Dunning

/// A mistake that lint found.
public struct LintFinding: Hashable, Sendable {
    /// The rule that found it.
    public var rule: String
    /// Errors make lint fail; warnings do where they are asked to.
    public var severity: Diagnostic.Severity
    /// Where it is.
    public var place: Place
    /// What is wrong.
    public var message: String
    /// What mends it.
    public var mend: String?
    /// The line of the file; nil where the finding is about no line.
    public var excerpt: String?
    /// The templates that it is about; each of them may allow it.
    var templates: Set<TemplateID> = []
    /// How far a message is over a limit; of several findings at one place the worst is kept.
    var weight: Int?

    init(
        rule: String,
        severity: Diagnostic.Severity,
        place: Place,
        message: String,
        mend: String?,
        weight: Int? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.message = message
        self.mend = mend
        self.weight = weight
    }

    /// What loading said, under the rule that it was told by.
    init(_ diagnostic: Diagnostic) {
        self.init(
            rule: diagnostic.rule ?? LoadRules.rule(of: diagnostic.place),
            severity: diagnostic.severity,
            place: diagnostic.place,
            message: diagnostic.message,
            mend: diagnostic.mend
        )
    }
}

extension LintFinding: Comparable {
    /// Orders by place, then by rule and text, so that a report is the same on every run.
    public static func < (left: LintFinding, right: LintFinding) -> Bool {
        let (one, other) = (left.diagnostic, right.diagnostic)
        if one.place != other.place { return one < other }
        return (left.rule, left.message) < (right.rule, right.message)
    }

    /// The same as other rooms have it.
    private var diagnostic: Diagnostic { Diagnostic(severity, at: place, message, mend: mend) }
}
