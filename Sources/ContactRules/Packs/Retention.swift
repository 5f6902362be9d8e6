/// How long evidence must be kept: told to people, and asked of no message.
public struct Retention: Hashable, Sendable {
    /// What must be kept.
    public enum What: String, CaseIterable, Hashable, Sendable { case records, recordings }

    /// What must be kept.
    public let what: What
    /// For so many years.
    public let years: Int
    /// Behind which event, in plain words.
    public let after: String
    /// The law, as a lawyer would cite it.
    public let citation: String
    /// Where the statement was found.
    public let source: String
    /// How sure we are.
    public let confidence: RuleCard.Confidence
    /// Law or policy.
    public let basis: RuleCard.Basis
}
