import Dunning

/// A question made ready for the rules: everything that several of them ask for is worked out once.
final class Inquiry {
    let question: ContactQuestion
    /// The instant of the contact.
    let at: Int64
    /// No rule looks further ahead than this.
    let horizon: Int64
    let traits: Traits
    /// Oldest first.
    let history: [HistoryEntry]
    /// In the order of time.
    let facts: [HeldFact]
    let whereabouts: Whereabouts
    /// Whether the message is the one answer that a message of the debtor may have; see `AnswerRight`.
    let isPermittedReply: Bool

    /// How far ahead an opening is looked for; a message that must wait longer is blocked.
    static let horizonDays: Int64 = 400

    init(_ question: ContactQuestion, whereabouts: Whereabouts) {
        self.question = question
        self.whereabouts = whereabouts
        at = question.contact.at.milliseconds
        horizon = at + Self.horizonDays * .day
        traits = Traits(question)
        var history: [HistoryEntry] = []
        history.reserveCapacity(question.history.count)
        for (index, past) in question.history.enumerated() {
            history.append(HistoryEntry(past, index, for: question))
        }
        if !zip(history, history.dropFirst()).allSatisfy({ $0.at <= $1.at }) { history.sort { $0.at < $1.at } }
        self.history = history
        facts = HeldFact.timeline(of: question.facts)
        isPermittedReply = AnswerRight.holds(for: question, facts: facts)
    }

    /// The zones that a rule asks.
    func zones(_ choice: ZoneChoice) -> [Zone] { whereabouts.zones(choice) }

    /// Whether a word about some channels and some contact point is about the ones of this message; nil = every one.
    func isAbout(_ channels: Fact.Channels?, _ value: String?) -> Bool {
        guard channels?.contains(question.contact.channel) ?? true else { return false }
        return isAbout(nil as Channel?, value)
    }

    /// Whether a fact about some channel and some contact point is about the ones of this message; nil = every one.
    func isAbout(_ channel: Channel?, _ value: String?) -> Bool {
        guard channel == nil || channel == question.contact.channel else { return false }
        guard let value else { return true }
        return question.contact.to?.value.map { $0.isSamePoint(as: value) } ?? false
    }
}

/// The right to answer: one reply to each message of the debtor, in the same medium.
///
/// Source: comment 6(b)(1)-2 to 12 CFR 1006.6 and the CFPB's questions and answers on unusual times, 5 and 6. Another
/// medium needs a consent that was given in the contact answered. What is not on record is not proved, so the debtor's
/// message must be in the history.
enum AnswerRight {
    static func holds(for question: ContactQuestion, facts: [HeldFact]) -> Bool {
        guard let answered = question.contact.replyTo else { return false }
        let isOnRecord = question.history.contains {
            $0.direction == .in && $0.at == answered.at && $0.channel == answered.channel
        }
        guard isOnRecord, !question.history.contains(where: { $0.replyTo == answered }) else { return false }
        return answered.channel == question.contact.channel || hasConsent(to: answered, question, facts)
    }

    private static func hasConsent(
        to answered: AnsweredMessage,
        _ question: ContactQuestion,
        _ facts: [HeldFact]
    ) -> Bool {
        facts.contains { held in
            guard case .consent(let channel, let value, _, .reply, _) = held.fact.kind,
                held.from >= answered.at.milliseconds, held.holds(at: question.contact.at.milliseconds)
            else { return false }
            return (channel == nil || channel == question.contact.channel)
                && (value == nil || value == question.contact.to?.value)
        }
    }
}

extension String {
    /// Whether two contact points are the same: equal, or equal but for the case of the letters.
    func isSamePoint(as other: String) -> Bool {
        self == other || (utf8.count == other.utf8.count && lowercased() == other.lowercased())
    }
}
