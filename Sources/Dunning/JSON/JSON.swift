/// A JSON value (RFC 8259) with whole numbers kept whole.
public enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONMembers)
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object; of two members of one name the last one counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONMembers(elements) { $1 })
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}

extension JSON {
    /// A member of an object; nil where this is no object or has no such member.
    public subscript(_ key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text where this is a string.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number where this is a whole number.
    public var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The truth value where this is one.
    public var boolean: Bool? {
        guard case .boolean(let value) = self else { return nil }
        return value
    }

    /// The elements where this is an array.
    public var array: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members where this is an object.
    public var object: JSONMembers? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// What kind of value this is, as messages name it.
    public var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// An object without the members whose value is nil.
    public static func compact(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        var object = JSONMembers(capacity: members.count)
        for case (let key, let value?) in members { object[key] = value }
        return .object(object)
    }
}
