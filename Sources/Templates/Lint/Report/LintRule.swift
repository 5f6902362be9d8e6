public import Dunning

/// One thing that lint looks for, and why.
public struct LintRule: Hashable, Sendable {
    /// Its name, which never changes: reports, exceptions and other programs go by it.
    public let id: String
    /// How bad it is where it is found.
    public let severity: Diagnostic.Severity
    /// What is wrong, in one sentence.
    public let title: String
    /// What comes of it.
    public let why: String
    /// Where the rule comes from: a law, a standard, or the house.
    public let source: String
    /// What it finds.
    public let bad: String
    /// The same, mended.
    public let good: String

    init(
        _ id: String,
        _ severity: Diagnostic.Severity = .error,
        title: String,
        why: String,
        source: String = LintRule.house,
        bad: String,
        good: String
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        self.why = why
        self.source = source
        self.bad = bad
        self.good = good
    }

    /// Rules without a law or a standard behind them.
    static let house = "Dunlin's own"

    /// A mistake at a place, as this rule sees it.
    func finding(
        at place: Place,
        _ message: String,
        mend: String,
        severity: Diagnostic.Severity? = nil,
        weight: Int? = nil
    ) -> LintFinding {
        LintFinding(
            rule: id,
            severity: severity ?? self.severity,
            place: place,
            message: message,
            mend: mend,
            weight: weight
        )
    }
}
