import Dunning

/// Reads the public holidays of places without a pack: a country, regions, a name, and its days in the table's years.
struct HolidayReader {
    /// The years of which the table tells; nil before the line that says so.
    private(set) var years: ClosedRange<Int>?
    private var lists: [String: [Holiday]] = [:]

    /// The holidays of each country.
    var calendars: [String: HolidayCalendar] { lists.mapValues { HolidayCalendar($0) } }

    /// Takes one record; what is wrong with it, or nil.
    mutating func take(_ fields: [String]) -> String? {
        let words = fields[3].utf8.split(separator: UInt8(ascii: " "))
        if fields[0] == "years" {
            let ends = words.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
            guard ends.count == 2, ends[0] <= ends[1], DaySet.years.contains(ends[0]), DaySet.years.contains(ends[1])
            else { return "the years are a first and a last one" }
            years = ends[0]...ends[1]
            return nil
        }
        guard let years else { return "the years come before the first holiday" }
        let regions = fields[1] == "-" ? [] : fields[1].split(separator: " ").map(String.init)
        var single: [Int] = []
        for word in words {
            let text = String(decoding: word, as: UTF8.self)
            // Every year is written as a leap year here, so that 29 February can be read.
            guard let date = CivilDate(word.count == 5 ? "2000-" + text : text) else { return "`\(text)` is no day" }
            guard word.count == 5 else {
                single.append(date.dayNumber)
                continue
            }
            let day = Holiday.Day.fixed(month: date.components.month, day: date.components.day)
            lists[fields[0], default: []].append(Holiday(name: fields[2], day: day, years: years, regions: regions))
        }
        if !single.isEmpty {
            let holiday = Holiday(name: fields[2], day: .dates(single), regions: regions)
            lists[fields[0], default: []].append(holiday)
        }
        return nil
    }
}
