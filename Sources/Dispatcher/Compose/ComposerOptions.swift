public import Dunning
public import Letters
import Storage
public import Templates

/// How messages are made, where neither the template nor the action says so.
public struct ComposerOptions: Sendable {
    /// Messages made at the same time.
    public var tasks: Int
    /// The key that opts out in a call; nil where nobody would hear of it.
    public var optOutKey: Character?
    /// Ways out on which a debtor's answer reaches nobody, such as a sender that is a name.
    public var unanswerable: Set<Sender>
    /// The creditors' numbers as people read them.
    public var phones: [CreditorID: String]
    /// The envelopes that a letter provider folds letters into.
    public var envelopes: [ProviderID: Envelopes]
    /// Whether window, folds and margins are drawn over letters: for authors to look at, never to be sent.
    public var drawsOverlay: Bool
    /// What the law gives for late payment between businesses.
    public var latePayment: LatePaymentLaw
    /// How payment links are signed; nil = they go out as the engine sends them.
    public var paymentLinks: PaymentLinks?
    /// Where the documents are that go along; nil = a message that wants some is not sent.
    public var documents: (any DocumentShelf)?

    /// How messages are made.
    public init(
        tasks: Int,
        optOutKey: Character?,
        unanswerable: Set<Sender>,
        phones: [CreditorID: String],
        envelopes: [ProviderID: Envelopes],
        drawsOverlay: Bool = false,
        latePayment: LatePaymentLaw = .none,
        paymentLinks: PaymentLinks? = nil,
        documents: (any DocumentShelf)? = nil
    ) {
        self.tasks = max(1, tasks)
        self.optOutKey = optOutKey
        self.unanswerable = unanswerable
        self.phones = phones
        self.envelopes = envelopes
        self.drawsOverlay = drawsOverlay
        self.latePayment = latePayment
        self.paymentLinks = paymentLinks
        self.documents = documents
    }

    func optOut(of intent: Intent) -> OptOut {
        let sender = Sender(provider: intent.attempt.provider, creditor: intent.action.creditor)
        return OptOut(word: unanswerable.contains(sender) ? nil : "STOP", key: optOutKey)
    }

    func envelope(of intent: Intent) -> Envelope {
        guard let envelopes = envelopes[intent.attempt.provider] else { return .din5008B }
        return envelopes.byCountry[intent.action.debtor.address?.country ?? ""] ?? envelopes.common
    }
}

/// A creditor on one way out.
public struct Sender: Hashable, Sendable {
    /// The way out.
    public var provider: ProviderID
    /// In whose name.
    public var creditor: CreditorID

    /// A creditor on one way out.
    public init(provider: ProviderID, creditor: CreditorID) {
        self.provider = provider
        self.creditor = creditor
    }
}

/// Which envelope goes to which country.
public struct Envelopes: Hashable, Sendable {
    /// Where the country has none of its own.
    public var common: Envelope
    /// By ISO 3166-1 alpha-2.
    public var byCountry: [String: Envelope]

    /// Which envelope goes where.
    public init(common: Envelope, byCountry: [String: Envelope] = [:]) {
        self.common = common
        self.byCountry = byCountry
    }
}
