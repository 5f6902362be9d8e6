import Dunning

/// Where a debtor may be: the candidates for the law, and the candidates for the clock.
struct Whereabouts {
    /// One country whose law may hold.
    struct Candidate: Equatable {
        let country: String
        /// The regions that may be meant; nil = any of the country.
        let regions: [RegionName]?
        let city: String?
        let postalCode: String?
    }

    /// Where the law may come from; empty where nothing at all is known.
    var candidates: [Candidate] = []
    /// The countries of the candidates.
    var countries: [String] = []
    /// Where the debtor is known to be.
    var known: [Zone] = []
    /// The zones of the address; without one, those of the numbers.
    var home: [Zone] = []
    /// The zones that the numbers point to.
    var phones: [Zone] = []
    /// The public holidays of the candidates' countries; a day is one where any of them says so.
    var publicHolidays: [HolidayCalendar] = []
    /// What stands in the way of knowing the place at all.
    private(set) var gaps: [Gap] = []
    /// What is known of the place less well than it might be; stops nothing.
    private(set) var doubts: [Doubt] = []

    /// The regions for holidays, of all candidates together; nil where one of them may be in any region.
    var regions: [RegionName]? {
        if candidates.count == 1 { return candidates[0].regions }
        let known = candidates.compactMap(\.regions)
        return known.count == candidates.count ? known.flatMap(\.self) : nil
    }

    /// Finds out from a question where the debtor may be.
    init(_ question: ContactQuestion, places: PlaceTable, zones: ZoneTable) {
        let debtor = question.debtor
        known = resolve(debtor.zones, zones)
        let numbers = Whereabouts.numbers(of: question)
        let pointers = numbers.compactMap { places.place(ofPhone: $0) }
        for pointer in pointers { phones.add(resolve(pointer.zones ?? [], zones)) }
        if let address = debtor.address {
            take(address, places, zones)
        } else {
            take(pointers, places, zones)
            if candidates.isEmpty, !known.isEmpty { takeCountries(of: debtor.zones, zones) }
            if candidates.isEmpty { gaps.append(numbers.isEmpty ? .nothing : .numbers(numbers)) }
        }
        countries = candidates.map(\.country)
        for country in countries {
            if let calendar = places.publicHolidays[country] { publicHolidays.append(calendar) }
        }
    }

    /// The zones in which a rule wants to be open.
    func zones(_ choice: ZoneChoice) -> [Zone] {
        switch choice {
        case .fixed(let zones): return zones
        case .allIndicated:
            if !known.isEmpty { return known }
            if phones.isEmpty { return home }
            var all = home
            all.add(phones)
            return all
        case .address: return known.isEmpty ? home : known
        case .billingAddress: return home.isEmpty ? known : home
        case .areaCode:
            if !known.isEmpty { return known }
            let narrowed = home.filter { zone in phones.contains { $0 === zone } }
            return narrowed.isEmpty ? home : narrowed
        }
    }

    private static func numbers(of question: ContactQuestion) -> [String] {
        var numbers: [String] = []
        switch question.contact.channel {
        case .sms, .voice: question.contact.to?.value.map { numbers.append($0) }
        case .email, .letter: break
        }
        for phone in question.debtor.phones where !numbers.contains(phone) { numbers.append(phone) }
        return numbers
    }

    private mutating func take(_ address: PostalAddress, _ places: PlaceTable, _ zones: ZoneTable) {
        guard let country = places.countries[address.country] else {
            gaps.append(.country(address.country))
            return
        }
        let region = RegionFinder(country).find(address)
        if let doubt = region.doubt { doubts.append(doubt) }
        candidates = [
            Candidate(
                country: address.country,
                regions: region.regions,
                city: address.city,
                postalCode: address.postalCode
            )
        ]
        home = resolve(country.zones(of: address, in: region.regions), zones)
    }

    /// Numbers stand in for an address.
    ///
    /// One of no one place still names its country, all of it, unless another number says where in that country.
    private mutating func take(_ pointers: [PlaceTable.PhonePlace], _ places: PlaceTable, _ zones: ZoneTable) {
        for pointer in pointers {
            let isPlaced = pointer.zones != nil
            guard let country = places.countries[pointer.country],
                isPlaced || !pointers.contains(where: { $0.zones != nil && $0.country == pointer.country })
            else { continue }
            let regions = isPlaced ? pointer.regions.map { codes in codes.compactMap { country.region($0) } } : nil
            let candidate = Candidate(country: pointer.country, regions: regions, city: nil, postalCode: nil)
            // Two numbers of one place are one place: its region is as certain as with one of them.
            if !candidates.contains(candidate) { candidates.append(candidate) }
            home.add(resolve(pointer.zones ?? country.zones, zones))
        }
    }

    /// A known zone alone tells the countries that keep it.
    private mutating func takeCountries(of names: [String], _ zones: ZoneTable) {
        for country in Set(names.compactMap(zones.country)).sorted() {
            candidates.append(Candidate(country: country, regions: nil, city: nil, postalCode: nil))
        }
        home = known
    }

    private mutating func resolve(_ names: [String], _ table: ZoneTable) -> [Zone] {
        var zones: [Zone] = []
        zones.reserveCapacity(names.count)
        for name in names {
            if let zone = table[name] { zones.append(zone) } else { gaps.append(.zone(name)) }
        }
        return zones
    }
}

/// Which of the zones that a debtor may be in a rule asks.
enum ZoneChoice: Hashable, Sendable {
    /// Every zone that anything points to, unless it is known where the debtor is (12 CFR 1006.6(b)(1)).
    case allIndicated
    /// The zone of the address, or where the debtor is known to be.
    case address
    /// The zone of the address, even where it is known that the debtor is elsewhere (Indonesia).
    case billingAddress
    /// The number's zone, where neither the address nor knowledge says otherwise (Fla. Stat. 559.72(17)(a)).
    case areaCode
    /// Always the same (District of Columbia).
    case fixed([Zone])
}

extension Zone: Hashable {
    static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension [Zone] {
    /// Adds those that are not yet there.
    mutating func add(_ zones: [Zone]) {
        for zone in zones where !contains(where: { $0 === zone }) { append(zone) }
    }
}
