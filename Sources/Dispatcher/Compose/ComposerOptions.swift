public import Dunning
public import Letters
import Storage
public import Templates

/// How messages are made, where neither the template nor the action says so.
public struct ComposerOptions: Sendable {
    /// Messages made at the same time.
    public var tasks: Int
    /// How debtors can opt out.
    public var optOut: OptOut
    /// The envelopes that a letter provider folds letters into.
    public var envelopes: [ProviderID: Envelopes]

    /// How messages are made.
    public init(tasks: Int, optOut: OptOut, envelopes: [ProviderID: Envelopes]) {
        self.tasks = max(1, tasks)
        self.optOut = optOut
        self.envelopes = envelopes
    }

    func envelope(of intent: Intent) -> Envelope {
        guard let envelopes = envelopes[intent.attempt.provider] else { return .din5008B }
        return envelopes.byCountry[intent.action.debtor.address?.country ?? ""] ?? envelopes.common
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
