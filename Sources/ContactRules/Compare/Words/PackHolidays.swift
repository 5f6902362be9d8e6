import Dunning

/// One holiday of one year.
struct DatedHoliday: Hashable {
    let date: CivilDate
    let name: String
    /// Kept in some regions only.
    let isRegional: Bool
}

extension RulePack {
    /// The holidays of a year that rules of this pack go by, in the order of the calendar.
    func holidays(of year: Int) -> [DatedHoliday] {
        let calendars = Set(rules.flatMap(\.ownCalendars))
        let days = CivilDate.first(of: 1, in: year)..<CivilDate.first(of: 1, in: year + 1)
        // A region that no list speaks of keeps what all keep.
        let nowhere = RegionName(code: "", parent: nil)
        return days.flatMap { day in
            Set(
                calendars.compactMap { calendar in
                    calendar.name(of: day).map { name in
                        let isCommon = calendar.days(in: nowhere).contains(day)
                        return DatedHoliday(date: CivilDate(dayNumber: day), name: name, isRegional: !isCommon)
                    }
                }
            ).sorted { $0.name < $1.name }
        }
    }
}

extension Rule {
    /// The lists of this pack that it goes by.
    var ownCalendars: [HolidayCalendar] {
        let lists: [HolidayList?] =
            switch body {
            case let body as WindowRule: [body.holidays]
            case let body as StopRule: [body.period?.receipt.holidays]
            case let body as OptOutRule: [body.deadline?.holidays]
            case let body as SpacingRule: body.laterStart.map(\.workingDay.holidays)
            default: []
            }
        return lists.compactMap { if case .own(let calendar) = $0 { calendar } else { nil } }
    }
}
