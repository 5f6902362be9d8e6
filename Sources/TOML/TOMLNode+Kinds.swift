import Dunning

extension TOMLNode {
    /// The text of a string; the empty one is refused unless it is allowed.
    public func string(mayBeEmpty: Bool = false) throws(TOMLMistake) -> String {
        guard case .string(let text) = value else { throw .expected("a string", found: value) }
        guard mayBeEmpty || !text.isEmpty else { throw .init("expected a string, found an empty one") }
        return text
    }

    /// A whole number within a range.
    public func integer(in range: ClosedRange<Int> = .min ... .max) throws(TOMLMistake) -> Int {
        guard case .integer(let number) = value else { throw .expected("an integer", found: value) }
        guard range.contains(number) else { throw .init("\(number) is out of range", mend: range.advice) }
        return number
    }

    /// A finite number, written with or without a fraction.
    public func number() throws(TOMLMistake) -> Double {
        switch value {
        case .integer(let number): return Double(number)
        case .float(let number) where number.isFinite: return number
        default: throw .expected("a number", found: value)
        }
    }

    /// `true` or `false`.
    public func boolean() throws(TOMLMistake) -> Bool {
        guard case .boolean(let flag) = value else {
            throw .expected("a boolean", found: value, mend: "write `true` or `false`, without quotes")
        }
        return flag
    }

    /// A day.
    public func date() throws(TOMLMistake) -> TOMLDate {
        guard case .localDate(let date) = value else {
            throw .expected("a date", found: value, mend: "write it as `2026-12-31`, without quotes")
        }
        return date
    }

    /// A time of day.
    public func time() throws(TOMLMistake) -> TOMLTime {
        guard case .localTime(let time) = value else {
            throw .expected("a time", found: value, mend: "write it as `08:30:00`, without quotes")
        }
        return time
    }

    /// An instant.
    public func dateTime() throws(TOMLMistake) -> TOMLOffsetDateTime {
        guard case .offsetDateTime(let instant) = value else {
            throw .expected(
                "a date-time with offset",
                found: value,
                mend: "write it as `2026-12-31T08:30:00Z`, without quotes"
            )
        }
        return instant
    }

    /// One of the values of a type that lists them all.
    public func enumeration<Choice>(as type: Choice.Type) throws(TOMLMistake) -> Choice
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        let name = try string()
        if let choice = Choice(rawValue: name) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let all = names.map { "`\($0)`" }.joined(separator: ", ")
        let mend = NearestName.suggest(name, among: names).map { "did you mean `\($0)`?" } ?? "write one of \(all)"
        throw .init("`\(name)` is not known here", mend: mend)
    }

    /// The elements of an array.
    public func array() throws(TOMLMistake) -> [TOMLNode] {
        guard case .array(let elements) = value else { throw .expected("an array", found: value) }
        return elements
    }

    /// The entries of a table.
    public func table() throws(TOMLMistake) -> TOMLTable {
        guard case .table(let table) = value else { throw .expected("a table", found: value) }
        return table
    }
}

extension ClosedRange<Int> {
    /// The range in words, with an end left out where there is none.
    fileprivate var advice: String {
        switch (lowerBound, upperBound) {
        case (_, .max): "write at least \(lowerBound)"
        case (.min, _): "write at most \(upperBound)"
        default: "write a number from \(lowerBound) to \(upperBound)"
        }
    }
}
