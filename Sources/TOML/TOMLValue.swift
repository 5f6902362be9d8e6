/// A value of a TOML file.
public indirect enum TOMLValue: Sendable, Hashable {
    /// Text.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// A floating-point number, also `inf` and `nan`.
    case float(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// An instant.
    case offsetDateTime(TOMLOffsetDateTime)
    /// A day and a time without a zone.
    case localDateTime(TOMLLocalDateTime)
    /// A day.
    case localDate(TOMLDate)
    /// A time of day.
    case localTime(TOMLTime)
    /// A list, of any mix of values.
    case array([TOMLNode])
    /// Keys and their values.
    case table(TOMLTable)

    /// The kind of the value with its article, as in "expected …, found …".
    public var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .offsetDateTime: "a date-time with offset"
        case .localDateTime: "a local date-time"
        case .localDate: "a date"
        case .localTime: "a time"
        case .array: "an array"
        case .table: "a table"
        }
    }

    /// What an error shows of the value: short values in full, text never, for it may be a secret in the wrong place.
    var summary: String {
        switch self {
        case .integer(let value): "integer \(value)"
        case .float(let value): "float \(value)"
        case .boolean(let value): "boolean \(value)"
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .string, .offsetDateTime, .localDateTime, .localDate, .localTime, .table: kind
        }
    }
}

/// A value with its place.
public struct TOMLNode: Sendable, Hashable {
    /// The value.
    public let value: TOMLValue
    /// Where the value begins; for a table with a header, where the header begins.
    public let position: TOMLPosition

    /// Joins a value and its place.
    public init(_ value: TOMLValue, at position: TOMLPosition = .outside) {
        self.value = value
        self.position = position
    }
}

/// A key of a table with its place and its value.
public struct TOMLEntry: Sendable, Hashable {
    /// The key, without quotes.
    public let key: String
    /// Where the key is first named.
    public let keyPosition: TOMLPosition
    /// The value with its place.
    public let node: TOMLNode

    /// Joins a key and its value.
    public init(key: String, at keyPosition: TOMLPosition = .outside, node: TOMLNode) {
        self.key = key
        self.keyPosition = keyPosition
        self.node = node
    }
}
