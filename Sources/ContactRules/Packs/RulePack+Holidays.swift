public import Dunning

/// One day of a list of holidays, as a pack's rules go by it.
public struct KeptHoliday: Hashable, Sendable {
    /// The pack.
    public let pack: PackID
    /// The rules that go by the list.
    public let rules: [RuleID]
    /// The region that keeps it beyond what all keep; nil = all do.
    public let region: String?
    /// The day.
    public let date: CivilDate
    /// What it is called.
    public let name: String

    /// The day as JSON.
    public var json: JSON {
        [
            "pack": .string(pack.rawValue), "rules": .array(rules.map { .string($0.rawValue) }),
            "region": region.map(JSON.string) ?? .null,
            "date": .string("\(date)"), "name": .string(name),
        ]
    }
}

extension RulePack {
    /// Every day of every list that rules of this pack go by, list by list, what all keep before what single regions do.
    ///
    /// Of one region (an ISO 3166-2 code) all days that are kept there, as days of that region.
    public func keptHolidays(in years: ClosedRange<Int>, region: String? = nil) -> [KeptHoliday] {
        var rulesOf: [HolidayCalendar: [RuleID]] = [:]
        for rule in rules {
            for calendar in rule.ownCalendars { rulesOf[calendar, default: []].append(rule.card.id) }
        }
        let first = CivilDate.first(of: 1, in: years.lowerBound)
        let days = first..<CivilDate.first(of: 1, in: years.upperBound + 1)
        return rulesOf.sorted { $0.value.lexicographicallyPrecedes($1.value) }.flatMap { calendar, rules in
            // A region that no list speaks of keeps what all keep.
            let common = calendar.days(in: RegionName(code: "", parent: nil))
            let regions = region.map { [$0] } ?? ([nil] + calendar.regions)
            return regions.flatMap { code -> [KeptHoliday] in
                let own = code.map { calendar.days(in: RegionName(code: $0, parent: nil)) } ?? common
                return days.filter { own.contains($0) && (region != nil || code == nil || !common.contains($0)) }.map {
                    let name = calendar.name(of: $0) ?? ""
                    let date = CivilDate(dayNumber: $0)
                    return KeptHoliday(pack: id, rules: rules, region: code, date: date, name: name)
                }
            }
        }
    }
}
