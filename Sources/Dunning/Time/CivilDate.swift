/// A day of the proleptic Gregorian calendar, without a time zone.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01; negative before it.
    public let dayNumber: Int

    /// The day that many days after 1970-01-01.
    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Refuses a day that does not exist; years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.length(ofMonth: month, in: year)
        else { return nil }
        self.init(dayNumber: CivilDate.dayNumber(year, month, day))
    }

    /// Reads `YYYY-MM-DD` and nothing else (RFC 3339 `full-date`).
    public init?(_ text: String) {
        self.init(digits: Array(text.utf8)[...])
    }

    /// The same of bytes.
    init?(digits text: ArraySlice<UInt8>) {
        let bytes = text.startIndex == 0 ? text : Array(text)[...]
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = bytes[0..<4].decimal, let month = bytes[5..<7].decimal, let day = bytes[8..<10].decimal
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1...12) and day of the month (1...31).
    public var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant's civil-from-days: eras of 400 years that begin in March.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The weekday.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let index = (dayNumber % 7 + 7 + 3) % 7
        return Weekday.allCases[index]
    }

    /// The day that many days later, or earlier where the number is negative.
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// Midnight UTC at the beginning of this day.
    public var startInUTC: Instant { Instant(seconds: Int64(dayNumber) * 86_400) }

    /// Orders by the calendar.
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = components
        return String(unsafeUninitializedCapacity: 28) { buffer in
            var pen = DigitPen(buffer)
            pen.put(year, 4, "-")
            pen.put(month, 2, "-")
            pen.put(day, 2, nil)
            return pen.count
        }
    }

    /// The number of days of a month, leap years included.
    public static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

/// A day of the week; weeks begin on Monday (ISO 8601).
public enum Weekday: String, CaseIterable, Hashable, Sendable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"
}

extension ArraySlice<UInt8> {
    /// The number that these ASCII digits spell; nil where another byte is among them.
    var decimal: Int? {
        var value = 0
        for byte in self {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return isEmpty ? nil : value
    }
}

/// Writes numbers into a buffer that has room for them.
struct DigitPen {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    /// A number in at least so many digits, filled up with zeros on the left, and a sign behind it.
    mutating func put(_ number: Int, _ width: Int, _ sign: Unicode.Scalar?) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let value = number.magnitude
        var power: UInt = 1
        for _ in 1..<width { power *= 10 }
        while value / power >= 10 { power *= 10 }
        while power > 0 {
            put(UInt8(ascii: "0") + UInt8(value / power % 10))
            power /= 10
        }
        if let sign { put(UInt8(ascii: sign)) }
    }

    private mutating func put(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }
}

/// The number in decimal digits, filled up with zeros on the left.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
