/// The members of a value by their names: few are looked through, many are looked up.
struct MustacheMembers: Hashable, Sendable {
    private struct Member: Hashable {
        let name: String
        var value: MustacheValue
    }

    /// The values of a message have fewer members than this, and making a table of them takes longer than using them.
    private static let fewest = 16

    private var few: [Member] = []
    private var many: [String: MustacheValue] = [:]

    /// No members.
    init() {}

    /// Members of data from outside.
    init(_ members: [String: MustacheValue]) {
        if members.count < Self.fewest {
            few = members.map { Member(name: $0, value: $1) }
        } else {
            many = members
        }
    }

    subscript(name: String) -> MustacheValue? {
        get {
            // By index: a member that is not meant is looked at, and not taken hold of.
            for index in few.indices where few[index].name == name { return few[index].value }
            return many.isEmpty ? nil : many[name]
        }
        set {
            if let index = few.firstIndex(where: { $0.name == name }) {
                if let newValue { few[index].value = newValue } else { few.remove(at: index) }
            } else if let newValue, many.isEmpty, few.count < Self.fewest {
                few.append(Member(name: name, value: newValue))
            } else {
                many[name] = newValue
            }
        }
    }
}

extension MustacheMembers: ExpressibleByDictionaryLiteral {
    /// The names must differ.
    init(dictionaryLiteral elements: (String, MustacheValue)...) {
        few.reserveCapacity(elements.count)
        for (name, value) in elements { few.append(Member(name: name, value: value)) }
    }
}
