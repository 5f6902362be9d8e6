/// Whether a debtor is a natural person outside trade.
public enum DebtorKind: String, CaseIterable, Hashable, Sendable {
    case consumer, business
}

/// Who receives the message, seen from the debtor.
public enum Relation: String, CaseIterable, Hashable, Sendable {
    case debtor, spouse, parent, guardian, executor, attorney
    case thirdParty = "third-party"
}

/// Who owes.
public struct Debtor: Hashable, Sendable {
    /// As the engine knows the debtor.
    public var id: DebtorID
    /// Consumer or business.
    public var kind: DebtorKind
    /// How the debtor is addressed; may hold any script, never control characters.
    public var name: String
    /// BCP 47; nil = the creditor's.
    public var locale: String?
    /// The postal address; nil where it is not known.
    public var address: PostalAddress?
    /// Zones in which the debtor is known to be (IANA names); empty where that is not known.
    public var zones: [String]
    /// Email addresses and numbers, in the order of preference.
    public var contacts: [ContactPoint]
    /// Who receives, seen from the debtor.
    public var relation: Relation
    /// Under age.
    public var minor: Bool

    /// A debtor.
    public init(
        id: DebtorID,
        kind: DebtorKind,
        name: String,
        locale: String? = nil,
        address: PostalAddress? = nil,
        zones: [String] = [],
        contacts: [ContactPoint] = [],
        relation: Relation = .debtor,
        minor: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.locale = locale
        self.address = address
        self.zones = zones
        self.contacts = contacts
        self.relation = relation
        self.minor = minor
    }
}
