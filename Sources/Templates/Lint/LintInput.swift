public import Dunning

/// What lint needs to know beyond the templates themselves; whoever calls it gathers it from the other rooms.
public struct LintInput: Sendable {
    /// An action to compose messages from, in somebody's name.
    public struct Sample: Sendable {
        /// As findings name it: the file.
        public var name: String
        /// What is asked of whom.
        public var action: Action
        /// In whose name.
        public var creditor: Creditor

        /// A sample.
        public init(name: String, action: Action, creditor: Creditor) {
            self.name = name
            self.action = action
            self.creditor = creditor
        }
    }

    /// Messages are composed from these.
    public var samples: [Sample]
    /// Wordings that messages should not have.
    public var wordings: WordingBook
    /// What the law of a place demands that messages say; nil = nobody can tell.
    public var law: (any DisclosureLaw)?
    /// How many pages a letter has; nil = nobody can tell.
    public var press: (any PageCounter)?
    /// Only this template; nil = all.
    public var only: TemplateID?
    /// What was wrong with all this itself; it is told with the rest.
    public var problems: [Diagnostic] = []

    /// What lint needs to know.
    public init(
        samples: [Sample] = [],
        wordings: WordingBook = .none,
        law: (any DisclosureLaw)? = nil,
        press: (any PageCounter)? = nil,
        only: TemplateID? = nil
    ) {
        self.samples = samples
        self.wordings = wordings
        self.law = law
        self.press = press
        self.only = only
    }
}

/// Knows what messages to a place must say.
public protocol DisclosureLaw: Sendable {
    /// Whether the place is one that rules can be asked about.
    func knows(_ place: String) -> Bool

    /// What messages of a purpose on a channel may have to say to debtors in a place.
    ///
    /// With a role it is what one message by such a creditor has to say at most, without one what any of the house's
    /// creditors may have to say at some time.
    func demands(in place: String, channel: Channel, purpose: Purpose, role: Role?) -> [DemandedText]
}

/// A disclosure that a rule demands.
public struct DemandedText: Hashable, Sendable {
    /// Which text.
    public var disclosure: DisclosureID
    /// The rule that demands it.
    public var rule: String
    /// The law behind it.
    public var citation: String

    /// A demanded text.
    public init(disclosure: DisclosureID, rule: String, citation: String) {
        self.disclosure = disclosure
        self.rule = rule
        self.citation = citation
    }
}

/// Knows how many pages a letter takes.
public protocol PageCounter: Sendable {
    /// The pages of a composed letter; nil where it cannot be printed.
    func pages(of letter: ComposedLetter, in composition: Composition, for request: CompositionRequest) -> Int?
}
