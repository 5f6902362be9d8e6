/// Why a message goes out; the law treats them apart.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
    case reminder, demand
    case penaltyDemand = "penalty-demand"
    case validationNotice = "validation-notice"
    case statutoryNotice = "statutory-notice"
    case endOfCollection = "end-of-collection"
    case paymentConfirmation = "payment-confirmation"
    case optOutConfirmation = "opt-out-confirmation"
    case consentRequest = "consent-request"
    case limitedContent = "limited-content"
    case marketing
}
