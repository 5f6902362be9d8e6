import Dunning
import Testing

struct CivilDateTests {
    /// The oracle knows nothing but the rule of leap years and walks from day to day.
    @Test func `every day from year 1 to 9999 has the number, parts and weekday that counting gives`() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        // 0001-01-01 was a Monday, 719,162 days before 1970-01-01.
        var number = -719_162
        var weekday = 0
        var wrong: [String] = []
        for year in 1...9999 {
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            for month in 1...12 {
                let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
                for day in 1...length {
                    let date = CivilDate(dayNumber: number)
                    let isRight =
                        date.components == (year, month, day) && date.weekday == Weekday.allCases[weekday]
                        && CivilDate(year: year, month: month, day: day) == date
                    if !isRight { wrong.append("\(year)-\(month)-\(day)") }
                    number += 1
                    weekday = (weekday + 1) % 7
                }
                if CivilDate(year: year, month: month, day: length + 1) != nil { wrong.append("\(year)-\(month)") }
            }
        }
        #expect(wrong.isEmpty)
        #expect(number == 2_932_897)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00", "2026-01-32", "0000-01-01",
        "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", "2026-01-01T", "", "-026-01-01", "2026-01-0a",
        "２026-01-1",
    ])
    func `a day that does not exist or is spelt otherwise is refused`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1970-01-01", "1969-12-31"])
    func `a day that is written is read again as the same`(text: String) {
        #expect(CivilDate(text)?.description == text)
    }

    @Test func `days are added across months, years and leap days`() throws {
        let date = try #require(CivilDate("2024-02-28"))
        #expect(date.adding(days: 2).description == "2024-03-01")
        #expect(date.adding(days: -59).description == "2023-12-31")
        #expect(date < date.adding(days: 1))
        #expect(date.startInUTC.description == "2024-02-28T00:00:00Z")
    }
}
