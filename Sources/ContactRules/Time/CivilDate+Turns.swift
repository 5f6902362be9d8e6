import Dunning

extension CivilDate {
    /// The number of the first Monday behind a day.
    static func firstOfNextWeek(after day: Int) -> Int { day - CivilDate(dayNumber: day).weekdayIndex + 7 }

    /// The number of the first day of the month behind a day's own.
    static func firstOfNextMonth(after day: Int) -> Int {
        let (year, month, _) = CivilDate(dayNumber: day).components
        return first(of: month % 12 + 1, in: month == 12 ? year + 1 : year)
    }
}
