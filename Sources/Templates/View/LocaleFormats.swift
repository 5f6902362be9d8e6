import Dunning
import Foundation
import Synchronization

/// How one locale writes money, dates and numbers; keeps what it has learnt.
final class LocaleFormats: Sendable {
    /// A day in the ways that messages need.
    struct WrittenDay: Sendable {
        /// In words, as `1. Oktober 2026`.
        let long: String
        /// In figures, as `1.10.2026`; for text messages.
        let short: String
    }

    private struct Memory {
        var patterns: [String: MoneyPattern?] = [:]
        var days: [Int: WrittenDay] = [:]
    }

    /// Due dates repeat; far more days than a run has are not worth keeping.
    private static let dayLimit = 4_096

    let locale: Locale
    /// What messages in it say of creditors.
    let creditors = CreditorValues()
    private let plurals: PluralRules
    private let memory = Mutex(Memory())

    init(_ identifier: String) {
        locale = Locale(identifier: identifier)
        isRightToLeft = locale.language.characterDirection == .rightToLeft
        plurals = PluralRules(identifier)
    }

    /// Whether the script runs from right to left.
    let isRightToLeft: Bool

    /// An amount with its currency.
    func text(_ money: Money) -> String {
        guard money.minor >= 0, let pattern = pattern(money.currency) else {
            return MoneyPattern.ask(money.minor, locale, money.currency)
        }
        return pattern.text(minor: money.minor)
    }

    /// A whole number in the locale's digits, without groups.
    func text(_ number: Int, like currency: Currency) -> String {
        pattern(currency)?.number(number) ?? String(number)
    }

    /// Which form of a noun stands beside a whole number that is not negative.
    func plural(of number: Int) -> PluralCategory { plurals[number] }

    /// Texts in a row, as `INV-7, INV-9 und INV-11`.
    func list(_ texts: [String]) -> String {
        texts.formatted(.list(type: .and).locale(locale))
    }

    /// A share, as `11,27 %`; with as many digits as it has, up to four.
    func percent(_ share: Decimal) -> String {
        share.formatted(Decimal.FormatStyle.Percent(locale: locale).precision(.fractionLength(0...4)))
    }

    /// A day.
    func text(_ day: CivilDate) -> WrittenDay {
        if let known = memory.withLock({ $0.days[day.dayNumber] }) { return known }
        let written = WrittenDay(long: ask(day, .long), short: ask(day, .numeric))
        memory.withLock { memory in
            if memory.days.count >= Self.dayLimit { memory.days = [:] }
            memory.days[day.dayNumber] = written
        }
        return written
    }

    /// The name of a country, such as `Deutschland`; nil where it is not known.
    func country(_ code: String) -> String? { locale.localizedString(forRegionCode: code) }

    private func pattern(_ currency: Currency) -> MoneyPattern? {
        if let known = memory.withLock({ $0.patterns[currency.code] }) { return known }
        let pattern = MoneyPattern(locale: locale, currency: currency)
        memory.withLock { $0.patterns[currency.code] = .some(pattern) }
        return pattern
    }

    private func ask(_ day: CivilDate, _ style: Date.FormatStyle.DateStyle) -> String {
        let utc = TimeZone(secondsFromGMT: 0) ?? .gmt
        let format = Date.FormatStyle(
            date: style,
            time: .omitted,
            locale: locale,
            calendar: Calendar(identifier: .gregorian),
            timeZone: utc
        )
        return Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400).formatted(format)
    }
}

/// The formats of all locales that were asked for.
final class FormatCache: Sendable {
    /// Locales come from outside; nobody may fill the memory with them.
    private static let limit = 256

    private let formats = Mutex<[String: LocaleFormats]>([:])

    subscript(identifier: String) -> LocaleFormats {
        formats.withLock { formats in
            if let known = formats[identifier] { return known }
            if formats.count >= Self.limit { formats = [:] }
            let new = LocaleFormats(identifier)
            formats[identifier] = new
            return new
        }
    }
}
