public import Dunning

/// One question to the gate, whether a message may go out to a debtor about a debt now.
public struct ContactQuestion: Hashable, Sendable {
    /// The message that wants to go out.
    public struct Contact: Hashable, Sendable {
        /// The instant of handing over to the provider.
        public var at: Instant
        /// How it goes out.
        public var channel: Channel
        /// How the channel is used; nil for email and SMS.
        public var mode: Mode?
        /// Where it goes; nil for letters.
        public var to: ContactPoint?
        /// Why it goes out.
        public var purpose: Purpose
        /// Composed and sent without a person.
        public var automated: Bool
        /// Holds an offer or advertising.
        public var advertises: Bool
        /// Disclosures proved present in the rendered message; nil = not checked.
        public var discloses: Set<DisclosureID>?
        /// The rendered text, where a rule reads it.
        public var text: String?
        /// What the envelope shows.
        public var envelope: String?
        /// The debtor's message that this one answers.
        public var replyTo: AnsweredMessage?
        /// The carrier's layer, such as `a2p-10dlc`.
        public var route: String?

        /// A message that wants to go out.
        public init(
            at: Instant,
            channel: Channel,
            mode: Mode? = nil,
            to: ContactPoint? = nil,
            purpose: Purpose,
            automated: Bool = true,
            advertises: Bool = false,
            discloses: Set<DisclosureID>? = nil,
            text: String? = nil,
            envelope: String? = nil,
            replyTo: AnsweredMessage? = nil,
            route: String? = nil
        ) {
            self.at = at
            self.channel = channel
            self.mode = mode
            self.to = to
            self.purpose = purpose
            self.automated = automated
            self.advertises = advertises
            self.discloses = discloses
            self.text = text
            self.envelope = envelope
            self.replyTo = replyTo
            self.route = route
        }
    }

    /// Who receives, as far as rules ask.
    public struct Recipient: Hashable, Sendable {
        /// As the engine knows the debtor.
        public var id: DebtorID
        /// Consumer or business.
        public var kind: DebtorKind
        /// Who receives the message, seen from the debtor.
        public var relation: Relation
        /// Whether the debtor is under age.
        public var minor: Bool
        /// The postal address; nil where it is not known.
        public var address: PostalAddress?
        /// Numbers that point to places; the one that is contacted counts whether it is among them or not.
        public var phones: [String]
        /// Where the debtor is known to be (IANA names); wins over address and phones.
        public var zones: [String]

        /// Who receives.
        public init(
            id: DebtorID,
            kind: DebtorKind,
            relation: Relation = .debtor,
            minor: Bool = false,
            address: PostalAddress? = nil,
            phones: [String] = [],
            zones: [String] = []
        ) {
            self.id = id
            self.kind = kind
            self.relation = relation
            self.minor = minor
            self.address = address
            self.phones = phones
            self.zones = zones
        }
    }

    /// The debt, as far as rules ask.
    public struct Claim: Hashable, Sendable {
        /// As the engine knows the debt.
        public var id: DebtID
        /// The customer relation.
        public var account: AccountID?
        /// Debts that a rule counts as one.
        public var group: GroupID?
        /// What it is from.
        public var kind: DebtKind
        /// The last day to pay; nil where it is not known.
        public var due: CivilDate?
        /// In debt collection procedures.
        public var inCollection: Bool
        /// Too old to be sued upon.
        public var timeBarred: Bool
        /// A court gave judgment for it.
        public var judgment: Bool

        /// The debt.
        public init(
            id: DebtID,
            account: AccountID? = nil,
            group: GroupID? = nil,
            kind: DebtKind,
            due: CivilDate? = nil,
            inCollection: Bool = false,
            timeBarred: Bool = false,
            judgment: Bool = false
        ) {
            self.id = id
            self.account = account
            self.group = group
            self.kind = kind
            self.due = due
            self.inCollection = inCollection
            self.timeBarred = timeBarred
            self.judgment = judgment
        }
    }

    /// The message.
    public var contact: Contact
    /// Who sends.
    public var role: Role
    /// For whom; nil = not told, and then every past contact counts as the same creditor's.
    public var creditor: CreditorID?
    /// Who receives.
    public var debtor: Recipient
    /// What it is about.
    public var debt: Claim
    /// Contacts that already took place, in any order.
    public var history: [PastContact]
    /// What is known, in any order.
    public var facts: [Fact]

    /// A question.
    public init(
        contact: Contact,
        role: Role,
        creditor: CreditorID? = nil,
        debtor: Recipient,
        debt: Claim,
        history: [PastContact] = [],
        facts: [Fact] = []
    ) {
        self.contact = contact
        self.role = role
        self.creditor = creditor
        self.debtor = debtor
        self.debt = debt
        self.history = history
        self.facts = facts
    }
}
