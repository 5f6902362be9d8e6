import Dunning

/// Which facts a rule means.
struct FactFilter: Hashable, Sendable {
    var kind: Fact.AnyKindName { didSet { bit = FactKinds(kind) } }
    /// The kind as a bit.
    private(set) var bit: FactKinds
    var form: Fact.Form?
    var reachable: Bool?
    var reasoned: Bool?
    var by: Fact.WorkplaceProhibition?
    var notice: Fact.Notice?
    var procedure: Fact.Procedure?
    /// Which ways of telling count, such as `registered-mail`; empty = all.
    var via: Set<String> = []

    init(kind: Fact.AnyKindName) {
        self.kind = kind
        bit = FactKinds(kind)
    }

    /// Whether it means a fact, as far as the fact is about this message.
    func takes(_ held: HeldFact, in inquiry: Inquiry) -> Bool {
        guard held.bit == bit, held.name == kind else { return false }
        switch held.fact.kind {
        case .cease(let form, let via), .refusal(let form, let via): return takes(form) && takes(via: via)
        case .dispute(let form, let reasoned, _):
            return takes(form) && (self.reasoned == nil || self.reasoned == reasoned)
        case .attorney(let reachable, let form):
            return (self.reachable == nil || self.reachable == reachable) && takes(form)
        case .moratorium(_, let debts, _): return debts?.contains(inquiry.question.debt.id) ?? true
        case .notice(let notice, _): return self.notice == nil || self.notice == notice
        case .workplaceProhibited(let by, let form, _): return (self.by == nil || self.by == by) && takes(form)
        case .writingOnly(let via): return takes(via: via)
        case .procedure(let procedure, let channel, let value):
            return (self.procedure == nil || self.procedure == procedure) && inquiry.isAbout(channel, value)
        case .reassignedNumberCheck(let value): return inquiry.isAbout(nil as Channel?, value)
        case .badPoint(let channel, let value, _): return inquiry.isAbout(channel, value)
        case .optOut(let channels, let value, let via, _), .optIn(let channels, let value, let via):
            return inquiry.isAbout(channels, value) && takes(via: via)
        case .consent(let channel, let value, let form, _, _): return inquiry.isAbout(channel, value) && takes(form)
        case .wish, .bankruptcy, .paymentPlan, .deceased, .bereavement, .homeUnreachable, .paid, .partPaid, .promise,
            .opened, .clicked, .hold, .release, .contact, .other:
            return true
        }
    }

    /// A form that was not told may be the one that is meant.
    private func takes(_ form: Fact.Form?) -> Bool { self.form == nil || form == nil || self.form == form }

    private func takes(via: String) -> Bool { self.via.isEmpty || self.via.contains(via) }
}
