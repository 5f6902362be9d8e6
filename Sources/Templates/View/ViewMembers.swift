/// The first parts of the names of all values, as the catalogue has them.
enum ViewName: Int, CaseIterable, Sendable {
    case account, action, amountDue, attempt, billed, creditor, data, daysOverdue, daysUntilDue, debt, debtor, direction
    case disclosures, due, fees, greeting, hasCharges, interest, invoiceCount, invoiceNumbers, invoices, isBusiness
    case isCollector, isConsumer, isOverdue, isSettled, language, level, optOut, originalCreditor, paid, payBy, payment
    case recoveryCost, salutation, today, totalDue, transferReference
}

/// Some of these names.
struct ViewNames: Hashable, Sendable, ExpressibleByArrayLiteral {
    private var bits: UInt64 = 0

    /// All names.
    static let all = ViewNames(ViewMembers.names)

    /// Names as templates write them; what is no name of a value is left out.
    init(_ names: some Sequence<String>) {
        for name in names { ViewMembers.place(of: name).map { bits |= 1 << UInt64($0) } }
    }

    init(arrayLiteral names: ViewName...) {
        for name in names { bits |= 1 << UInt64(name.rawValue) }
    }

    func contains(_ name: ViewName) -> Bool { bits & 1 << UInt64(name.rawValue) != 0 }

    func isDisjoint(with other: ViewNames) -> Bool { bits & other.bits == 0 }

    mutating func formUnion(_ other: ViewNames) { bits |= other.bits }
}

/// The values of one message by the first part of their names, each at a place that is known before there are values.
struct ViewMembers: Sendable {
    /// All first parts of names.
    static let names: [String] = ViewName.allCases.map { "\($0)" }
    private static let places: [String: Int] = Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ($1, $0) }
    )

    /// Nil where a value was not asked for.
    private(set) var values = [MustacheValue?](repeating: nil, count: ViewName.allCases.count)

    /// Where a value stands; nil where no value has that name.
    static func place(of name: String) -> Int? { places[name] }

    subscript(name: ViewName) -> MustacheValue? {
        get { values[name.rawValue] }
        set { values[name.rawValue] = newValue }
    }

    /// The value of that name as templates write it.
    subscript(name: String) -> MustacheValue? { Self.places[name].flatMap { values[$0] } }

    /// The same as one value, for what walks trees.
    var object: MustacheValue {
        var members: [String: MustacheValue] = [:]
        for (name, place) in Self.places { members[name] = values[place] }
        return .object(MustacheMembers(members))
    }
}
