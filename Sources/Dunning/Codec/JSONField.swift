/// How the value of one member is read: what it must be, and what is wrong where it is not that.
public struct JSONField<Value> {
    /// The kind with its article, for when the member is missing: "a date such as `2026-12-31`".
    public var expected: String { describe() }
    /// Reads the value.
    let read: (JSON) throws(JSONMistake) -> Value

    /// Most values are right, so what was expected is only put into words where one is not.
    private let describe: () -> String

    /// A way to read a value.
    public init(
        _ expected: @autoclosure @escaping () -> String,
        _ read: @escaping (JSON) throws(JSONMistake) -> Value
    ) {
        self.describe = expected
        self.read = read
    }

    /// Reads a value of which `take` knows the good ones; what it does not know is of the wrong kind.
    fileprivate init(kind expected: String, _ take: @escaping (JSON) -> Value?) {
        self.init(expected) { json throws(JSONMistake) in
            guard let value = take(json) else { throw .expected(expected, found: json) }
            return value
        }
    }

    /// Reads a string of which `take` knows the good ones; `complaint` says what is wrong with another one.
    ///
    /// Inlined, for fields are made anew for each member: so neither the words nor the closures cost anything.
    @inline(__always)
    static func text(
        _ expected: String,
        _ take: @escaping (String) -> Value?,
        otherwise complaint: @escaping (String) -> String
    ) -> JSONField {
        JSONField(expected) { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected(expected, found: json) }
            guard let value = take(text) else { throw JSONMistake(complaint(text), mend: "write \(expected)") }
            return value
        }
    }
}

/// What is wrong with one value, before anyone says where it stands.
public struct JSONMistake: Error, Hashable, Sendable {
    /// What is wrong, with a small first letter and no full stop.
    public let message: String
    /// What to do about it.
    public let mend: String?

    /// Describes a mistake.
    public init(_ message: String, mend: String? = nil) {
        self.message = message
        self.mend = mend
    }

    /// A value of the wrong kind; the value itself is not shown, for it may be about a person.
    public static func expected(_ expected: String, found json: JSON) -> JSONMistake {
        JSONMistake("found \(json.kind)", mend: "write \(expected)")
    }
}

extension JSONField where Value == String {
    /// A string that is not empty.
    public static var string: JSONField {
        JSONField("a string") { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected("a string", found: json) }
            guard !text.isEmpty else { throw JSONMistake("the string is empty", mend: "fill it, or leave it out") }
            return text
        }
    }
}

extension JSONField where Value == Bool {
    /// `true` or `false`.
    public static var boolean: JSONField { JSONField(kind: "`true` or `false`", \.boolean) }
}

extension JSONField where Value == JSON {
    /// Any value but `null`.
    public static var any: JSONField { JSONField("a value") { json throws(JSONMistake) in json } }
}

extension JSONField where Value == Int {
    /// A whole number within a range.
    public static func integer(_ range: ClosedRange<Int>) -> JSONField {
        func expected() -> String { "a whole number from \(range.lowerBound) to \(range.upperBound)" }
        return JSONField(expected()) { json throws(JSONMistake) in
            guard let number = json.integer else { throw .expected(expected(), found: json) }
            guard let value = Int(exactly: number), range.contains(value) else {
                throw JSONMistake("\(number) is out of range", mend: "write \(expected())")
            }
            return value
        }
    }
}

extension JSONField where Value == Int64 {
    /// A whole number, zero or more.
    public static var amount: JSONField {
        let expected = "a whole number of minor units, such as 12000 for 120.00"
        return JSONField(expected) { json throws(JSONMistake) in
            guard let number = json.integer else { throw .expected(expected, found: json) }
            guard number >= 0 else { throw JSONMistake("\(number) is less than nothing", mend: "write \(expected)") }
            return number
        }
    }
}

extension JSONField {
    /// An identifier; see `Identifier` for the alphabet.
    public static func identifier(_ type: Value.Type) -> JSONField where Value: Identifier {
        JSONField("an identifier") { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected("an identifier in double quotes", found: json) }
            guard let id = Value(text) else {
                throw JSONMistake(
                    "\(quoted(text)) is no identifier",
                    mend: "use 1 to 128 letters, digits, `.`, `_`, `-`, `:`, the first a letter or a digit"
                )
            }
            return id
        }
    }

    /// One of the values of a type that lists them all; a wrong one is answered with the nearest right one.
    public static func choice(_ type: Value.Type) -> JSONField
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        choice(among: Array(type.allCases)) { Value(rawValue: $0) }
    }

    /// One of some values; a wrong one is answered with the nearest right one.
    public static func choice(among values: [Value]) -> JSONField
    where Value: RawRepresentable, Value.RawValue == String {
        choice(among: values) { name in values.first { $0.rawValue == name } }
    }

    private static func choice(among values: [Value], _ find: @escaping (String) -> Value?) -> JSONField
    where Value: RawRepresentable, Value.RawValue == String {
        func expected() -> String { "one of " + values.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
        return JSONField(expected()) { json throws(JSONMistake) in
            guard let name = json.string else { throw .expected(expected(), found: json) }
            if let value = find(name) { return value }
            let nearest = NearestName.suggest(name, among: values.map(\.rawValue)).map { "did you mean `\($0)`?" }
            throw JSONMistake("\(quoted(name)) is not known here", mend: nearest ?? "write \(expected())")
        }
    }
}

extension JSONField where Value == Instant {
    /// An instant of RFC 3339.
    public static var instant: JSONField {
        text(
            "an RFC 3339 instant such as `2026-12-31T08:30:00Z`",
            Instant.init(rfc3339:),
            otherwise: { "\(quoted($0)) is no instant that exists" }
        )
    }
}

extension JSONField where Value == CivilDate {
    /// A day.
    public static var date: JSONField {
        text("a date such as `2026-12-31`", { CivilDate($0) }, otherwise: { "\(quoted($0)) is no date that exists" })
    }
}

extension JSONField where Value == Currency {
    /// A currency in use.
    public static var currency: JSONField {
        text("an ISO 4217 code such as `EUR`", { Currency($0) }, otherwise: { "currency \(quoted($0)) is not known" })
    }
}
