import Foundation

/// `Tue, 31 Aug 2010 20:36:28 +0000`, the dates of mails and of Twilio.
enum RFC2822 {
    static func string(_ date: Date) -> String {
        let parts = CivilTime(date)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][parts.weekdayFromEpoch]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday), \(parts.two(parts.day)) \(months[parts.month - 1]) \(parts.year) \(parts.clock) +0000"
    }
}

/// A date in UTC, taken apart; without a formatter because those are slow to make and cannot be shared.
struct CivilTime {
    let year: Int
    let month: Int
    let day: Int
    let second: Int
    /// 0 is a Thursday, as 1 January 1970 was.
    let weekdayFromEpoch: Int

    init(_ date: Date) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        second = seconds - days * 86_400
        weekdayFromEpoch = ((days % 7) + 7) % 7
        // Days since 1 March of year 0, in eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `20:36:28`.
    var clock: String { "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))" }

    /// `2010-08-31`.
    var calendarDay: String { "\(year)-\(two(month))-\(two(day))" }

    /// `2010-08-31T20:36:28Z`.
    var rfc3339: String { "\(calendarDay)T\(clock)Z" }

    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
