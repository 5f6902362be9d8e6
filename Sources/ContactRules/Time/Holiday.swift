import Dunning

/// One holiday: how its day is found in each year, and where it is kept.
struct Holiday: Hashable, Sendable {
    /// How the day of a year is found.
    enum Day: Hashable, Sendable {
        /// The same date each year.
        case fixed(month: Int, day: Int)
        /// Days after Easter Sunday (Gregorian), negative before it.
        case easter(Int)
        /// The n-th weekday of a month, 5 = the last; the weekday is 0 = Monday.
        case nth(Int, weekday: Int, month: Int)
        /// The last such weekday before a date, the date itself left out.
        case before(weekday: Int, month: Int, day: Int)
        /// Days after Easter Sunday of the Orthodox churches (Julian calendar), negative before it.
        case orthodoxEaster(Int)
        /// Single days that no formula gives.
        case dates([Int])
    }

    /// What people call it.
    let name: String
    let day: Day
    /// Days that follow as a substitute where it falls on a Saturday; the day itself stays a holiday.
    var onSaturday: Int?
    /// The same for a Sunday.
    var onSunday: Int?
    /// Kept on the next Monday where it does not fall on one (Colombia, Ley 51 de 1983); the day itself is none then.
    var onMonday = false
    /// The years in which it is kept.
    var years: ClosedRange<Int> = DaySet.years
    /// ISO 3166-2 codes of the regions that keep it; empty = all.
    var regions: [String] = []

    /// All its days, substitutes included.
    func days() -> [Int] {
        if case .dates(let days) = day {
            return days.filter { years.contains(CivilDate(dayNumber: $0).components.year) }.flatMap(withSubstitutes)
        }
        return years.clamped(to: DaySet.years).compactMap(dayNumber).flatMap(withSubstitutes)
    }

    private func withSubstitutes(_ day: Int) -> [Int] {
        let weekday = CivilDate(dayNumber: day).weekdayIndex
        if onMonday { return [day + (7 - weekday) % 7] }
        switch weekday {
        case 5: return [day] + (onSaturday.map { [day + $0] } ?? [])
        case 6: return [day] + (onSunday.map { [day + $0] } ?? [])
        default: return [day]
        }
    }

    private func dayNumber(in year: Int) -> Int? {
        switch day {
        case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)?.dayNumber
        case .easter(let offset): return Holiday.easter(in: year) + offset
        case .orthodoxEaster(let offset): return Holiday.orthodoxEaster(in: year) + offset
        case .nth(let number, let weekday, let month):
            let first = CivilDate.first(of: month, in: year)
            let shift = (weekday - CivilDate(dayNumber: first).weekdayIndex + 7) % 7
            let day = shift + 7 * (number - 1)
            return first + (day < CivilDate.length(ofMonth: month, in: year) ? day : day - 7)
        case .before(let weekday, let month, let day):
            guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
            let back = (date.weekdayIndex - weekday + 6) % 7 + 1
            return date.dayNumber - back
        case .dates: return nil
        }
    }

    /// Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876.
    static func easter(in year: Int) -> Int {
        let a = year % 19
        let b = year / 100
        let c = year % 100
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let month = (h + l - 7 * m + 114) / 31
        let day = (h + l - 7 * m + 114) % 31 + 1
        return CivilDate.first(of: month, in: year) + day - 1
    }

    /// Easter Sunday of the Orthodox churches on the Gregorian calendar, by Meeus' Julian algorithm.
    static func orthodoxEaster(in year: Int) -> Int {
        let d = (19 * (year % 19) + 15) % 30
        let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        let month = (d + e + 114) / 31
        let day = (d + e + 114) % 31 + 1
        // So many days the Julian calendar is behind after February.
        let behind = year / 100 - year / 400 - 2
        return CivilDate.first(of: month, in: year) + day - 1 + behind
    }
}

/// A named list of holidays, worked out for every region that it speaks of.
struct HolidayCalendar: Hashable, Sendable {
    /// Where a region is not spoken of.
    private let common: DaySet
    private let byRegion: [String: DaySet]
    /// Where the region is not known: every day that is a holiday anywhere.
    private let everywhere: DaySet
    /// The single days, for explanations.
    private let names: [Int: String]

    init(_ holidays: [Holiday]) {
        var common = DaySet()
        var regional: [String: DaySet] = [:]
        var names: [Int: String] = [:]
        for holiday in holidays {
            for day in holiday.days() {
                if holiday.regions.isEmpty { common.insert(day) }
                for region in holiday.regions { regional[region, default: DaySet()].insert(day) }
                names[day] = names[day] ?? holiday.name
            }
        }
        var everywhere = common
        for region in regional.keys {
            everywhere.formUnion(regional[region] ?? common)
            regional[region]?.formUnion(common)
        }
        self.common = common
        self.byRegion = regional
        self.everywhere = everywhere
        self.names = names
    }

    /// Whether some region keeps days that others do not.
    var isRegional: Bool { !byRegion.isEmpty }

    /// The regions that keep days of their own, sorted.
    var regions: [String] { byRegion.keys.sorted() }

    /// The holidays of a region; nil = the region is not known.
    func days(in region: RegionName?) -> DaySet {
        guard !byRegion.isEmpty else { return common }
        guard let region else { return everywhere }
        return byRegion[region.code] ?? region.parent.flatMap { byRegion[$0] } ?? common
    }

    /// What a day is called.
    func name(of day: Int) -> String? { names[day] }
}

/// A region and the one that it is part of, such as Edinburgh and Scotland.
struct RegionName: Hashable, Sendable {
    let code: String
    let parent: String?
}
