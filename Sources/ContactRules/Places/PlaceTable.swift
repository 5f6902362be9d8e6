public import Dunning

/// Which places there are, and which time zones they keep: countries, regions, towns, postal codes, phone numbers.
///
/// Read from tab-separated files, so that the data can be looked at, compared and replaced without a programmer.
public struct PlaceTable: Sendable {
    /// A country with the zones of all its parts.
    struct Country {
        var name: String
        var zones: [String]
        var regions: [String: Region] = [:]
        /// The regions of which others are parts.
        var wholes: Set<String> = []
        /// Zones by the beginning of a postal code.
        var postalZones = PostalTable()
        /// Regions by the beginning of a postal code.
        var postalRegions = PostalTable()
        /// The regions of towns of whose name there is one in the country.
        var towns: [String: String] = [:]
    }

    /// A region; its zones are nil where all zones of the country are meant.
    struct Region {
        var name: RegionName
        var zones: [String]?
        var cities: [String: [String]] = [:]
    }

    /// What the first digits of a phone number say.
    struct PhonePlace {
        var country: String
        /// nil = the region is not known.
        var regions: [String]?
        /// nil = a range of no one place, such as mobiles and toll-free numbers.
        var zones: [String]?
    }

    var countries: [String: Country] = [:]
    /// By `phoneKey`.
    var phones: [Int: PhonePlace] = [:]
    /// The most digits that a key of `phones` has.
    var longestPhone = 0

    /// The public holidays of countries without a pack, by country.
    var publicHolidays: [String: HolidayCalendar] = [:]
    /// The years for which `publicHolidays` holds.
    var holidayYears: ClosedRange<Int>?

    /// Reads the files of a place table, which `PlaceReader` names; other files are left alone.
    public static func reading(_ files: [SourceFile]) -> (table: PlaceTable, diagnostics: [Diagnostic]) {
        var reader = PlaceReader()
        reader.read(files)
        return (reader.table, reader.diagnostics.sorted())
    }

    /// The names of all zones that some place keeps, sorted: what a zone table has to hold.
    public var zoneNames: [String] {
        var names: Set<String> = []
        for country in countries.values {
            names.formUnion(country.zones)
            for region in country.regions.values {
                names.formUnion(region.zones ?? [])
                for zones in region.cities.values { names.formUnion(zones) }
            }
            for zones in country.postalZones.entries.values { names.formUnion(zones) }
        }
        for phone in phones.values { names.formUnion(phone.zones ?? []) }
        return names.sorted()
    }

    /// What a country is called; its code where the table does not know it.
    public func name(ofCountry code: String) -> String { countries[code]?.name ?? code }

    /// What a number says of its place, by its longest known beginning; nil where nothing is known.
    func place(ofPhone number: String) -> PhonePlace? {
        guard number.utf8.first == UInt8(ascii: "+"),
            var key = PlaceTable.phoneKey(number.utf8.dropFirst().prefix(longestPhone))
        else { return nil }
        while key >= 10 {
            if let place = phones[key] { return place }
            key /= 10
        }
        return nil
    }

    /// The first digits of a number as a key: a 1 before them keeps their leading zeros.
    static func phoneKey(_ digits: some Swift.Sequence<UInt8>) -> Int? {
        var key = 1
        for digit in digits {
            guard (0x30...0x39).contains(digit), key < 1_000_000_000_000 else { return nil }
            key = key * 10 + Int(digit - 0x30)
        }
        return key
    }

    /// A town's name as it is compared: small letters and digits without accents, single spaces.
    static func folded(_ name: String) -> String {
        var text: [UInt8] = []
        for scalar in name.isASCIIOnly ? name : name.withoutAccents {
            for byte in scalar.lowercased().utf8 {
                let isLetter = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
                if isLetter {
                    text.append(byte)
                } else if byte == 0x20 || byte == 0x2D, text.last != 0x20 {
                    text.append(0x20)
                }
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension PlaceTable.Country {
    /// A region by its code; nil where the table names the country's regions and this is none of them.
    func region(_ code: String) -> RegionName? {
        if let region = regions[code] { return region.name }
        return regions.isEmpty ? RegionName(code: code, parent: nil) : nil
    }

    /// The zones of an address in some regions (nil = any of them): its town's and its postal code's, else the regions'.
    ///
    /// Where town and postal code disagree, what both allow counts, or all of them where they have nothing in common.
    func zones(of address: PostalAddress, in names: [RegionName]?) -> [String] {
        let possible = zones(of: names)
        let byPostal = address.postalCode.flatMap { postalZones.longest($0) }
        // Most places keep one clock, whatever their towns are called.
        if possible.count == 1, byPostal == nil || byPostal == possible { return possible }
        switch (byCity(address, names), byPostal) {
        case (let city?, let postal?):
            let common = city.filter(postal.contains)
            return common.isEmpty ? city + postal : common
        case (let city?, nil): return city
        case (nil, let postal?):
            let common = postal.filter(possible.contains)
            if !common.isEmpty { return common }
            // A postal code that lies elsewhere than its region makes both possible.
            return names == nil ? postal : possible + postal
        case (nil, nil): return possible
        }
    }

    private func byCity(_ address: PostalAddress, _ names: [RegionName]?) -> [String]? {
        guard let names, names.count == 1, let city = address.city, let region = regions[names[0].code],
            !region.cities.isEmpty
        else { return nil }
        return region.cities[PlaceTable.folded(city)]
    }

    /// The zones of some regions together, or of the whole country.
    func zones(of names: [RegionName]?) -> [String] {
        guard let names else { return zones }
        if names.count == 1 { return regions[names[0].code]?.zones ?? zones }
        var all: [String] = []
        for name in names {
            for zone in regions[name.code]?.zones ?? zones where !all.contains(zone) { all.append(zone) }
        }
        return all
    }
}

extension String {
    fileprivate var isASCIIOnly: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
