import Dunning

/// What a message, its sender, its receiver and its debt are, one bit for each thing that a rule can name.
///
/// A question sets exactly one bit of each kind of trait; a rule's scope has the bits that it takes. Whether a rule
/// takes part is then one operation.
struct Traits: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    /// Every trait: a scope that takes everything.
    static let all = Traits(rawValue: .max)

    static func role(_ role: Role) -> Traits { bit(0, role) }
    static func debtor(_ kind: DebtorKind) -> Traits { bit(4, kind) }
    static func debt(_ kind: DebtKind) -> Traits { bit(6, kind) }
    static func channel(_ channel: Channel) -> Traits { bit(12, channel) }
    static func mode(_ mode: Mode?) -> Traits { bit(16, mode) }
    static func purpose(_ purpose: Purpose) -> Traits { bit(22, purpose) }
    static func use(_ use: Use?) -> Traits { bit(33, use) }
    static func line(_ line: Line?) -> Traits { bit(37, line) }
    static func relation(_ relation: Relation) -> Traits { bit(42, relation) }
    static func flag(_ flag: Flag, _ value: Bool) -> Traits { single(49 + 2 * flag.place + (value ? 1 : 0)) }

    /// What is either so or not.
    enum Flag: String, CaseIterable, Hashable, Sendable {
        /// Others may hear or read it.
        case shared
        /// The debtor is under age.
        case minor
        /// Holds an offer, or is marketing altogether.
        case offers
        /// Composed and sent without a person.
        case automated
        /// The debt is in collection procedures.
        case inCollection = "in_collection"
        /// The debt is too old to be sued upon.
        case timeBarred = "time_barred"
        /// A court gave judgment for the debt.
        case judgment

        fileprivate var place: Int {
            switch self {
            case .shared: 0
            case .minor: 1
            case .offers: 2
            case .automated: 3
            case .inCollection: 4
            case .timeBarred: 5
            case .judgment: 6
            }
        }
    }

    /// All traits of one kind, for scopes that name some of them.
    static func union<Value>(_ values: some Swift.Sequence<Value>, _ trait: (Value) -> Traits) -> Traits {
        values.reduce(into: []) { $0.formUnion(trait($1)) }
    }

    private static func single(_ place: Int) -> Traits { Traits(rawValue: 1 << UInt64(place)) }

    private static func bit(_ first: Int, _ value: some Ordinal) -> Traits { single(first + value.ordinal) }

    /// Absent values have a bit of their own, the first.
    private static func bit(_ first: Int, _ value: (some Ordinal)?) -> Traits {
        single(first + (value.map { $0.ordinal + 1 } ?? 0))
    }
}

extension Traits {
    /// The traits of a question.
    init(_ question: ContactQuestion) {
        // Written out, because an array literal of so many is built in memory for every question.
        let offers = question.contact.advertises || question.contact.purpose == .marketing
        let message = Traits.channel(question.contact.channel).union(.mode(question.contact.mode))
            .union(.purpose(question.contact.purpose)).union(.use(question.contact.to?.use))
            .union(.line(question.contact.to?.line)).union(.flag(.shared, question.contact.to?.shared ?? false))
            .union(.flag(.offers, offers)).union(.flag(.automated, question.contact.automated))
        let people = Traits.role(question.role).union(.debtor(question.debtor.kind))
            .union(.relation(question.debtor.relation)).union(.flag(.minor, question.debtor.minor))
        let debt = Traits.debt(question.debt.kind).union(.flag(.inCollection, question.debt.inCollection))
            .union(.flag(.timeBarred, question.debt.timeBarred)).union(.flag(.judgment, question.debt.judgment))
        self = message.union(people).union(debt)
    }
}
