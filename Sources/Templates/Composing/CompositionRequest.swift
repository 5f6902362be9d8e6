public import Dunning

/// Everything that one message is made from.
public struct CompositionRequest: Sendable {
    /// What is asked of whom.
    public var action: Action
    /// In whose name.
    public var creditor: Creditor
    /// Which template; the action names a plan, this names what its present step sends.
    public var template: TemplateID
    /// For which channel.
    public var channel: Channel
    /// The attempt that the message is for; nil in previews.
    public var attempt: AttemptID?
    /// The date that the message bears, in the creditor's or the debtor's own calendar.
    public var today: CivilDate
    /// Texts that the rules demand, in the order in which they shall appear.
    public var disclosures: [DisclosureID]
    /// How the debtor can say that no more messages are wanted.
    public var optOut: OptOut
    /// The language that a rule demands (`fr`); nil where the locale chain may end at the creditor's default.
    public var language: String?
    /// The creditor's number as people read it; nil = as in the configuration.
    public var phone: String?
    /// The variant to use whatever its conditions say, `base` = the template's own texts; nil = as `template.toml` says.
    public var variant: VariantID?
    /// What the law gives for late payment between businesses.
    public var latePayment: LatePaymentLaw
    /// How the payment link is signed; nil = the action's own link goes out as it is.
    public var paymentLinks: PaymentLinkTerms?

    /// What one message is made from.
    public init(
        action: Action,
        creditor: Creditor,
        template: TemplateID,
        channel: Channel,
        attempt: AttemptID? = nil,
        today: CivilDate,
        disclosures: [DisclosureID] = [],
        optOut: OptOut = OptOut(),
        language: String? = nil,
        phone: String? = nil,
        variant: VariantID? = nil,
        latePayment: LatePaymentLaw = .none,
        paymentLinks: PaymentLinkTerms? = nil
    ) {
        self.action = action
        self.creditor = creditor
        self.template = template
        self.channel = channel
        self.attempt = attempt
        self.today = today
        self.disclosures = disclosures
        self.optOut = optOut
        self.language = language
        self.phone = phone
        self.variant = variant
        self.latePayment = latePayment
        self.paymentLinks = paymentLinks
    }
}

/// How a debtor can say that no more messages are wanted.
public struct OptOut: Hashable, Sendable {
    /// The page for this very debtor or address; nil = the creditor's page, where it has one.
    public var link: String?
    /// The word to answer with; nil where nobody reads answers, as with a sender that is a name.
    public var word: String?
    /// The key to press in a call.
    public var key: Character?

    /// The ways out.
    public init(link: String? = nil, word: String? = "STOP", key: Character? = "9") {
        self.link = link
        self.word = word
        self.key = key
    }
}
