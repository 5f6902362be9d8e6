import TOML

/// Whole numbers that a condition takes: `3`, `">= 3"`, `"< 30"`, `"30..90"`, or several of these.
struct NumberRange: Hashable, Sendable {
    /// Apart from each other, the lowest first.
    let parts: [ClosedRange<Int64>]

    /// The union of parts that may overlap.
    init(_ parts: [ClosedRange<Int64>]) {
        self.parts = parts.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, part in
            // What follows without a gap belongs to it: 1..3 and 4..6 take the same numbers as 1..6.
            guard let last = joined.last, last.upperBound == .max || part.lowerBound <= last.upperBound + 1 else {
                return joined.append(part)
            }
            joined[joined.count - 1] = last.lowerBound...max(last.upperBound, part.upperBound)
        }
    }

    func contains(_ number: Int64) -> Bool { parts.contains { $0.contains(number) } }

    /// Whether it takes every number that the other one takes.
    func covers(_ other: NumberRange) -> Bool {
        other.parts.allSatisfy { part in
            parts.contains { $0.lowerBound <= part.lowerBound && part.upperBound <= $0.upperBound }
        }
    }

    /// Reads one part.
    ///
    /// - Parameters:
    ///   - text: what the author wrote.
    ///   - domain: the numbers that can occur; a part outside it can never be true.
    ///   - number: reads a single number, and says what is wrong with it.
    /// - Returns: the numbers that are meant, within the domain.
    /// - Throws: what is wrong with the text.
    static func part(
        _ text: String,
        in domain: ClosedRange<Int64>,
        _ number: (Substring) throws(TOMLMistake) -> Int64
    ) throws(TOMLMistake) -> ClosedRange<Int64> {
        let (low, high) = try bounds(text.filter { $0 != " " }[...], number)
        let lowest = max(low ?? domain.lowerBound, domain.lowerBound)
        let highest = min(high ?? domain.upperBound, domain.upperBound)
        guard lowest <= highest else {
            throw TOMLMistake("`\(text)` can never be true", mend: "turn its ends, or widen it")
        }
        return lowest...highest
    }

    /// The ends of `>=3`, `<30`, `30..90`, `3`; nil = none.
    private static func bounds(
        _ text: Substring,
        _ number: (Substring) throws(TOMLMistake) -> Int64
    ) throws(TOMLMistake) -> (Int64?, Int64?) {
        if text.hasPrefix(">=") { return (try number(text.dropFirst(2)), nil) }
        if text.hasPrefix("<=") { return (nil, try number(text.dropFirst(2))) }
        if text.hasPrefix(">") { return (try number(text.dropFirst()) + 1, nil) }
        if text.hasPrefix("<") { return (nil, try number(text.dropFirst()) - 1) }
        let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            let only = try number(text)
            return (only, only)
        }
        return (try number(ends[0]), try number(ends[1]))
    }
}

extension NumberRange {
    private static let forms = "write a number, `>= 3`, `< 30` or `30..90`"

    /// Reads a number of things, such as days.
    static func count(_ node: TOMLNode, in domain: ClosedRange<Int64>) throws(TOMLMistake) -> (String, Self) {
        let text: String
        if case .integer(let number) = node.value { text = String(number) } else { text = try node.string() }
        let range = try part(text, in: domain) { digits throws(TOMLMistake) in
            guard let number = whole(digits) else { throw TOMLMistake("`\(text)` is no range of numbers", mend: forms) }
            return number
        }
        return (text, NumberRange([range]))
    }

    /// Up to nine digits and nothing else.
    private static func whole(_ digits: Substring) -> Int64? {
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int64(digits)
    }

    /// Reads the digits of an amount of money, `499.99`, in minor units.
    static func minor(_ text: Substring, digits: Int) -> Int64? {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let wholes = whole(halves[0]) else { return nil }
        var fraction = ""
        if halves.count == 2 {
            guard digits > 0, halves[1].utf8.count <= digits, whole(halves[1]) != nil else { return nil }
            fraction = String(halves[1])
        }
        fraction += String(repeating: "0", count: digits - fraction.utf8.count)
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        return wholes * scale + (Int64(fraction) ?? 0)
    }
}
