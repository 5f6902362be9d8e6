extension WindowRule: Breakable {
    var readsTheClock: Bool { true }

    var variants: [Variant<WindowRule>] {
        var variants = Variants(self)
        for variant in week.variants(hasHolidays: holidays != nil) {
            variants.add(variant.change) { $0.week = variant.value }
        }
        variants.opensByWish(\.opensByWish)
        variants.flip(\.allowsReply, yes: "opened for a reply", no: "not opened for a reply")
        return variants.all
    }
}

extension OpeningHours {
    /// The hours with one edge an hour off, with days that are shut opened, or days that have hours of their own like the
    /// others.
    func variants(hasHolidays: Bool) -> [Variant<OpeningHours>] {
        var variants: [Variant<OpeningHours>] = []
        for group in groups {
            for other in OpeningHours.edges(of: group.spans) {
                variants.append(
                    Variant(change: "\(group.name): \(other.change)", value: with(other.value, on: group.days))
                )
            }
            if let usual = usualDay(besides: group) {
                let change = "\(group.name): hours as on \(usual.name)"
                variants.append(Variant(change: change, value: with(usual.spans, on: group.days)))
            }
        }
        guard hasHolidays, let holidays else { return variants }
        variants.append(
            Variant(change: "holidays: as other days", value: OpeningHours(weekdays: weekdays, holidays: nil))
        )
        for other in OpeningHours.edges(of: holidays) {
            let hours = OpeningHours(weekdays: weekdays, holidays: other.value)
            variants.append(Variant(change: "holidays: \(other.change)", value: hours))
        }
        return variants
    }

    /// The days of the group with most of them, where it is another one and has hours.
    private func usualDay(besides group: DayGroup) -> DayGroup? {
        let open = groups.filter { !$0.spans.isEmpty }
        guard let usual = open.max(by: { $0.days.count < $1.days.count }), usual.days != group.days else { return nil }
        return usual
    }

    private func with(_ spans: [HourSpan], on days: [Int]) -> OpeningHours {
        var changed = weekdays
        for day in days { changed[day] = spans }
        return OpeningHours(weekdays: changed, holidays: holidays)
    }

    /// Each edge an hour earlier and an hour later, as far as hours come out.
    private static func edges(of spans: [HourSpan]) -> [Variant<[HourSpan]>] {
        var variants: [Variant<[HourSpan]>] = []
        for (index, span) in spans.enumerated() {
            let least = index > 0 ? spans[index - 1].end : 0
            let most = index + 1 < spans.count ? spans[index + 1].start : .day
            for shift in [-Int64.hour, .hour] {
                let opening = span.start + shift
                if opening >= least, opening < span.end {
                    var changed = spans
                    changed[index] = HourSpan(start: opening, end: span.end)
                    let change = "opens \(opening.clock) instead of \(span.start.clock)"
                    variants.append(Variant(change: change, value: changed))
                }
                let closing = span.end + shift
                if closing <= most, closing > span.start {
                    var changed = spans
                    changed[index] = HourSpan(start: span.start, end: closing)
                    let change = "shuts \(closing.clock) instead of \(span.end.clock)"
                    variants.append(Variant(change: change, value: changed))
                }
            }
        }
        return variants
    }
}
