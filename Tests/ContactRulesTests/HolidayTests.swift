import ContactRules
import Dunning
import Testing

/// Which days a holiday of a pack falls on, asked through a rule that is closed on them.
struct HolidayTests {
    /// The days of a year on which a list of one holiday closes.
    static func days(of holiday: String, in year: Int) throws -> [String] {
        let head = "[holidays]\nown = [{ name = \"Day\", \(holiday) }]"
        let rule = "kind = \"window\"\nholidays = \"own\"\nhours = { daily = [\"00:00-24:00\"], holidays = [] }"
        let trial = try Trial(rule, head: head)
        let first = try #require(CivilDate(year: year, month: 1, day: 1)).dayNumber
        return try (first..<first + 365).map(CivilDate.init(dayNumber:)).filter { date in
            try trial(.sample(at: "\(date)T17:00:00Z")).short != "send"
        }.map(\.description)
    }

    @Test(arguments: [
        ("orthodox_easter = 0", 2024, ["2024-05-05"]), ("orthodox_easter = 0", 2025, ["2025-04-20"]),
        ("orthodox_easter = -2", 2026, ["2026-04-10"]), ("orthodox_easter = 1", 2027, ["2027-05-03"]),
        ("orthodox_easter = 50", 2035, ["2035-06-18"]),
        ("dates = [2026-02-17, 2027-02-06, 2026-02-18]", 2026, ["2026-02-17", "2026-02-18"]),
        ("dates = [2026-02-17, 2027-02-06]", 2027, ["2027-02-06"]),
        ("dates = [2026-03-01], sunday = 1", 2026, ["2026-03-01", "2026-03-02"]),
        ("on = \"03-19\", monday = true", 2026, ["2026-03-23"]),
        ("on = \"06-29\", monday = true", 2026, ["2026-06-29"]),
        ("easter = 43, monday = true", 2026, ["2026-05-18"]), ("easter = 39, monday = true", 2027, ["2027-05-10"]),
    ])
    func `a holiday falls on its days`(holiday: String, year: Int, expected: [String]) throws {
        #expect(try Self.days(of: holiday, in: year) == expected)
    }
}
