/// Whether a debtor is a natural person outside trade.
public enum DebtorKind: String, CaseIterable, Hashable, Sendable {
    case consumer, business
}

/// Who receives the message, seen from the debtor.
public enum Relation: String, CaseIterable, Hashable, Sendable {
    case debtor, spouse, parent, guardian, executor, attorney
    case thirdParty = "third-party"
}

/// How a person wants to be addressed, where the engine knows it; nobody guesses it from a name.
public enum Salutation: String, CaseIterable, Hashable, Sendable {
    case ms, mr
    /// Neither: the full name stands without a form of address.
    case none
}

/// Who owes.
public struct Debtor: Hashable, Sendable {
    /// As the engine knows the debtor.
    public var id: DebtorID
    /// Consumer or business.
    public var kind: DebtorKind
    /// How the debtor is addressed; may hold any script, never control characters.
    public var name: String
    /// How the debtor, or the contact person of a business, wants to be addressed.
    public var salutation: Salutation
    /// An academic or other title that goes with the name, such as `Dr.`.
    public var title: String?
    /// The given name of the debtor, or of the contact person of a business.
    public var givenName: String?
    /// The family name of the debtor, or of the contact person of a business.
    public var familyName: String?
    /// Who reads letters in a business, by full name.
    public var contactPerson: String?
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
    /// The group that the engine sorts the debtor into; nil where it names none.
    public var segment: Segment?
    /// The engine's score, 0 to 100, the higher the less likely to pay; nil where it gives none.
    public var risk: Int?

    /// A debtor.
    public init(
        id: DebtorID,
        kind: DebtorKind,
        name: String,
        salutation: Salutation = .none,
        title: String? = nil,
        givenName: String? = nil,
        familyName: String? = nil,
        contactPerson: String? = nil,
        locale: String? = nil,
        address: PostalAddress? = nil,
        zones: [String] = [],
        contacts: [ContactPoint] = [],
        relation: Relation = .debtor,
        minor: Bool = false,
        segment: Segment? = nil,
        risk: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.salutation = salutation
        self.title = title
        self.givenName = givenName
        self.familyName = familyName
        self.contactPerson = contactPerson
        self.locale = locale
        self.address = address
        self.zones = zones
        self.contacts = contacts
        self.relation = relation
        self.minor = minor
        self.segment = segment
        self.risk = risk
    }
}
