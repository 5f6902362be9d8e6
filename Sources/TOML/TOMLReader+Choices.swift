extension TOMLReader {
    /// One of the values of a type that lists them all; a wrong one is answered with the nearest right one.
    public func enumeration<Choice>(_ key: String, as type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        value(key, expected: Self.choices(type)) { node throws(TOMLMistake) in try node.enumeration(as: type) }
    }

    /// One of the values of a type that lists them all, or nil where the key is absent.
    public func optionalEnumeration<Choice>(_ key: String, as type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        optionalValue(key) { node throws(TOMLMistake) in try node.enumeration(as: type) }
    }

    /// An array of values of a type that lists them all.
    public func enumerations<Choice>(_ key: String, as type: Choice.Type) -> [Choice]?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        list(key, expected: "an array of some of \(Self.names(type))") { node throws(TOMLMistake) in
            try node.enumeration(as: type)
        }
    }

    /// An array of values of a type that lists them all, or nil where the key is absent.
    public func optionalEnumerations<Choice>(_ key: String, as type: Choice.Type) -> [Choice]?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        optionalList(key) { node throws(TOMLMistake) in try node.enumeration(as: type) }
    }

    private static func choices<Choice>(_ type: Choice.Type) -> String
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        "one of \(names(type))"
    }

    private static func names<Choice>(_ type: Choice.Type) -> String
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        type.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }
}
