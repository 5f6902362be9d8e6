import Dunning

/// The rule in the footer of a TZif file (POSIX `TZ`, with the extensions of RFC 9636), such as `EST5EDT,M3.2.0,M11.1.0`.
struct POSIXZoneRule {
    /// Local clock minus UTC in standard time, in milliseconds.
    let standardOffset: Int64
    private let summer: Summer?

    private struct Summer {
        let offset: Int64
        let begin: Change
        let end: Change
    }

    /// A day of the year and a local time, which may be before or after that day.
    private struct Change {
        enum Day {
            /// 1...365, never 29 February.
            case julian(Int)
            /// 0...365.
            case zeroBased(Int)
            /// The week 1...5 (5 = last) and weekday (0 = Sunday) of a month.
            case month(Int, week: Int, weekday: Int)
        }
        let day: Day
        let time: Int64

        func local(in year: Int) -> Int64 { Int64(dayNumber(in: year)) * .day + time }

        private func dayNumber(in year: Int) -> Int {
            switch day {
            case .julian(let number):
                let isAfterLeapDay = number > 59 && CivilDate.length(ofMonth: 2, in: year) == 29
                return CivilDate.first(of: 1, in: year) + number - 1 + (isAfterLeapDay ? 1 : 0)
            case .zeroBased(let number): return CivilDate.first(of: 1, in: year) + number
            case .month(let month, let week, let weekday):
                let first = CivilDate.first(of: month, in: year)
                // Weekday.allCases begins with Monday, POSIX with Sunday.
                let firstWeekday = (CivilDate(dayNumber: first).weekdayIndex + 1) % 7
                let day = (weekday - firstWeekday + 7) % 7 + 7 * (week - 1)
                return first + (day < CivilDate.length(ofMonth: month, in: year) ? day : day - 7)
            }
        }
    }

    /// The changes of some years, in rising order; none where there is no summer time.
    func changes(in years: ClosedRange<Int>) -> [(at: Int64, offset: Int64)] {
        guard let summer else { return [] }
        return
            years.flatMap { year in
                [
                    (at: summer.begin.local(in: year) - standardOffset, offset: summer.offset),
                    (at: summer.end.local(in: year) - summer.offset, offset: standardOffset),
                ]
            }
            .sorted { $0.at < $1.at }
    }

    /// Reads a rule; nil where it is not one.
    init?(_ text: String) {
        var scanner = Scanner(Array(text.utf8))
        guard scanner.name(), let west = scanner.time() else { return nil }
        standardOffset = -west
        if scanner.isAtEnd {
            summer = nil
            return
        }
        guard scanner.name() else { return nil }
        var offset = standardOffset + .hour
        if !scanner.isAt(",") {
            guard let west = scanner.time() else { return nil }
            offset = -west
        }
        guard scanner.take(","), let begin = scanner.change(), scanner.take(","), let end = scanner.change(),
            scanner.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, begin: begin, end: end)
    }

    private struct Scanner {
        private let bytes: [UInt8]
        private var index = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { index == bytes.count }

        func isAt(_ character: Unicode.Scalar) -> Bool {
            index < bytes.count && bytes[index] == UInt8(ascii: character)
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard isAt(character) else { return false }
            index += 1
            return true
        }

        /// Three letters or more, or anything in angle brackets.
        mutating func name() -> Bool {
            if take("<") {
                while index < bytes.count, !isAt(">") { index += 1 }
                return take(">")
            }
            let start = index
            while index < bytes.count, bytes[index] | 0x20 >= 0x61, bytes[index] | 0x20 <= 0x7A { index += 1 }
            return index - start >= 3
        }

        /// `[+-]h[h[h]][:mm[:ss]]` in milliseconds.
        mutating func time() -> Int64? {
            let sign: Int64 = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hours = number(), hours <= 167 else { return nil }
            var seconds = hours * 3600
            if take(":") {
                guard let minutes = number(), minutes < 60 else { return nil }
                seconds += minutes * 60
                if take(":") {
                    guard let rest = number(), rest < 60 else { return nil }
                    seconds += rest
                }
            }
            return sign * Int64(seconds) * 1000
        }

        mutating func change() -> Change? {
            guard let day = day() else { return nil }
            guard take("/") else { return Change(day: day, time: 2 * .hour) }
            return time().map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Change.Day? {
            if take("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
            guard take("M") else { return number().flatMap { $0 <= 365 ? .zeroBased($0) : nil } }
            guard let month = number(), (1...12).contains(month), take("."), let week = number(),
                (1...5).contains(week), take("."), let weekday = number(), weekday <= 6
            else { return nil }
            return .month(month, week: week, weekday: weekday)
        }

        private mutating func number() -> Int? {
            let start = index
            var value = 0
            while index < bytes.count, index - start < 4, (0x30...0x39).contains(bytes[index]) {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return index > start ? value : nil
        }
    }
}

extension CivilDate {
    /// The day number of the first day of a month.
    static func first(of month: Int, in year: Int) -> Int {
        CivilDate(year: year, month: month, day: 1)?.dayNumber ?? 0
    }

    /// 0 = Monday … 6 = Sunday.
    var weekdayIndex: Int { (dayNumber % 7 + 7 + 3) % 7 }
}
