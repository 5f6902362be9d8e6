extension Fact {
    /// The names of the kinds of facts, as the outside writes them.
    public enum KindName: String, CaseIterable, Hashable, Sendable {
        case optOut = "opt-out"
        case optIn = "opt-in"
        case consent, wish, cease, refusal, dispute, attorney, bankruptcy, moratorium
        case paymentPlan = "payment-plan"
        case deceased, bereavement, notice
        case workplaceProhibited = "workplace-prohibited"
        case homeUnreachable = "home-unreachable"
        case writingOnly = "writing-only"
        case procedure
        case reassignedNumberCheck = "reassigned-number-check"
        case paid, hold, release, contact
    }
}

extension Fact.Kind {
    /// The name of the kind.
    public var name: Fact.KindName {
        switch self {
        case .optOut: .optOut
        case .optIn: .optIn
        case .consent: .consent
        case .wish: .wish
        case .cease: .cease
        case .refusal: .refusal
        case .dispute: .dispute
        case .attorney: .attorney
        case .bankruptcy: .bankruptcy
        case .moratorium: .moratorium
        case .paymentPlan: .paymentPlan
        case .deceased: .deceased
        case .bereavement: .bereavement
        case .notice: .notice
        case .workplaceProhibited: .workplaceProhibited
        case .homeUnreachable: .homeUnreachable
        case .writingOnly: .writingOnly
        case .procedure: .procedure
        case .reassignedNumberCheck: .reassignedNumberCheck
        case .paid: .paid
        case .hold: .hold
        case .release: .release
        case .contact: .contact
        }
    }
}
