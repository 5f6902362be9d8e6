import Dunning

/// What a past contact was, one bit for each thing that a rule can count or leave out.
struct ContactTraits: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    static let all = ContactTraits(rawValue: .max)

    static func channel(_ channel: Channel) -> ContactTraits { single(channel.ordinal) }
    static func mode(_ mode: Mode?) -> ContactTraits { single(4 + (mode.map { $0.ordinal + 1 } ?? 0)) }
    static func direction(_ direction: Direction) -> ContactTraits { single(10 + direction.ordinal) }
    static func outcome(_ outcome: Outcome?) -> ContactTraits {
        single(12 + (outcome.map { $0.ordinal + 1 } ?? 0))
    }
    static func purpose(_ purpose: Purpose?) -> ContactTraits {
        single(23 + (purpose.map { $0.ordinal + 1 } ?? 0))
    }
    static func use(_ use: Use?) -> ContactTraits { single(35 + (use.map { $0.ordinal + 1 } ?? 0)) }
    /// Whether a message was left, or could have been.
    static func message(possible: Bool) -> ContactTraits { single(39 + (possible ? 1 : 0)) }
    static func reply(_ isReply: Bool) -> ContactTraits { single(41 + (isReply ? 1 : 0)) }

    static func union<Value>(_ values: some Swift.Sequence<Value>, _ trait: (Value) -> ContactTraits) -> ContactTraits {
        values.reduce(into: []) { $0.formUnion(trait($1)) }
    }

    private static func single(_ place: Int) -> ContactTraits { ContactTraits(rawValue: 1 << UInt64(place)) }
}

/// A past contact, made ready for counting.
struct HistoryEntry {
    let at: Int64
    let traits: ContactTraits
    /// About the debt that is asked about.
    let sameDebt: Bool
    /// About a debt of the same account; where the account is not known, only the same debt counts as that.
    let sameAccount: Bool
    /// About a debt of the same group.
    let sameGroup: Bool
    /// For the same creditor; where one is not told, it counts as the same.
    let sameCreditor: Bool
    /// To or from a contact point of the same use; an unknown use counts as the same, for it may be.
    let sameUse: Bool
    /// By the same channel.
    let sameChannel: Bool
    /// To or from the contact point that is asked about; an unknown one counts as the same, for it may be.
    let samePoint: Bool
    /// The place in the question's history, for explanations.
    let index: Int

    /// The past contact of a question at a place of its history.
    init(_ index: Int, of question: ContactQuestion) {
        self = question.history.withUnsafeBufferPointer { HistoryEntry($0[index], index, for: question) }
    }

    init(_ past: PastContact, _ index: Int, for question: ContactQuestion) {
        at = past.at.milliseconds
        traits = ContactTraits.channel(past.channel).union(.mode(past.mode)).union(.direction(past.direction))
            .union(.outcome(past.outcome)).union(.purpose(past.purpose)).union(.use(past.use))
            .union(.message(possible: past.canLeaveMessage)).union(.reply(past.replyTo != nil))
        sameDebt = past.debts.contains(question.debt.id)
        sameAccount = sameDebt || (question.debt.account != nil && past.account == question.debt.account)
        sameGroup = sameDebt || (question.debt.group != nil && past.group == question.debt.group)
        sameCreditor = past.creditor == nil || question.creditor == nil || past.creditor == question.creditor
        sameUse = HistoryEntry.isSame(past.use, question.contact.to?.use)
        sameChannel = past.channel == question.contact.channel
        samePoint = past.to == nil || past.to == question.contact.to?.value
        self.index = index
    }

    /// Whether it was made by a channel.
    func isBy(_ channel: Channel) -> Bool { traits.contains(.channel(channel)) }

    private static func isSame(_ past: Use?, _ present: Use?) -> Bool {
        past == nil || past == .unknown || present == nil || present == .unknown || past == present
    }
}

/// Which past contacts a rule counts.
struct HistoryFilter: Hashable, Sendable {
    /// What several contacts must have in common with the one asked about to be counted together.
    enum Key: String, CaseIterable, Hashable, Sendable {
        case debt, account, group, debtor, creditor, point, use
        /// The group for student loans, the debt for all others (12 CFR 1006.14(b)(4)).
        case particularDebt = "particular-debt"
    }

    /// By which channel, seen from the one that is asked about.
    enum OtherChannel: String, CaseIterable, Hashable, Sendable { case same, other }

    var traits = ContactTraits.all
    var key = Key.debt
    /// nil = by any channel.
    var channel: OtherChannel?

    func takes(_ entry: HistoryEntry, of kind: DebtKind) -> Bool {
        guard traits.isSuperset(of: entry.traits), channel == nil || (channel == .same) == entry.sameChannel else {
            return false
        }
        return switch key {
        case .debt: entry.sameDebt
        case .account: entry.sameAccount
        case .group: entry.sameGroup
        case .debtor: true
        case .creditor: entry.sameCreditor
        case .point: entry.samePoint
        case .use: entry.sameUse
        case .particularDebt: kind == .student ? entry.sameGroup : entry.sameDebt
        }
    }
}
