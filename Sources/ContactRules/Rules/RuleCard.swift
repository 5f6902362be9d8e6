public import Dunning

/// What a rule is and where it comes from: the part of a rule that findings cite.
public final class RuleCard: Sendable {
    /// Whether a rule is law, or a choice of the house.
    public enum Basis: String, CaseIterable, Hashable, Sendable { case law, policy }

    /// How sure we are that the law is stated right.
    public enum Confidence: String, CaseIterable, Hashable, Sendable { case high, medium, low }

    /// How far a stop reaches: what the sender can do about it.
    public enum Reach: String, CaseIterable, Hashable, Sendable {
        /// Nothing but time lets the message go; another channel may be open earlier.
        case time
        /// The message is not as it must be; another text or form may go out.
        case message
        /// This contact point or channel is closed; another one may be open.
        case point
        /// The debtor is not to be pursued for now; a later fact can lift it.
        case hold
        /// The debtor is not to be contacted about this debt any more.
        case debtor
    }

    /// The rule's name, unique over all packs.
    public let id: RuleID
    /// The pack that it belongs to.
    public let pack: PackID
    /// The kind of rule, as packs spell it.
    public let kind: String
    /// One short line.
    public let title: String
    /// The law, or the policy, as a lawyer would cite it.
    public let citation: String
    /// Where the statement was found.
    public let source: String
    /// How sure we are.
    public let confidence: Confidence
    /// Law or policy.
    public let basis: Basis
    /// How far it reaches where it stops.
    public let reach: Reach
    /// The first day on which it holds, on the debtor's clock.
    public let from: CivilDate?
    /// The first day on which it no longer holds.
    public let to: CivilDate?

    init(
        id: RuleID,
        pack: PackID,
        kind: String,
        title: String,
        citation: String,
        source: String = "",
        confidence: Confidence,
        basis: Basis,
        reach: Reach,
        from: CivilDate? = nil,
        to: CivilDate? = nil
    ) {
        self.id = id
        self.pack = pack
        self.kind = kind
        self.title = title
        self.citation = citation
        self.source = source
        self.confidence = confidence
        self.basis = basis
        self.reach = reach
        self.from = from
        self.to = to
    }
}
