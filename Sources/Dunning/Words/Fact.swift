/// Something dated that is known about a debtor, a debt or a contact point.
///
/// Facts are only ever added; what holds at a moment is derived from all of them.
public struct Fact: Hashable, Sendable {
    /// From when it holds.
    public var at: Instant
    /// What is known.
    public var kind: Kind

    /// A dated fact.
    public init(at: Instant, _ kind: Kind) {
        self.at = at
        self.kind = kind
    }

    /// How a declaration was made.
    public enum Form: String, CaseIterable, Hashable, Sendable { case oral, written }

    /// What is known, one case for each kind.
    public enum Kind: Hashable, Sendable {
        /// No more messages on these channels (nil = all) to this point (nil = every one), or about this purpose only.
        case optOut(channel: Channels?, value: String?, via: String, about: Purpose?)
        /// The opt-out is taken back.
        case optIn(channel: Channels?, value: String?, via: String)
        /// The debtor agreed; `until` is the first instant at which it no longer holds.
        case consent(channel: Channel?, value: String?, form: Form, scope: ConsentScope, until: Instant?)
        /// Times that suit the debtor or do not.
        case wish(Wish)
        /// No more contact wanted.
        case cease(form: Form, via: String)
        /// The debtor refuses to pay.
        case refusal(form: Form, via: String)
        /// The debt is disputed, until `answered`.
        case dispute(form: Form, reasoned: Bool, answered: Instant?)
        /// A lawyer acts for the debtor.
        case attorney(reachable: Bool, form: Form?)
        case bankruptcy(until: Instant?)
        /// A statutory pause; the debts covered, nil = the one that the fact is about.
        case moratorium(name: String, debts: [DebtID]?, until: Instant?)
        case paymentPlan(until: Instant?)
        case deceased
        case bereavement(until: Instant?)
        /// A notice that the law asks for went out.
        case notice(Notice, channel: Channel)
        /// No contact at work.
        case workplaceProhibited(by: WorkplaceProhibition, form: Form?, confirmed: Instant?)
        /// Home details are missing, or attempts there failed.
        case homeUnreachable
        /// Contact in writing only.
        case writingOnly(via: String)
        /// The sender relies on a safe harbour for this point.
        case procedure(Procedure, channel: Channel, value: String)
        /// The number was found not to be reassigned.
        case reassignedNumberCheck(value: String)
        /// Nothing can ever arrive at this point by this channel, whoever has it; the code of whoever said so.
        case badPoint(channel: Channel, value: String, code: String)
        /// The debt is paid: sequences end.
        case paid
        /// Something was paid; this much is still open.
        case partPaid(open: Money)
        /// The debtor promised to pay on this day at the latest: ladders rest until it has passed.
        case promise(until: CivilDate)
        /// The debtor opened a message; nil = one that was sent before, nobody knows which.
        case opened(attempt: AttemptID?)
        /// The debtor followed a link of a message; nil = of one that was sent before.
        case clicked(attempt: AttemptID?)
        /// An operator pauses what waits for this debtor or debt.
        case hold(until: Instant?, reason: String)
        /// Earlier facts of the named kind no longer hold.
        case release(kind: String)
        /// A contact that took place outside Dunlin: a call by an agent, a message from the debtor.
        case contact(PastContact)
        /// A fact that only some rule packs read, by its name, such as `calamity`; see `Fact.AnyKindName`.
        case other(kind: String, until: Instant?)
    }

    /// Which channels a word of the debtor is about: one, or those that come to a screen.
    public enum Channels: String, CaseIterable, Hashable, Sendable {
        case email, sms, voice, letter
        /// Email and SMS.
        case electronic

        /// One channel alone.
        public init(_ channel: Channel) {
            self =
                switch channel {
                case .email: .email
                case .sms: .sms
                case .voice: .voice
                case .letter: .letter
                }
        }

        /// Whether a channel is among them.
        public func contains(_ channel: Channel) -> Bool {
            switch self {
            case .email: channel == .email
            case .sms: channel == .sms
            case .voice: channel == .voice
            case .letter: channel == .letter
            case .electronic: channel == .email || channel == .sms
            }
        }
    }
    /// What a consent covers.
    public enum ConsentScope: String, CaseIterable, Hashable, Sendable {
        case contact, marketing, frequency, reply, work
    }
    /// Notices that rules ask about.
    public enum Notice: String, CaseIterable, Hashable, Sendable {
        case validation, creditor, collection
        /// That a medical debt is to be collected (Nevada).
        case medical
        /// That the debt was transferred.
        case transfer
    }
    /// Who forbade contact at work.
    public enum WorkplaceProhibition: String, CaseIterable, Hashable, Sendable { case employer, debtor }
    /// Safe harbours of Regulation F.
    public enum Procedure: String, CaseIterable, Hashable, Sendable {
        case text = "reg-f-text"
        case emailCreditorNotice = "reg-f-email-creditor-notice"
    }
}

/// Times that suit the debtor or do not, on the debtor's own clock.
public struct Wish: Hashable, Sendable {
    /// Whether the times suit.
    public enum Effect: String, CaseIterable, Hashable, Sendable { case inconvenient, convenient }

    /// Whether the times suit.
    public var effect: Effect
    /// The weekdays on which it begins; nil = every day.
    public var days: Set<Weekday>?
    /// Minutes since local midnight, 0...1439.
    public var from: Int
    /// Minutes since local midnight, 0...1440, the first that is outside; not later than `from` = past midnight.
    public var to: Int
    /// The channel that it is about; nil = every one.
    public var channel: Channel?
    /// What the contact points that it is about are used for; nil = all contact points.
    public var use: Use?
    /// How it was agreed; nil = not told, and so not proved to be in writing.
    public var form: Fact.Form?
    /// The first instant at which it no longer holds.
    public var until: Instant?

    /// A wish about times.
    public init(
        effect: Effect,
        days: Set<Weekday>?,
        from: Int,
        to: Int,
        channel: Channel?,
        use: Use? = nil,
        form: Fact.Form? = nil,
        until: Instant? = nil
    ) {
        self.effect = effect
        self.days = days
        self.from = from
        self.to = to
        self.channel = channel
        self.use = use
        self.form = form
        self.until = until
    }
}
