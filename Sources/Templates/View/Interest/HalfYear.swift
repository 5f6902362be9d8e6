import Dunning

/// Half a calendar year, for which one reference rate holds.
struct HalfYear: Hashable, Comparable, Sendable {
    /// Half-years since year 0.
    private let number: Int

    /// The half-year that a day is in.
    init(of day: CivilDate) {
        let (year, month, _) = day.components
        number = year * 2 + (month > 6 ? 1 : 0)
    }

    private init(number: Int) { self.number = number }

    /// Reads `2026H1` or `2026H2`.
    init?(_ text: String) {
        let parts = text.split(separator: "H", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), (1950...2149).contains(year),
            parts[1] == "1" || parts[1] == "2"
        else { return nil }
        number = year * 2 + (parts[1] == "1" ? 0 : 1)
    }

    /// The one after it.
    var next: HalfYear { HalfYear(number: number + 1) }

    /// Its first day.
    var firstDay: CivilDate {
        CivilDate(year: number / 2, month: number.isMultiple(of: 2) ? 1 : 7, day: 1) ?? CivilDate(dayNumber: 0)
    }

    static func < (left: HalfYear, right: HalfYear) -> Bool { left.number < right.number }
}
