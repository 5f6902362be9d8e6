import Dunning

/// So many days from Monday to Friday that are no holidays of a list.
struct BusinessDays: Hashable, Sendable {
    var count: Int
    var holidays: HolidayList

    /// The last of them behind a local day.
    func last(after day: Int, in whereabouts: Whereabouts) -> Int {
        let holidays = holidays.days(in: whereabouts)
        var day = day
        var left = count
        while left > 0 {
            day += 1
            if CivilDate(dayNumber: day).weekdayIndex < 5, !holidays.contains(day) { left -= 1 }
        }
        return day
    }
}
