/// The holidays that a rule goes by.
enum HolidayList: Hashable, Sendable {
    /// A list of the rule's own pack.
    case own(HolidayCalendar)
    /// The public holidays of the debtor's place, as the place table knows them.
    case ofThePlace

    /// The name of the place's own holidays in packs; no list of a pack bears it.
    static let publicName = "public"

    /// The days of the debtor's region; of several countries that may be meant, those of each.
    func days(in whereabouts: Whereabouts) -> HolidayDays {
        switch self {
        case .own(let calendar): return HolidayDays(first: calendar.days(in: whereabouts.region), others: [])
        case .ofThePlace:
            let calendars = whereabouts.publicHolidays
            guard let first = calendars.first else { return HolidayDays(first: nil, others: []) }
            let region = whereabouts.region
            return HolidayDays(
                first: first.days(in: region),
                others: calendars.count > 1 ? calendars.dropFirst().map { $0.days(in: region) } : []
            )
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

/// The days of one or more lists; the first stands alone, because there is seldom another one.
struct HolidayDays {
    let first: DaySet?
    let others: [DaySet]

    func contains(_ day: Int) -> Bool {
        first?.contains(day) ?? false || others.contains { $0.contains(day) }
    }
}
