/// The holidays that a rule goes by.
enum HolidayList: Hashable, Sendable {
    /// A list of the rule's own pack.
    case own(HolidayCalendar)
    /// The public holidays of the debtor's place, as the place table knows them.
    case ofThePlace

    /// The name of the place's own holidays in packs; no list of a pack bears it.
    static let publicName = "public"

    /// The days of the debtor's region; of several regions or countries that may be meant, those of each.
    func days(in whereabouts: Whereabouts) -> HolidayDays {
        switch self {
        case .own(let calendar): HolidayDays(calendar, whereabouts.regions)
        case .ofThePlace:
            whereabouts.publicHolidays.dropFirst().reduce(
                into: whereabouts.publicHolidays.first.map { HolidayDays($0, whereabouts.regions) } ?? HolidayDays()
            ) { $0.add(HolidayDays($1, whereabouts.regions)) }
        }
    }

    /// What a day is called.
    func name(of day: Int, in whereabouts: Whereabouts) -> String? {
        switch self {
        case .own(let calendar): calendar.name(of: day)
        case .ofThePlace: whereabouts.publicHolidays.lazy.compactMap { $0.name(of: day) }.first
        }
    }
}

/// The days of one or more lists or regions; the first stands alone, because there is seldom another one.
struct HolidayDays {
    private let first: DaySet?
    private var others: [DaySet] = []

    /// No days at all.
    init() { first = nil }

    /// The days of some regions; nil = the region is not known, and every day counts that is one anywhere.
    init(_ calendar: HolidayCalendar, _ regions: [RegionName]?) {
        first = calendar.days(in: regions?.first)
        if let regions, regions.count > 1 { others = regions.dropFirst().map { calendar.days(in: $0) } }
    }

    mutating func add(_ more: HolidayDays) { others += [more.first].compactMap(\.self) + more.others }

    func contains(_ day: Int) -> Bool {
        first?.contains(day) ?? false || others.contains { $0.contains(day) }
    }
}
