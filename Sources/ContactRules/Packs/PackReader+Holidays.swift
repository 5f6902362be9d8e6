import Dunning
import TOML

extension TOMLReader {
    /// One holiday of a list.
    var holiday: Holiday? {
        let name = string("name")
        let day = holidayDay
        let onSaturday = optionalInteger("saturday", range: 1...7)
        let onSunday = optionalInteger("sunday", range: -6...7)
        let onMonday = optionalBoolean("monday") ?? false
        let first = optionalInteger("first_year", range: DaySet.years) ?? DaySet.years.lowerBound
        let last = optionalInteger("last_year", range: DaySet.years) ?? DaySet.years.upperBound
        let regions = optionalStrings("regions") ?? []
        guard first <= last else {
            complain("the last year is before the first", at: "last_year")
            return nil
        }
        guard let name, let day else { return nil }
        if onMonday { checkMonday(day, hasSubstitute: onSaturday != nil || onSunday != nil) }
        return Holiday(
            name: name,
            day: day,
            onSaturday: onSaturday,
            onSunday: onSunday,
            onMonday: onMonday,
            years: first...last,
            regions: regions
        )
    }

    private func checkMonday(_ day: Holiday.Day, hasSubstitute: Bool) {
        switch day {
        case .fixed, .easter, .orthodoxEaster:
            if hasSubstitute {
                complain("`monday` moves the day, so it has no substitute", mend: "remove one of them", at: "monday")
            }
        case .nth, .before, .dates:
            complain("this day is not moved to a Monday", mend: "`monday` goes with `on` or `easter`", at: "monday")
        }
    }

    private var holidayDay: Holiday.Day? {
        let weekday = optionalEnumeration("weekday", as: Weekday.self).flatMap { Weekday.allCases.firstIndex(of: $0) }
        let fixed = optionalMonthAndDay("on")
        let easter = optionalInteger("easter", range: -100...100)
        let orthodox = optionalInteger("orthodox_easter", range: -100...100)
        let once = optionalDate("date").map { [$0.daysSinceEpoch] }
        let several = optionalList("dates") { node throws(TOMLMistake) in try node.date().daysSinceEpoch }
        let number = optionalInteger("nth", range: 1...5)
        let month = optionalInteger("month", range: 1...12)
        let before = optionalMonthAndDay("before")
        var days: [Holiday.Day] = []
        if let fixed { days.append(.fixed(month: fixed.month, day: fixed.day)) }
        if let easter { days.append(.easter(easter)) }
        if let orthodox { days.append(.orthodoxEaster(orthodox)) }
        if let once { days.append(.dates(once)) }
        if let several { days.append(.dates(several)) }
        if let weekday, let number, let month { days.append(.nth(number, weekday: weekday, month: month)) }
        if let weekday, let before { days.append(.before(weekday: weekday, month: before.month, day: before.day)) }
        guard days.count == 1 else {
            complain(
                days.isEmpty ? "the holiday has no day" : "the holiday has more than one day",
                mend: "write one of `on`, `easter`, `orthodox_easter`, `date`, `dates`, "
                    + "`nth` with `weekday` and `month`, `before` with `weekday`"
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
