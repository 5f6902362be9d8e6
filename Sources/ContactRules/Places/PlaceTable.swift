public import Dunning

/// Which places there are, and which time zones they keep: countries, regions, towns, postal codes, phone numbers.
///
/// Read from tab-separated files, so that the data can be looked at, compared and replaced without a programmer.
public struct PlaceTable: Sendable {
    /// A country with the zones of all its parts.
    struct Country {
        var zones: [String]
        var regions: [String: Region] = [:]
        var postal: [String: [String]] = [:]
        /// The longest prefix in `postal`.
        var longestPostal = 0
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

    /// Reads `countries.tsv`, `regions.tsv`, `cities.tsv`, `postal.tsv` and `phones.tsv`; other files are left alone.
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
            for zones in country.postal.values { names.formUnion(zones) }
        }
        for phone in phones.values { names.formUnion(phone.zones ?? []) }
        return names.sorted()
    }

    /// The region of a country by its code; nil where the table names the country's regions and this is none of them.
    func region(_ code: String, in country: Country) -> RegionName? {
        if let region = country.regions[code] { return region.name }
        return country.regions.isEmpty ? RegionName(code: code, parent: nil) : nil
    }

    /// The zones of an address: its town's, else its postal code's, else its region's, else its country's.
    ///
    /// Where town and postal code disagree, what both allow counts, or all of them where they have nothing in common.
    func zones(of address: PostalAddress, in country: Country) -> [String] {
        let region = address.region.flatMap { country.regions[$0] }
        // Most places keep one clock, whatever their towns are called.
        if let zones = region?.zones, zones.count == 1 { return zones }
        if country.zones.count == 1 { return country.zones }
        let byCity = region.flatMap { region -> [String]? in
            guard let city = address.city, !region.cities.isEmpty else { return nil }
            return region.cities[PlaceTable.folded(city)]
        }
        let byPostal = address.postalCode.flatMap { country.zones(ofPostal: $0) }
        switch (byCity, byPostal) {
        case (let city?, let postal?):
            let common = city.filter(postal.contains)
            return common.isEmpty ? city + postal : common
        case (let city?, nil): return city
        case (nil, let postal?): return postal
        case (nil, nil): return region?.zones ?? country.zones
        }
    }

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
    /// The zones of the longest known beginning of a postal code.
    fileprivate func zones(ofPostal code: String) -> [String]? {
        guard longestPostal > 0 else { return nil }
        var beginning = code.uppercased().filter { $0 != " " && $0 != "-" }.prefix(longestPostal)
        while !beginning.isEmpty {
            if let zones = postal[String(beginning)] { return zones }
            beginning.removeLast()
        }
        return nil
    }
}

extension String {
    fileprivate var isASCIIOnly: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
