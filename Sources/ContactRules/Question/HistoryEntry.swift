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

    /// The past contact at a place of a history; read member by member, since a copy of it costs more than the rest.
    init(_ index: Int, in history: UnsafeBufferPointer<PastContact>, about subject: HistorySubject) {
        at = history[index].at.milliseconds
        let channel = history[index].channel
        let use = history[index].use
        traits = ContactTraits.channel(channel).union(.mode(history[index].mode))
            .union(.direction(history[index].direction)).union(.outcome(history[index].outcome))
            .union(.purpose(history[index].purpose)).union(.use(use))
            .union(.message(possible: history[index].canLeaveMessage)).union(.reply(history[index].replyTo != nil))
        sameDebt = history[index].debts.contains(subject.debt)
        sameAccount = sameDebt || (subject.account != nil && history[index].account == subject.account)
        sameGroup = sameDebt || (subject.group != nil && history[index].group == subject.group)
        let creditor = history[index].creditor
        sameCreditor = creditor == nil || subject.creditor == nil || creditor == subject.creditor
        sameUse = HistoryEntry.isSame(use, subject.use)
        sameChannel = channel == subject.channel
        let point = history[index].to
        samePoint = point == nil || point == subject.point
        self.index = index
    }

    /// A past contact that stands in no history.
    init(_ past: PastContact, for question: ContactQuestion) {
        let subject = HistorySubject(question)
        self = [past].withUnsafeBufferPointer { HistoryEntry(0, in: $0, about: subject) }
    }

    /// Whether it was made by a channel.
    func isBy(_ channel: Channel) -> Bool { traits.contains(.channel(channel)) }

    private static func isSame(_ past: Use?, _ present: Use?) -> Bool {
        past == nil || past == .unknown || present == nil || present == .unknown || past == present
    }
}

/// What past contacts are compared with; a class, for it is handed around for each of them.
final class HistorySubject {
    let debt: DebtID
    let account: AccountID?
    let group: GroupID?
    let creditor: CreditorID?
    let channel: Channel
    let use: Use?
    let point: String?

    init(_ question: ContactQuestion) {
        debt = question.debt.id
        account = question.debt.account
        group = question.debt.group
        creditor = question.creditor
        channel = question.contact.channel
        use = question.contact.to?.use
        point = question.contact.to?.value
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
