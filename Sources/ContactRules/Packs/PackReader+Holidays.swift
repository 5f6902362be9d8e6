import Dunning
import TOML

extension TOMLReader {
    /// One holiday of a list.
    var holiday: Holiday? {
        let name = string("name")
        let day = holidayDay
        let onSaturday = optionalInteger("saturday", range: 1...7)
        let onSunday = optionalInteger("sunday", range: -6...7)
        let first = optionalInteger("first_year", range: DaySet.years) ?? DaySet.years.lowerBound
        let last = optionalInteger("last_year", range: DaySet.years) ?? DaySet.years.upperBound
        let regions = optionalStrings("regions") ?? []
        guard first <= last else {
            complain("the last year is before the first", at: "last_year")
            return nil
        }
        guard let name, let day else { return nil }
        return Holiday(
            name: name,
            day: day,
            onSaturday: onSaturday,
            onSunday: onSunday,
            years: first...last,
            regions: regions
        )
    }

    private var holidayDay: Holiday.Day? {
        let weekday = optionalEnumeration("weekday", as: Weekday.self).flatMap { Weekday.allCases.firstIndex(of: $0) }
        let fixed = optionalMonthAndDay("on")
        let easter = optionalInteger("easter", range: -100...100)
        let once = optionalDate("date").map { Holiday.Day.once($0.daysSinceEpoch) }
        let number = optionalInteger("nth", range: 1...5)
        let month = optionalInteger("month", range: 1...12)
        let before = optionalMonthAndDay("before")
        var days: [Holiday.Day] = []
        if let fixed { days.append(.fixed(month: fixed.month, day: fixed.day)) }
        if let easter { days.append(.easter(easter)) }
        if let once { days.append(once) }
        if let weekday, let number, let month { days.append(.nth(number, weekday: weekday, month: month)) }
        if let weekday, let before { days.append(.before(weekday: weekday, month: before.month, day: before.day)) }
        guard days.count == 1 else {
            complain(
                days.isEmpty ? "the holiday has no day" : "the holiday has more than one day",
                mend: "write one of `on`, `easter`, `date`, `nth` with `weekday` and `month`, `before` with `weekday`"
            )
            return nil
        }
        return days[0]
    }

    /// `12-25`, leap day included.
    private func optionalMonthAndDay(_ key: String) -> (month: Int, day: Int)? {
        optionalValue(key) { node throws(TOMLMistake) in
            let text = try node.string()
            guard text.utf8.count == 5, let date = CivilDate("2000-" + text) else {
                throw TOMLMistake("`\(text)` is no day of the year", mend: "write it as `12-25`")
            }
            return (date.components.month, date.components.day)
        }
    }
}
