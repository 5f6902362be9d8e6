import _FoundationICU

/// Which form of a noun a language puts beside a number, in the categories of CLDR.
///
/// `zero` is a form that Arabic or Welsh have, not the number 0: in German 0 is `other`.
enum PluralCategory: String, CaseIterable, Hashable, Sendable {
    case zero, one, two, few, many, other
}

/// The plural rules of one language, as Foundation's own ICU carries them.
///
/// Foundation shows plural rules through string catalogues alone, which Linux lacks, so its ICU is asked directly.
struct PluralRules: Sendable {
    /// Counts of days and invoices are below it; what is not is asked for anew each time.
    private static let remembered = 1_000

    private let locale: String
    private let known: [PluralCategory]

    init(_ locale: String) {
        self.locale = locale
        known = Self.categories(of: 0..<Self.remembered, locale)
    }

    /// The category of a whole number that is not negative.
    subscript(number: Int) -> PluralCategory {
        guard !known.indices.contains(number) else { return known[number] }
        return Self.categories(of: number..<(number + 1), locale).first ?? .other
    }

    /// A locale that ICU does not know has the rules of its root, where everything is `other`.
    private static func categories(of numbers: Range<Int>, _ locale: String) -> [PluralCategory] {
        var status = U_ZERO_ERROR
        let rules = swift_uplrules_open(locale, &status)
        defer { swift_uplrules_close(rules) }
        guard let rules, status.rawValue <= U_ZERO_ERROR.rawValue else { return numbers.map { _ in .other } }
        var name = [UInt16](repeating: 0, count: 16)
        return numbers.map { number in
            var status = U_ZERO_ERROR
            let length = swift_uplrules_select(rules, Double(number), &name, Int32(name.count), &status)
            guard status.rawValue <= U_ZERO_ERROR.rawValue else { return .other }
            return PluralCategory(rawValue: String(decoding: name.prefix(Int(length)), as: UTF16.self)) ?? .other
        }
    }
}
