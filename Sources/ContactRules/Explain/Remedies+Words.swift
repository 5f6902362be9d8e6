import Dunning

extension Fact.Kind {
    /// What it means that the fact is over, as a condition; nil where it cannot come to an end.
    var ending: (kind: Change.Kind, words: String)? {
        switch self {
        case .dispute: (.fact, "the dispute is answered")
        case .bankruptcy: (.fact, "the insolvency proceedings are over")
        case .moratorium: (.fact, "the moratorium is over")
        case .paymentPlan: (.fact, "the payment plan is over")
        case .bereavement: (.fact, "the time of mourning is over")
        case .hold: (.fact, "whoever put it on hold releases it")
        case .attorney: (.fact, "the attorney no longer acts for the debtor")
        case .workplaceProhibited: (.fact, "contact at work is no longer prohibited")
        case .homeUnreachable: (.fact, "the debtor can be reached at home again")
        case .badPoint: (.fact, "messages can arrive at this contact point again")
        case .cease: (.debtor, "the debtor takes back the wish for no more contact")
        case .refusal: (.debtor, "the debtor takes back the refusal to pay")
        case .writingOnly: (.debtor, "the debtor takes back the wish for contact in writing only")
        case .other(let kind, _): (.fact, "`\(kind)` no longer holds")
        case .wish: (.debtor, "the debtor takes back that this time is inconvenient")
        case .consent, .optOut, .optIn, .deceased, .notice, .procedure, .reassignedNumberCheck, .paid,
            .partPaid, .promise, .opened, .clicked, .release, .contact:
            nil
        }
    }
}

extension FactFilter {
    /// A fact about a message that the filter takes; nil where it is none that anybody could bring about.
    func example(for contact: ContactQuestion.Contact) -> Fact.Kind? {
        let via = via.sorted().first ?? "told"
        guard case .builtIn(let name) = kind else { return .other(kind: kind.rawValue, until: nil) }
        switch name {
        case .notice: return .notice(notice ?? .validation, channel: .letter)
        case .homeUnreachable: return .homeUnreachable
        case .refusal: return .refusal(form: form ?? .written, via: via)
        case .writingOnly: return .writingOnly(via: via)
        case .optIn: return .optIn(channel: Fact.Channels(contact.channel), value: contact.to?.value, via: via)
        case .consent:
            return .consent(
                channel: contact.channel,
                value: contact.to?.value,
                form: form ?? .oral,
                scope: .contact,
                until: nil
            )
        case .reassignedNumberCheck: return contact.to?.value.map { .reassignedNumberCheck(value: $0) }
        case .procedure:
            return contact.to?.value.map { .procedure(procedure ?? .text, channel: contact.channel, value: $0) }
        default: return nil
        }
    }
}

extension Mode {
    /// The forms that a channel has.
    static func of(_ channel: Channel) -> [Mode] {
        switch channel {
        case .voice: [.live, .prerecorded, .voicemail]
        case .letter: [.envelope, .postcard]
        case .email, .sms: []
        }
    }

    /// The form that the law likes better; nil where this is it.
    var gentler: Mode? {
        switch self {
        case .prerecorded, .voicemail: .live
        case .postcard: .envelope
        case .live, .envelope: nil
        }
    }

    /// What it is called: "a call by a person".
    var words: String {
        switch self {
        case .live: "a call by a person"
        case .prerecorded: "a recorded call"
        case .voicemail: "a voicemail"
        case .envelope: "a closed letter"
        case .postcard: "a postcard"
        }
    }
}

extension Weekday {
    /// `Mondays`.
    var words: String {
        switch self {
        case .monday: "Mondays"
        case .tuesday: "Tuesdays"
        case .wednesday: "Wednesdays"
        case .thursday: "Thursdays"
        case .friday: "Fridays"
        case .saturday: "Saturdays"
        case .sunday: "Sundays"
        }
    }
}
