import Dunning

/// No contact where the debtor opted out; the last word on a contact point counts.
///
/// An opt-out about marketing leaves messages about the debt open, and one about messages on the debt leaves marketing
/// open where `keepsPurposesApart`. One confirmation of the opt-out goes through, and an answer to a message that the
/// debtor sent after it (12 CFR 1006.14(h)(2)).
struct OptOutRule: RuleBody, Hashable {
    /// An opt-out that answered a message about the debt leaves marketing open.
    var keepsPurposesApart = true
    /// An opt-out on one of these channels closes all of them, whatever it was about (47 CFR 64.1200(a)(10)).
    var revokesAll: Set<Channel> = []
    /// How long after the opt-out its confirmation may go out; nil = no limit.
    var confirmationMinutes: Int?
    /// How much time the law gives to stop; Dunlin stops at once, and the finding tells the law's last day.
    var deadline: BusinessDays?

    var silentWithout: FactKinds? { .optOut }

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard inquiry.factKinds.contains(.optOut), let (optOut, end, place) = lastWord(inquiry, at: instant) else {
            return .clear
        }
        let contact = inquiry.question.contact
        let ground = Ground.fact(words(inquiry, of: optOut, zones), at: optOut, place: place)
        if contact.purpose == .optOutConfirmation { return confirmation(inquiry, of: optOut, at: instant, ground) }
        if inquiry.isPermittedReply, let answered = contact.replyTo?.at.milliseconds, answered > optOut {
            return Answer(.open(until: .max), .exception("it answers the debtor's own later message"))
        }
        return Answer(end == .max ? .closed : .shut(until: end), ground)
    }

    /// What holds the message, with the law's last day to stop where it gives time.
    private func words(_ inquiry: Inquiry, of optOut: Int64, _ zones: [Zone]) -> String {
        guard let deadline, let zone = zones.first else { return "the debtor opted out" }
        let last = deadline.last(after: zone.day(at: optOut), in: inquiry.whereabouts)
        return "the debtor opted out, and the law gives until \(FindingClock.day(last)) to stop"
    }

    private func confirmation(
        _ inquiry: Inquiry,
        of optOut: Int64,
        at instant: Int64,
        _ ground: Ground
    ) -> Answer {
        let confirmed: ContactTraits = [
            .direction(.out), .purpose(.optOutConfirmation), .channel(inquiry.question.contact.channel),
        ]
        let isConfirmed = inquiry.history.contains { $0.at >= optOut && $0.traits.isSuperset(of: confirmed) }
        guard !isConfirmed else { return Answer(.closed, .message("this opt-out is already confirmed")) }
        guard let confirmationMinutes else { return .clear }
        // The last instant of the time is still inside it.
        let end = optOut + Int64(confirmationMinutes) * .minute + 1
        return instant < end ? Answer(.open(until: end), .clear) : Answer(.closed, ground)
    }

    /// The instant of the opt-out that holds, and when a word that is already on record takes it back; nil where there
    /// is none, or it was taken back.
    ///
    /// An opt-out holds from the moment at which we know of it, even one that is dated later; what takes it back holds
    /// from its own date on, and not before.
    private func lastWord(_ inquiry: Inquiry, at instant: Int64) -> (optOut: Int64, end: Int64, place: Int)? {
        var last: (optOut: Int64, end: Int64, place: Int)?
        for place in inquiry.facts.indices {
            // Only what may matter is taken out: a fact is heavy to move.
            guard !inquiry.facts[place].bit.isDisjoint(with: [.optOut, .optIn]), inquiry.facts[place].end > instant
            else { continue }
            let held = inquiry.facts[place]
            switch held.fact.kind {
            case .optOut(let channels, let value, _, let about) where covers(channels, value, about, inquiry):
                last = (held.from, held.end, held.place)
            case .optIn(let channels, let value, _) where isAbout(channels, value, inquiry):
                last = held.from > instant ? last.map { ($0.optOut, min($0.end, held.from), $0.place) } : nil
            default: continue
            }
        }
        return last
    }

    private func covers(_ channels: Fact.Channels?, _ value: String?, _ about: Purpose?, _ inquiry: Inquiry) -> Bool {
        guard isAbout(channels, value, inquiry) else { return false }
        guard let about, revokesAll.isEmpty else { return true }
        let isMarketing = inquiry.traits.contains(.flag(.offers, true))
        if about == .marketing { return isMarketing }
        return !(isMarketing && keepsPurposesApart)
    }

    /// Whether a word about a channel is about this message's; the revoked channels count as one.
    private func isAbout(_ channels: Fact.Channels?, _ value: String?, _ inquiry: Inquiry) -> Bool {
        guard !revokesAll.isEmpty else { return inquiry.isAbout(channels, value) }
        guard let channels, revokesAll.contains(where: channels.contains),
            revokesAll.contains(inquiry.question.contact.channel)
        else { return false }
        return inquiry.isAbout(nil as Channel?, value)
    }
}
