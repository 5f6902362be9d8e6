/// A stretch of a local day, in milliseconds since midnight; half-open, `end` up to 24:00.
struct HourSpan: Hashable, Sendable {
    let start: Int64
    let end: Int64
}

/// Tells the hours of each local day.
protocol HourSource {
    /// The hours of a local day, rising and not overlapping.
    func hours(on day: Int) -> [HourSpan]
}

/// Finds the instants at which the local clock of one zone is inside hours that are given day by day.
///
/// Works in stretches of one offset, so that gaps and overlaps of the local clock come out right without special cases.
struct LocalHours<Source: HourSource> {
    let zone: Zone
    let source: Source

    /// The end of the hours that hold at an instant; nil where none hold.
    ///
    /// Hours may go on at once after that end.
    func end(at instant: Int64) -> Int64? {
        let stretch = zone.stretch(at: instant)
        let local = instant + stretch.offset
        let time = local.timeOfDay
        for span in source.hours(on: local.day) where span.start <= time && time < span.end {
            return min(stretch.end, local - time + span.end - stretch.offset)
        }
        return nil
    }

    /// The first instant, not before a given one, at which some hours hold; nil where there is none before the horizon.
    func next(from instant: Int64, before horizon: Int64) -> Int64? {
        var now = instant
        while now < horizon {
            let stretch = zone.stretch(at: now)
            if let found = next(from: now, in: stretch, before: horizon) { return found }
            now = stretch.end
        }
        return nil
    }

    private func next(from instant: Int64, in stretch: Zone.Stretch, before horizon: Int64) -> Int64? {
        let last = min(stretch.end, horizon)
        var local = instant + stretch.offset
        while local - stretch.offset < last {
            let time = local.timeOfDay
            let midnight = local - time
            for span in source.hours(on: local.day) where span.end > time {
                let found = midnight + max(span.start, time) - stretch.offset
                return found < last ? found : nil
            }
            local = midnight + .day
        }
        return nil
    }
}
