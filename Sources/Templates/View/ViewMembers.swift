/// The values of one message by the first part of their names, each at a place that is known before there are values.
struct ViewMembers: Sendable {
    /// All first parts of names.
    static let names: [String] = FieldShape.view.members.keys.sorted()
    private static let places: [String: Int] = Dictionary(
        uniqueKeysWithValues: names.enumerated().map { ($1, $0) }
    )

    /// Nil where a value was not asked for.
    private(set) var values = [MustacheValue?](repeating: nil, count: ViewMembers.names.count)

    /// Where a value stands; nil where no value has that name.
    static func place(of name: String) -> Int? { places[name] }

    subscript(name: String) -> MustacheValue? {
        get { Self.places[name].flatMap { values[$0] } }
        set {
            if let place = Self.places[name] { values[place] = newValue }
        }
    }

    /// The same as one value, for what walks trees.
    var object: MustacheValue {
        var members: [String: MustacheValue] = [:]
        for (name, place) in Self.places { members[name] = values[place] }
        return .object(MustacheMembers(members))
    }
}
