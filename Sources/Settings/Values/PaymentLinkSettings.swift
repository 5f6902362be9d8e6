/// How payment links are signed.
public struct PaymentLinkSettings: Hashable, Sendable {
    /// Signs and verifies.
    public var key: Secret
    /// Verifies only.
    public var previousKey: Secret?
    /// Whole days from the decision to the last day on which a link works.
    public var days: Int
    /// The page with `{token}`; nil = the token goes behind the link of the action.
    public var url: String?
    /// The query parameter for the token behind the link of the action.
    public var parameter: String
}
