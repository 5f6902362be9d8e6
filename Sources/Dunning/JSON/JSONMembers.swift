/// The members of a JSON object, each name once, in the order in which they are written (RFC 8785).
///
/// A sorted list and no table: an object has few members, most of them are written at once, and a short name is found
/// sooner than it is hashed. Members that come in their order are added without a search.
public struct JSONMembers: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        let key: String
        var value: JSON
    }

    private var members: [Member] = []

    /// No members.
    public init() {}

    /// No members yet, and room for some.
    init(capacity: Int) { members.reserveCapacity(capacity) }

    /// Members of which several may have one name: `unite` makes one value of two.
    public init(
        _ pairs: some Swift.Sequence<(String, JSON)>,
        uniquingKeysWith unite: (JSON, JSON) throws -> JSON
    ) rethrows {
        members.reserveCapacity(pairs.underestimatedCount)
        for (key, value) in pairs {
            let (index, isThere) = place(of: key)
            if isThere {
                members[index].value = try unite(members[index].value, value)
            } else {
                members.insert(Member(key: key, value: value), at: index)
            }
        }
    }

    /// Members of different names.
    public init(uniqueKeysWithValues pairs: some Swift.Sequence<(String, JSON)>) {
        self.init(pairs) { $1 }
    }

    /// Members of a table.
    public init(_ table: [String: JSON]) {
        members = table.map(Member.init).sorted { JSONMembers.precedes($0.key, $1.key) }
    }

    /// The value of a member; setting nil removes it.
    public subscript(_ key: String) -> JSON? {
        get {
            // Not by `?:`, in which `nil` would be the value `null`.
            guard let index = index(of: key) else { return nil }
            return members[index].value
        }
        set {
            if let newValue { set(newValue, forKey: key) } else { removeValue(forKey: key) }
        }
    }

    /// The value of a member, or another where there is none.
    public subscript(_ key: String, default other: @autoclosure () -> JSON) -> JSON {
        get { self[key] ?? other() }
        set { self[key] = newValue }
    }

    /// Adds a member at the end, wherever its name belongs; `settle` puts all in order.
    mutating func append(_ value: JSON, forKey key: String) { members.append(Member(key: key, value: value)) }

    /// Puts members in order that were appended in another, all at once: many of them must not cost their square.
    /// - Returns: the place at which a name came for the second time; nil where each came once.
    mutating func settle() -> Int? {
        let isInOrder = zip(members, members.dropFirst()).allSatisfy { JSONMembers.precedes($0.key, $1.key) }
        if isInOrder { return nil }
        let order = members.indices.sorted { left, right in
            let (first, second) = (members[left].key, members[right].key)
            return JSONMembers.precedes(first, second) || (left < right && !JSONMembers.precedes(second, first))
        }
        let repeated = zip(order, order.dropFirst())
            .filter { !JSONMembers.precedes(members[$0].key, members[$1].key) }
        members = order.map { members[$0] }
        return repeated.map(\.1).min()
    }

    /// The place of a member; nil where there is none of this name.
    func index(of key: String) -> Int? {
        let (index, isThere) = place(of: key)
        return isThere ? index : nil
    }

    /// All members, for going through them without taking each out.
    func withUnsafeMembers(_ body: (UnsafeBufferPointer<Member>) -> Void) {
        members.withUnsafeBufferPointer(body)
    }

    /// Removes a member and gives back its value, where there is one.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSON? {
        guard let index = index(of: key) else { return nil }
        return members.remove(at: index).value
    }

    /// The names, in order.
    public var keys: [String] { members.map(\.key) }

    /// The values, in the order of their names.
    public var values: [JSON] { members.map(\.value) }

    /// The same names with other values.
    public func mapValues(_ change: (JSON) throws -> JSON) rethrows -> JSONMembers {
        var changed = self
        for index in members.indices { changed.members[index].value = try change(members[index].value) }
        return changed
    }

    /// These members and others; `unite` makes one value of two where both have a name.
    public func merging(
        _ others: JSONMembers,
        uniquingKeysWith unite: (JSON, JSON) throws -> JSON
    ) rethrows -> JSONMembers {
        try JSONMembers(map { ($0.key, $0.value) } + others.map { ($0.key, $0.value) }, uniquingKeysWith: unite)
    }

    private mutating func set(_ value: JSON, forKey key: String) {
        let (index, isThere) = place(of: key)
        if isThere { members[index].value = value } else { members.insert(Member(key: key, value: value), at: index) }
    }

    /// Where a name stands, or where it belongs.
    ///
    /// Most members come in order, so the end is looked at first.
    private func place(of key: String) -> (index: Int, isThere: Bool) {
        guard let last = members.last, !JSONMembers.precedes(last.key, key) else { return (members.count, false) }
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if JSONMembers.precedes(members[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return (low, !JSONMembers.precedes(key, members[low].key))
    }

    /// The order of UTF-16 units; of ASCII it is the order of strings, which is compared many bytes at once.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        isASCII(left) && isASCII(right) ? left < right : left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    /// Only ASCII has as many units in UTF-8 as in UTF-16.
    private static func isASCII(_ text: String) -> Bool { text.utf8.count == text.utf16.count }
}

extension JSONMembers: RandomAccessCollection {
    /// The first member's place.
    public var startIndex: Int { 0 }
    /// Behind the last member.
    public var endIndex: Int { members.count }
    /// A member.
    public subscript(_ index: Int) -> (key: String, value: JSON) { (members[index].key, members[index].value) }
}

extension JSONMembers: ExpressibleByDictionaryLiteral {
    /// Members; of two of one name the last one counts.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) { $1 } }
}
