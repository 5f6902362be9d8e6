import Dunning

/// Reads the files of a place table: one record a line, fields between tabs, `#` begins a comment line.
struct PlaceReader {
    private(set) var table = PlaceTable()
    private(set) var diagnostics: [Diagnostic] = []
    private var holidays = HolidayReader()

    /// The files and what a line of each holds, in the order in which they build on each other.
    private static let layouts: [(file: String, fields: [String])] = [
        ("countries.tsv", ["country", "name", "zones"]),
        ("regions.tsv", ["region", "parent", "zones"]),
        ("cities.tsv", ["region", "town", "zones"]),
        ("towns.tsv", ["region", "towns"]),
        ("postal.tsv", ["country", "zones", "beginnings"]),
        ("postal-regions.tsv", ["region", "beginnings"]),
        ("phones.tsv", ["beginning", "country", "regions", "zones"]),
        ("holidays.tsv", ["country", "regions", "holiday", "days"]),
    ]

    mutating func read(_ files: [SourceFile]) {
        for layout in Self.layouts {
            for file in files where file.path.split(separator: "/").last.map(String.init) == layout.file {
                read(file, layout.file, layout.fields)
            }
        }
        table.publicHolidays = holidays.calendars
        table.holidayYears = holidays.years
    }

    private mutating func read(_ file: SourceFile, _ kind: String, _ names: [String]) {
        guard String(validating: file.bytes, as: UTF8.self) != nil else {
            diagnostics.append(Diagnostic(at: Place(file: file.path), "not valid UTF-8", mend: "save it as UTF-8"))
            return
        }
        var number = 0
        for line in file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == names.count, !fields.contains("") else {
                let wanted = names.map { "`\($0)`" }.joined(separator: ", ")
                complain(file, number, "expected \(names.count) fields between tabs", "write \(wanted); `-` for none")
                continue
            }
            if let mistake = take(kind, fields) { complain(file, number, mistake, nil) }
        }
    }

    /// Takes one record; what is wrong with it, or nil.
    private mutating func take(_ kind: String, _ fields: [String]) -> String? {
        switch kind {
        case "countries.tsv": takeCountry(fields)
        case "regions.tsv": takeRegion(fields)
        case "cities.tsv": takeCity(fields)
        case "towns.tsv": takeTowns(fields)
        case "postal.tsv": takePostalZones(fields)
        case "postal-regions.tsv": takePostalRegions(fields)
        case "holidays.tsv": holidays.take(fields)
        default: takePhone(fields)
        }
    }

    private mutating func takeCountry(_ fields: [String]) -> String? {
        guard let zones = list(fields[2]) else { return "a country has at least one zone" }
        table.countries[fields[0]] = PlaceTable.Country(name: fields[1], zones: zones)
        return nil
    }

    private mutating func takeRegion(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard table.countries[country] != nil else { return "country `\(country)` is not in countries.tsv" }
        let name = RegionName(code: fields[0], parent: fields[1] == "-" ? nil : fields[1])
        let region = PlaceTable.Region(name: name, zones: list(fields[2]))
        table.countries[country]?.regions[fields[0]] = region
        if let parent = name.parent { table.countries[country]?.wholes.insert(parent) }
        return nil
    }

    private mutating func takeCity(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard table.countries[country]?.regions[fields[0]] != nil else { return unknownRegion(fields[0]) }
        guard let zones = list(fields[2]) else { return "a town has at least one zone" }
        table.countries[country]?.regions[fields[0]]?.cities[fields[1]] = zones
        return nil
    }

    private mutating func takeTowns(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard table.countries[country]?.regions[fields[0]] != nil else { return unknownRegion(fields[0]) }
        for town in fields[1].split(separator: ";") { table.countries[country]?.towns[String(town)] = fields[0] }
        return nil
    }

    private mutating func takePostalZones(_ fields: [String]) -> String? {
        guard table.countries[fields[0]] != nil else { return "country `\(fields[0])` is not in countries.tsv" }
        guard let zones = list(fields[1]) else { return "a postal code has at least one zone" }
        for beginning in list(fields[2]) ?? [] {
            table.countries[fields[0]]?.postalZones.add(zones, to: beginning)
        }
        return nil
    }

    private mutating func takePostalRegions(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard let known = table.countries[country] else { return "country `\(country)` is not in countries.tsv" }
        guard known.region(fields[0]) != nil else { return unknownRegion(fields[0]) }
        for beginning in list(fields[1]) ?? [] {
            table.countries[country]?.postalRegions.add([fields[0]], to: beginning)
        }
        return nil
    }

    private mutating func takePhone(_ fields: [String]) -> String? {
        guard let country = table.countries[fields[1]] else { return "country `\(fields[1])` is not in countries.tsv" }
        guard let key = PlaceTable.phoneKey(fields[0].utf8) else { return "a number begins with digits" }
        let regions = list(fields[2])
        let zones = fields[3] == "*" ? country.zones(of: regions?.compactMap { country.region($0) }) : list(fields[3])
        table.longestPhone = max(table.longestPhone, fields[0].utf8.count)
        table.phones[key] = PlaceTable.PhonePlace(country: fields[1], regions: regions, zones: zones)
        return nil
    }

    private func unknownRegion(_ code: String) -> String { "region `\(code)` is not in regions.tsv" }

    private func list(_ field: String) -> [String]? {
        field == "-" ? nil : field.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func complain(_ file: SourceFile, _ line: Int, _ message: String, _ mend: String?) {
        diagnostics.append(Diagnostic(at: Place(file: file.path, line: line), message, mend: mend))
    }
}
