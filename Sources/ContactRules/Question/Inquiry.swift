import Dunning

/// A question made ready for the rules: everything that several of them ask for is worked out once.
final class Inquiry {
    let question: ContactQuestion
    /// The instant of the contact.
    let at: Int64
    /// No rule looks further ahead than this.
    let horizon: Int64
    let traits: Traits
    let whereabouts: Whereabouts
    /// The kinds of which there is a fact.
    let factKinds: FactKinds
    /// Oldest first; made when a rule asks for all of it.
    private(set) lazy var history: [HistoryEntry] = makeHistory()
    /// In the order of time; made when a rule asks for them.
    private(set) lazy var facts: [HeldFact] = HeldFact.timeline(of: question.facts)
    /// Whether the message is the one answer that a message of the debtor may have; see `AnswerRight`.
    private(set) lazy var isPermittedReply: Bool =
        question.contact.replyTo != nil && AnswerRight.holds(for: question, facts: facts)
    /// Whether the message wants to answer one of the debtor's; what such a message may do is for each rule to say.
    let asksToAnswer: Bool
    /// The history came in the order of time, as it nearly always does.
    private let isHistoryInOrder: Bool
    private lazy var subject = HistorySubject(question)
    /// The newest contacts, as many as were asked for, the newest first.
    private var newest: [HistoryEntry] = []

    /// How far ahead an opening is looked for; a message that must wait longer is blocked.
    static let horizonDays: Int64 = 400

    init(_ question: ContactQuestion, whereabouts: Whereabouts) {
        self.question = question
        self.whereabouts = whereabouts
        at = question.contact.at.milliseconds
        horizon = at + Self.horizonDays * .day
        traits = Traits(question)
        asksToAnswer = question.contact.replyTo != nil
        isHistoryInOrder = Inquiry.isInOrder(question.history)
        factKinds = question.facts.withUnsafeBufferPointer { facts in
            facts.indices.reduce(into: []) { $0.formUnion(FactKinds(facts[$1].kind.name)) }
        }
    }

    private static func isInOrder(_ history: [PastContact]) -> Bool {
        history.withUnsafeBufferPointer { history in
            var last = Int64.min
            for place in history.indices {
                let at = history[place].at.milliseconds
                if at < last { return false }
                last = at
            }
            return true
        }
    }

    private func makeHistory() -> [HistoryEntry] {
        var history: [HistoryEntry] = []
        history.reserveCapacity(question.history.count)
        let subject = subject
        question.history.withUnsafeBufferPointer { past in
            for index in past.indices { history.append(HistoryEntry(index, in: past, about: subject)) }
        }
        if !isHistoryInOrder { history.sort { $0.at < $1.at } }
        return history
    }

    /// A past contact counted from the newest, which is 0.
    ///
    /// Most rules ask for few of them, and what nobody asks for is not made.
    func newest(_ place: Int) -> HistoryEntry {
        guard isHistoryInOrder else { return history[history.count - 1 - place] }
        if newest.isEmpty { newest.reserveCapacity(8) }
        if newest.count <= place {
            let subject = subject
            question.history.withUnsafeBufferPointer { past in
                while newest.count <= place {
                    newest.append(HistoryEntry(past.count - 1 - newest.count, in: past, about: subject))
                }
            }
        }
        return newest[place]
    }

    /// The newest past contact that is meant; nil where none is.
    func newestContact(where isMeant: (HistoryEntry) -> Bool) -> HistoryEntry? {
        for place in question.history.indices {
            let entry = newest(place)
            if isMeant(entry) { return entry }
        }
        return nil
    }

    /// Whether so many past contacts later than an instant are meant.
    func hasContacts(_ count: Int, after instant: Int64, where isMeant: (HistoryEntry) -> Bool) -> Bool {
        var left = count
        for place in question.history.indices {
            let entry = newest(place)
            guard entry.at > instant else { return left <= 0 }
            if isMeant(entry) { left -= 1 }
            if left <= 0 { return true }
        }
        return left <= 0
    }

    /// The instant of the newest past contact.
    var latestContact: Int64 {
        guard isHistoryInOrder else { return history.last?.at ?? .min }
        return question.history.last?.at.milliseconds ?? .min
    }

    /// The latest instant from which a fact holds.
    var latestFact: Int64 {
        question.facts.withUnsafeBufferPointer { facts in
            facts.indices.reduce(Int64.min) { max($0, facts[$1].at.milliseconds) }
        }
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
