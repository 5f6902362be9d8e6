import Dunning
import Foundation

/// How one locale writes amounts of one currency, learnt once from Foundation's ICU by looking at a long number.
///
/// Foundation takes several microseconds for an amount; this takes a fraction of one and writes the same.
struct MoneyPattern: Sendable {
    private let prefix: [UInt8]
    private let suffix: [UInt8]
    private let decimalSeparator: [UInt8]
    private let groupSeparator: [UInt8]
    /// Digits of the last group, and of each one before it; 3 and 2 in India.
    private let groups: (last: Int, other: Int)
    /// Whether a single digit may stand in front of a separator: `1.234`, but `1234` in Spain.
    private let groupsFour: Bool
    private let fractionDigits: Int
    /// The ten digits of the locale, in UTF-8.
    private let digits: [[UInt8]]

    /// Learns; nil where the locale writes numbers in a way that does not fit, and Foundation must be asked each time.
    init?(locale: Locale, currency: Currency) {
        let long = MoneyPattern.ask(1_234_567_890_123, whole: true, locale, currency)
        let short = MoneyPattern.ask(1_234, whole: true, locale, currency)
        let parts = MoneyPattern.split(long)
        guard let first = parts.first, let last = parts.last, first.isNumber == false, last.isNumber == false else {
            return nil
        }
        let inner = Array(parts.dropFirst().dropLast())
        let numbers = inner.filter(\.isNumber).map(\.text)
        let separators = inner.filter { !$0.isNumber }.map(\.text)
        let fraction = currency.digits > 0 ? 1 : 0
        guard numbers.count >= 3 + fraction, Set(separators.prefix(numbers.count - 1 - fraction)).count == 1,
            fraction == 0 || numbers.last?.count == currency.digits,
            let digits = MoneyPattern.digits(of: numbers.joined())
        else { return nil }
        prefix = Array(first.text.utf8)
        suffix = Array(last.text.utf8)
        fractionDigits = currency.digits
        groupSeparator = Array(separators[0].utf8)
        decimalSeparator = fraction == 1 ? Array(separators[separators.count - 1].utf8) : []
        let whole = Array(numbers.dropLast(fraction))
        groups = (whole[whole.count - 1].count, whole[whole.count - 2].count)
        groupsFour = MoneyPattern.split(short).filter(\.isNumber).count == 2 + fraction
        self.digits = digits.map { Array(String($0).utf8) }
    }

    /// An amount that is not negative, as the locale writes it.
    func text(minor: Int64) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { written in
            let first = MoneyPattern.write(minor, into: written, atLeast: fractionDigits + 1)
            return assembled(UnsafeBufferPointer(rebasing: written[first...]))
        }
    }

    /// `written` holds the digits 0 to 9, fraction included.
    private func assembled(_ written: UnsafeBufferPointer<UInt8>) -> String {
        let whole = written.count - fractionDigits
        let isGrouped = whole > groups.last && (whole > 4 || groupsFour)
        let room = prefix.count + suffix.count + decimalSeparator.count + written.count * (4 + groupSeparator.count)
        return String(unsafeUninitializedCapacity: room) { buffer in
            var end = 0
            func put(_ bytes: [UInt8]) {
                for byte in bytes {
                    buffer.initializeElement(at: end, to: byte)
                    end += 1
                }
            }
            put(prefix)
            for (index, digit) in written.enumerated() {
                let rest = whole - index
                if rest == 0 {
                    put(decimalSeparator)
                } else if isGrouped, index > 0, rest >= groups.last, (rest - groups.last) % groups.other == 0 {
                    put(groupSeparator)
                }
                put(digits[Int(digit)])
            }
            put(suffix)
            return end
        }
    }

    /// Writes the digits of a number at the end of a buffer; gives where they begin.
    private static func write(_ number: Int64, into buffer: UnsafeMutableBufferPointer<UInt8>, atLeast: Int) -> Int {
        var rest = number
        var first = buffer.count
        while rest > 0 || buffer.count - first < atLeast {
            first -= 1
            buffer.initializeElement(at: first, to: UInt8(rest % 10))
            rest /= 10
        }
        return first
    }

    /// A whole number that is not negative, in the locale's digits, without groups.
    func number(_ value: Int) -> String {
        guard digits[0] != [UInt8(ascii: "0")] else { return String(value) }
        let written = String(value).utf8.flatMap { digits[Int($0 - UInt8(ascii: "0"))] }
        return String(decoding: written, as: UTF8.self)
    }

    /// What Foundation writes; the way out where a pattern cannot be learnt, and the yardstick in tests.
    static func ask(_ number: Int64, whole: Bool = false, _ locale: Locale, _ currency: Currency) -> String {
        var amount = Decimal(number)
        if !whole { for _ in 0..<currency.digits { amount /= 10 } }
        let style = Decimal.FormatStyle.Currency(code: currency.code, locale: locale)
        return amount.formatted(style.precision(.fractionLength(currency.digits)))
    }

    /// Stretches of digits and of other characters in turn, beginning and ending with others, which may be empty.
    private static func split(_ text: String) -> [(text: String, isNumber: Bool)] {
        var parts = [(text: "", isNumber: false)]
        for character in text {
            let isDigit = character.isWholeNumber
            if parts[parts.count - 1].isNumber != isDigit { parts.append(("", isDigit)) }
            parts[parts.count - 1].text.append(character)
        }
        if parts[parts.count - 1].isNumber { parts.append(("", false)) }
        return parts
    }

    /// The digits 0 to 9, which all occur in the number that was asked for.
    private static func digits(of text: String) -> [Character]? {
        var found: [Int: Character] = [:]
        for character in text { character.wholeNumberValue.map { found[$0] = character } }
        let digits = (0...9).compactMap { found[$0] }
        return digits.count == 10 ? digits : nil
    }
}
