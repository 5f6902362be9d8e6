/// One time zone: from when on which offset from UTC holds.
///
/// All times inside this room are milliseconds: `Int64` since the Unix epoch for instants, and the same number plus the
/// offset for the local clock. A local day is that number divided by the length of a day.
final class Zone: Sendable {
    /// The IANA name.
    let name: String
    /// The first instant of each stretch of one offset, rising; the first is the beginning of time.
    private let starts: [Int64]
    /// The offset of each stretch from UTC, in milliseconds.
    private let offsets: [Int64]
    /// The stretch in which each slot begins; slots are so short that few hold more than one change.
    private let slots: [UInt16]

    /// About 99 days: from 1970 on, a slot for each.
    private static let slotBits: Int64 = 33
    private static let slotCount = 860

    /// A zone of changes in rising order; before the first one `initial` holds.
    init(name: String, initial: Int64, changes: [(at: Int64, offset: Int64)]) {
        var starts = [Int64.min]
        var offsets = [initial]
        for change in changes where change.offset != offsets[offsets.count - 1] {
            starts.append(change.at)
            offsets.append(change.offset)
        }
        self.name = name
        self.starts = starts
        self.offsets = offsets
        var place = 0
        slots = (0..<Zone.slotCount).map { slot in
            while place + 1 < starts.count, starts[place + 1] <= Int64(slot) << Zone.slotBits { place += 1 }
            return UInt16(place)
        }
    }

    /// A stretch of time with one offset.
    struct Stretch {
        /// The first instant.
        let start: Int64
        /// The first instant that is outside.
        let end: Int64
        /// Local clock minus UTC.
        let offset: Int64
    }

    /// The stretch in which an instant lies.
    func stretch(at instant: Int64) -> Stretch { stretch(index(at: instant)) }

    /// What the local clock shows.
    func local(_ instant: Int64) -> Int64 { instant + offsets[index(at: instant)] }

    /// The local day: days since 1970-01-01 on the local calendar.
    func day(at instant: Int64) -> Int { local(instant).day }

    /// The first instant at which the local clock shows that time or a later one.
    ///
    /// Right in a gap (the instant of the change) and in an overlap (the earlier of the two).
    func firstInstant(ofLocal local: Int64) -> Int64 {
        // No offset is more than a day away from UTC, so no earlier stretch can hold it.
        var place = index(at: local - .day)
        while true {
            let stretch = stretch(place)
            let candidate = max(stretch.start, local - stretch.offset)
            if candidate < stretch.end { return candidate }
            place += 1
        }
    }

    /// The first instant of a local day.
    func start(ofDay day: Int) -> Int64 { firstInstant(ofLocal: Int64(day) * .day) }

    private func stretch(_ place: Int) -> Stretch {
        Stretch(
            start: starts[place],
            end: place + 1 < starts.count ? starts[place + 1] : .max,
            offset: offsets[place]
        )
    }

    private func index(at instant: Int64) -> Int {
        let slot = Int(instant >> Zone.slotBits)
        if slot >= 0, slot < Zone.slotCount {
            var place = Int(slots[slot])
            while place + 1 < starts.count, starts[place + 1] <= instant { place += 1 }
            return place
        }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= instant { low = middle } else { high = middle }
        }
        return low
    }
}

extension Int64 {
    /// Milliseconds of a minute.
    static let minute: Int64 = 60_000
    /// Milliseconds of an hour.
    static let hour: Int64 = 3_600_000
    /// Milliseconds of a day of 24 hours.
    static let day: Int64 = 86_400_000

    /// The day in which a local time lies.
    var day: Int {
        let quotient = self / .day
        return Int(self % .day < 0 ? quotient - 1 : quotient)
    }

    /// Milliseconds since local midnight.
    var timeOfDay: Int64 {
        let rest = self % .day
        return rest < 0 ? rest + .day : rest
    }
}
