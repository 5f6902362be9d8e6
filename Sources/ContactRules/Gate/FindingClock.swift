import Dunning

/// One clock on a wall, for explanations: the debtor's, or UTC where none is known.
struct FindingClock: Sendable {
    let zone: Zone?

    /// `18 Nov 2026 14:05`.
    func moment(_ instant: Int64) -> String { "\(day(instant)) \(time(instant))\(zone == nil ? " UTC" : "")" }

    /// `Wed 18 Nov 2026 14:05`.
    func fullMoment(_ instant: Int64) -> String { "\(fullDay(local(instant).day)) \(time(instant))" }

    /// `18 Nov 2026`.
    func day(_ instant: Int64) -> String { Self.day(local(instant).day) }

    /// `Wed 18 Nov 2026`, of a local day.
    func fullDay(_ day: Int) -> String {
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(weekdays[CivilDate(dayNumber: day).weekdayIndex]) \(Self.day(day))"
    }

    /// `14:05`.
    func time(_ instant: Int64) -> String { Self.time(ofMinute: Int(local(instant).timeOfDay / .minute)) }

    /// `14:05`, of a minute of the day.
    static func time(ofMinute minute: Int) -> String {
        let (hours, minutes) = (minute / 60, minute % 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }

    private func local(_ instant: Int64) -> Int64 { zone?.local(instant) ?? instant }

    /// `18 Nov 2026`, of a local day.
    static func day(_ day: Int) -> String {
        let (year, month, day) = CivilDate(dayNumber: day).components
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(day) \(months[month - 1]) \(year)"
    }
}
