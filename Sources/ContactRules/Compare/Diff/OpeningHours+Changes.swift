extension OpeningHours {
    /// What is different in other hours, days with the same change together.
    func changes(to new: OpeningHours) -> [RuleChange] {
        var days: [[HourSpan]: [[HourSpan]: [Int]]] = [:]
        for day in weekdays.indices where weekdays[day] != new.weekdays[day] {
            days[weekdays[day], default: [:]][new.weekdays[day], default: []].append(day)
        }
        let groups = days.flatMap { before, others in others.map { (before: before, after: $0.key, days: $0.value) } }
        var changes = groups.sorted { $0.days[0] < $1.days[0] }.flatMap { group in
            HourChange(before: group.before, after: group.after)
                .changes(on: DayGroup(days: group.days, spans: group.after).name)
        }
        switch (holidays, new.holidays) {
        case (let before?, let after?):
            if before != after { changes += HourChange(before: before, after: after).changes(on: "holidays") }
        case (nil, let after?): changes.append(RuleChange("holidays: \(after.words) now", .either))
        case (.some, nil): changes.append(RuleChange("holidays: as other days now", .either))
        case (nil, nil): break
        }
        return changes
    }
}

/// The hours of a day before and after a change.
private struct HourChange {
    let before: [HourSpan]
    let after: [HourSpan]

    func changes(on days: String) -> [RuleChange] {
        guard before.count == 1, after.count == 1 else {
            return [RuleChange("\(after.words) instead of \(before.words), \(days)", effect)]
        }
        var changes: [RuleChange] = []
        let (old, new) = (before[0], after[0])
        if old.start != new.start {
            let effect = RuleChange.Effect(moreIsStricter: old.start, new.start)
            changes.append(RuleChange("opens \(new.start.clock) instead of \(old.start.clock), \(days)", effect))
        }
        if old.end != new.end {
            let effect = RuleChange.Effect(moreIsStricter: old.end, new.end).reversed
            changes.append(RuleChange("shuts \(new.end.clock) instead of \(old.end.clock), \(days)", effect))
        }
        return changes
    }

    private var effect: RuleChange.Effect {
        let isLess = after.allSatisfy { new in before.contains { $0.start <= new.start && new.end <= $0.end } }
        let isMore = before.allSatisfy { old in after.contains { $0.start <= old.start && old.end <= $0.end } }
        return isLess ? .stricter : isMore ? .looser : .either
    }
}
