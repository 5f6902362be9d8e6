import Dunning
import TOML

extension SettingsKey where Value == [Money] {
    /// Amounts, one for each currency.
    static func amounts(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "an amount such as `500 EUR`, or an array of them, one a currency", about) {
            node,
            _ throws(TOMLMistake) in
            var nodes = [node]
            if case .array(let elements) = node.value { nodes = elements }
            var amounts: [Money] = []
            for node in nodes {
                let text = try node.line()
                guard let amount = Money(text: text) else {
                    throw TOMLMistake("\(quoted(text)) is no amount", mend: "write it like `500 EUR` or `25.50 USD`")
                }
                guard !amounts.contains(where: { $0.currency == amount.currency }) else {
                    throw TOMLMistake("\(amount.currency) is there twice", mend: "name each currency once")
                }
                amounts.append(amount)
            }
            guard !amounts.isEmpty else { throw TOMLMistake("no amount", mend: "write one like `500 EUR`") }
            return amounts
        }
    }
}

extension SettingsKey where Value == Int {
    /// A day counted from the one on which the debt is due: `due`, `due+15d`, `due-3d`.
    static func dueDay(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "`due`, or a day such as `due+15d` or `due-3d`", about) { node, _ throws(TOMLMistake) in
            let text = try node.line()
            guard let day = DueDayText.day(text) else {
                throw TOMLMistake(
                    "\(quoted(text)) is no day counted from the due date",
                    mend: "write it like `due`, `due+15d` or `due-3d`, three years at most"
                )
            }
            return day
        }
    }
}

/// Days counted from the due date: `due`, `due+15d`, `due-3d`.
private enum DueDayText {
    static func day(_ text: String) -> Int? {
        guard text.hasPrefix("due") else { return nil }
        let rest = text.dropFirst(3)
        if rest.isEmpty { return 0 }
        guard let sign = rest.first, sign == "+" || sign == "-", rest.last == "d" else { return nil }
        let digits = rest.dropFirst().dropLast()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let days = Int(digits), days <= 1096
        else { return nil }
        return sign == "-" ? -days : days
    }
}

extension SettingsKey where Value == [PreferredHours] {
    /// Hours in which a message comes best: `tue-thu 09:30-11:30`, several of them separated by commas.
    static func hours(_ name: String, _ about: String) -> SettingsKey {
        SettingsKey(name, "hours such as `tue-thu 09:30-11:30`, several separated by commas", about) {
            node,
            _ throws(TOMLMistake) in
            let text = try node.line()
            var all: [PreferredHours] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let words = part.split(separator: " ").map(String.init)
                guard let hours = PreferredHoursText.hours(words) else {
                    throw TOMLMistake(
                        "\(quoted(String(part))) are no hours",
                        mend: "write them like `tue-thu 09:30-11:30`, `mon+fri 16:00-18:00` or `10:00-12:00`"
                    )
                }
                all.append(hours)
            }
            return all
        }
    }
}

/// One stretch of the day on some weekdays; without weekdays on every day.
private enum PreferredHoursText {
    static func hours(_ words: [String]) -> PreferredHours? {
        guard let last = words.last, words.count <= 2, let minutes = minutes(last) else { return nil }
        guard words.count == 2 else { return PreferredHours(days: Set(Weekday.allCases), minutes: minutes) }
        return days(words[0]).map { PreferredHours(days: $0, minutes: minutes) }
    }

    /// `tue`, `tue-thu`, `mon+wed`; a run may go over the weekend, such as `fri-mon`.
    private static func days(_ text: String) -> Set<Weekday>? {
        var days: Set<Weekday> = []
        for part in text.split(separator: "+", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { name in Weekday.allCases.firstIndex { $0.rawValue == name } }
            guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil else {
                return nil
            }
            for step in 0...((last - first + 7) % 7) { days.insert(Weekday.allCases[(first + step) % 7]) }
        }
        return days
    }

    private static func minutes(_ text: String) -> Range<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(clock)
        guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else { return nil }
        return from..<to
    }

    private static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}
