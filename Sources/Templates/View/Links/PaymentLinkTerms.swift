public import Dunning

/// How the payment link of one message is made.
public struct PaymentLinkTerms: Hashable, Sendable {
    /// Keys and page.
    public var links: PaymentLinks
    /// When the message was decided upon: the same for each try of it, so that its link is the same as well.
    public var decided: Instant

    /// How the payment link of one message is made.
    public init(links: PaymentLinks, decided: Instant) {
        self.links = links
        self.decided = decided
    }
}

extension CompositionRequest {
    /// The page on which to pay, and the last day on which its link works; the action's own link where none is signed.
    func paymentLink(asking amount: Money) -> (address: String?, lastDay: CivilDate?) {
        guard let terms = paymentLinks else { return (action.payment.link, nil) }
        let lastDay = terms.links.lastDay(from: terms.decided)
        let claim = PaymentClaim(
            action: action.id,
            debt: action.debt.id,
            amount: amount,
            expires: terms.links.end(of: lastDay)
        )
        let address = terms.links.link(for: claim, instead: action.payment.link)
        return (address, address == nil ? nil : lastDay)
    }
}
