/// A day of the calendar, without a zone.
public struct TOMLDate: Sendable, Hashable {
    /// The year, 0...9999.
    public let year: Int
    /// The month, 1...12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Names a day; the caller vouches that it exists.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    public var daysSinceEpoch: Int {
        // Years run from March here, so that the leap day is the last day of its year.
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// A time of the day, without a day or a zone.
public struct TOMLTime: Sendable, Hashable {
    /// The hour, 0...23.
    public let hour: Int
    /// The minute, 0...59.
    public let minute: Int
    /// The second, 0...59.
    public let second: Int
    /// The fraction of the second in billionths.
    public let nanosecond: Int

    /// Names a time of day.
    public init(hour: Int, minute: Int, second: Int = 0, nanosecond: Int = 0) {
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    /// Whole seconds since midnight.
    public var secondsSinceMidnight: Int { hour * 3600 + minute * 60 + second }
}

/// A day and a time without a zone.
public struct TOMLLocalDateTime: Sendable, Hashable {
    /// The day.
    public let date: TOMLDate
    /// The time of that day.
    public let time: TOMLTime

    /// Joins a day and a time.
    public init(date: TOMLDate, time: TOMLTime) {
        self.date = date
        self.time = time
    }
}

/// An instant, written as a day and a time at an offset from UTC.
public struct TOMLOffsetDateTime: Sendable, Hashable {
    /// The day at the offset.
    public let date: TOMLDate
    /// The time of that day at the offset.
    public let time: TOMLTime
    /// Minutes east of UTC.
    public let offsetMinutes: Int

    /// Joins a day, a time and an offset.
    public init(date: TOMLDate, time: TOMLTime, offsetMinutes: Int) {
        self.date = date
        self.time = time
        self.offsetMinutes = offsetMinutes
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; the fraction is in `time.nanosecond`.
    public var secondsSinceEpoch: Int {
        date.daysSinceEpoch * 86_400 + time.secondsSinceMidnight - offsetMinutes * 60
    }
}
