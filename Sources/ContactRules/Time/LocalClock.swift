public import Dunning

/// The clock on the debtor's wall, for plans that are made by its days and hours.
///
/// Whether a message may go out is the gate's to say, which looks at every zone in which the debtor may be; this is the
/// one of them that dates letters and places steps.
public struct LocalClock: Sendable {
    private let zone: Zone

    /// A clock of one zone.
    init(_ zone: Zone) { self.zone = zone }

    /// For a debtor of whom nobody knows where the clock hangs; such a one is not written to either.
    public static let utc = LocalClock(Zone(name: "UTC", initial: 0, changes: []))

    /// The zone's IANA name.
    public var name: String { zone.name }

    /// The day that the calendar shows.
    public func day(at instant: Instant) -> CivilDate { CivilDate(dayNumber: zone.day(at: instant.milliseconds)) }

    /// The first instant of a day.
    public func start(of day: CivilDate) -> Instant { Instant(milliseconds: zone.start(ofDay: day.dayNumber)) }

    /// The first instant, not before `from`, that lies in some of the hours; nil where there is none before `end`.
    public func opening(of hours: [PreferredHours], from: Instant, before end: Instant) -> Instant? {
        LocalHours(zone: zone, source: PreferredDays(hours: hours))
            .next(from: from.milliseconds, before: end.milliseconds)
            .map { Instant(milliseconds: $0) }
    }
}

extension Gate {
    /// The debtor's clock: the first of the zones in which a contact must be allowed; nil where it is not known.
    public func localClock(of question: ContactQuestion) -> LocalClock? {
        Whereabouts(question, places: book.places, zones: book.zones).zones(.allIndicated).first.map(LocalClock.init)
    }
}

/// Preferred hours day by day.
private struct PreferredDays: HourSource {
    let hours: [PreferredHours]

    func hours(on day: Int) -> [HourSpan] {
        let weekday = CivilDate(dayNumber: day).weekday
        return hours.filter { $0.days.contains(weekday) }
            .map {
                HourSpan(start: Int64($0.minutes.lowerBound) * .minute, end: Int64($0.minutes.upperBound) * .minute)
            }
            .sorted { $0.start < $1.start }
    }
}
