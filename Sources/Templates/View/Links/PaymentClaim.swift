public import Dunning

/// What a payment link says: which debt it is for, how much is asked, until when it holds.
public struct PaymentClaim: Hashable, Sendable {
    /// The action that the link was made for.
    public var action: ActionID
    /// The debt to be paid.
    public var debt: DebtID
    /// What the message asks for.
    public var amount: Money
    /// The link holds before it; whole seconds.
    public var expires: Instant

    /// What a payment link says.
    public init(action: ActionID, debt: DebtID, amount: Money, expires: Instant) {
        self.action = action
        self.debt = debt
        self.amount = amount
        self.expires = expires
    }

    /// The JSON inside a token: members in the order of their names, no white space.
    func payload(key: String) -> JSON {
        [
            "action": .string(action.rawValue), "amount": .integer(amount.minor),
            "currency": .string(amount.currency.code), "debt": .string(debt.rawValue),
            "expires": .integer(expires.seconds), "key": .string(key),
        ]
    }

    /// Reads what `payload` writes; nil for anything else.
    init?(payload: JSON) {
        guard payload.object?.count == 6, let action = payload["action"]?.string.flatMap(ActionID.init),
            let debt = payload["debt"]?.string.flatMap(DebtID.init), let minor = payload["amount"]?.integer,
            let currency = payload["currency"]?.string.flatMap(Currency.init),
            let seconds = payload["expires"]?.integer, payload["key"]?.string != nil
        else { return nil }
        self.init(
            action: action,
            debt: debt,
            amount: Money(minor: minor, currency: currency),
            expires: Instant(seconds: seconds)
        )
    }
}

/// Why a link is worth nothing.
public enum PaymentLinkFault: String, Error, Hashable, Sendable {
    /// No token of ours is in it.
    case malformed = "no token can be read in it"
    /// Made with a key that is not known, or not any more.
    case unknownKey = "it was signed with a key that is not known here"
    /// Something in it was changed.
    case forged = "its signature is wrong"
    /// Its time is over.
    case expired = "it has expired"
}
