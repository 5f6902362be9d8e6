public import ContactRules
public import Dunning

/// A message that a step would like to send, before anybody was asked.
public struct Wanted: Hashable, Sendable {
    /// Where it would go.
    public var point: ContactPoint
    /// Why.
    public var purpose: Purpose
    /// What would be sent.
    public var template: TemplateID

    /// A message that a step would like to send.
    public init(point: ContactPoint, purpose: Purpose, template: TemplateID) {
        self.point = point
        self.purpose = purpose
        self.template = template
    }

    /// How the channel is used: our calls speak with an artificial voice (47 CFR 64.1200(a)), our letters are closed.
    public var mode: Mode? {
        switch point.channel {
        case .voice: .prerecorded
        case .letter: .envelope
        case .email, .sms: nil
        }
    }
}

extension ContactQuestion {
    /// The question whether an action's message may go out now.
    ///
    /// Facts about the debtor and about this debt are put to the gate, those about other debts are not; an opt-out or a
    /// wish belongs to the debtor whatever debt it was recorded for.
    public init(
        about wanted: Wanted,
        of action: Action,
        role: Role,
        facts: [Fact],
        history: [PastContact],
        at now: Instant
    ) {
        let debtor = action.debtor
        let letter = wanted.point.channel == .letter
        self.init(
            contact: Contact(
                at: now,
                channel: wanted.point.channel,
                mode: wanted.mode,
                to: letter ? nil : wanted.point,
                purpose: wanted.purpose
            ),
            role: role,
            creditor: action.creditor,
            debtor: Recipient(
                id: debtor.id,
                kind: debtor.kind,
                relation: debtor.relation,
                minor: debtor.minor,
                address: debtor.address,
                phones: debtor.phones,
                zones: debtor.zones
            ),
            debt: Claim(
                id: action.debt.id,
                account: action.account,
                group: action.debt.group,
                kind: action.debt.kind,
                due: action.debt.due,
                inCollection: action.debt.inCollection,
                timeBarred: action.debt.timeBarred,
                judgment: action.debt.judgment
            ),
            history: history,
            facts: facts
        )
    }
}

extension Debtor {
    /// Every number at which the debtor can be reached, once: each may point to another time zone, and all count.
    fileprivate var phones: [String] {
        var phones: [String] = []
        for contact in contacts where contact.channel == .voice || contact.channel == .sms {
            if let phone = contact.value, !phones.contains(phone) { phones.append(phone) }
        }
        return phones
    }
}
