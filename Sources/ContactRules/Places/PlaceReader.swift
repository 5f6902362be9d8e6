import Dunning

/// Reads the files of a place table: one record a line, fields between tabs, `#` begins a comment line.
struct PlaceReader {
    private(set) var table = PlaceTable()
    private(set) var diagnostics: [Diagnostic] = []

    /// The files and what a line of each holds, in the order in which they build on each other.
    private static let layouts: [(file: String, fields: [String])] = [
        ("countries.tsv", ["country", "zones"]),
        ("regions.tsv", ["region", "parent", "zones"]),
        ("cities.tsv", ["region", "town", "zones"]),
        ("postal.tsv", ["country", "beginning", "zones"]),
        ("phones.tsv", ["beginning", "country", "regions", "zones"]),
    ]

    mutating func read(_ files: [SourceFile]) {
        for layout in Self.layouts {
            for file in files where file.path.split(separator: "/").last.map(String.init) == layout.file {
                read(file, layout.file, layout.fields)
            }
        }
    }

    private mutating func read(_ file: SourceFile, _ kind: String, _ names: [String]) {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            diagnostics.append(Diagnostic(at: Place(file: file.path), "not valid UTF-8", mend: "save it as UTF-8"))
            return
        }
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard !line.isEmpty, line.first != "#" else { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
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
        case "postal.tsv": takePostal(fields)
        default: takePhone(fields)
        }
    }

    private mutating func takeCountry(_ fields: [String]) -> String? {
        guard let zones = list(fields[1]) else { return "a country has at least one zone" }
        table.countries[fields[0]] = PlaceTable.Country(zones: zones)
        return nil
    }

    private mutating func takeRegion(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard table.countries[country] != nil else { return "country `\(country)` is not in countries.tsv" }
        let name = RegionName(code: fields[0], parent: fields[1] == "-" ? nil : fields[1])
        let region = PlaceTable.Region(name: name, zones: list(fields[2]))
        table.countries[country]?.regions[fields[0]] = region
        return nil
    }

    private mutating func takeCity(_ fields: [String]) -> String? {
        let country = String(fields[0].prefix(2))
        guard table.countries[country]?.regions[fields[0]] != nil else {
            return "region `\(fields[0])` is not in regions.tsv"
        }
        guard let zones = list(fields[2]) else { return "a town has at least one zone" }
        table.countries[country]?.regions[fields[0]]?.cities[PlaceTable.folded(fields[1])] = zones
        return nil
    }

    private mutating func takePostal(_ fields: [String]) -> String? {
        guard table.countries[fields[0]] != nil else { return "country `\(fields[0])` is not in countries.tsv" }
        guard let zones = list(fields[2]) else { return "a postal code has at least one zone" }
        table.countries[fields[0]]?.postal[fields[1]] = zones
        let longest = table.countries[fields[0]]?.longestPostal ?? 0
        table.countries[fields[0]]?.longestPostal = max(longest, fields[1].count)
        return nil
    }

    private mutating func takePhone(_ fields: [String]) -> String? {
        guard let country = table.countries[fields[1]] else { return "country `\(fields[1])` is not in countries.tsv" }
        guard let key = PlaceTable.phoneKey(fields[0].utf8) else { return "a number begins with digits" }
        let regions = list(fields[2])
        let zones = fields[3] == "*" ? zones(of: regions, in: country) : list(fields[3])
        table.longestPhone = max(table.longestPhone, fields[0].utf8.count)
        table.phones[key] = PlaceTable.PhonePlace(country: fields[1], regions: regions, zones: zones)
        return nil
    }

    /// The zones of some regions together, or of the whole country.
    private func zones(of regions: [String]?, in country: PlaceTable.Country) -> [String] {
        guard let regions else { return country.zones }
        var zones: [String] = []
        for region in regions {
            for zone in country.regions[region]?.zones ?? country.zones where !zones.contains(zone) {
                zones.append(zone)
            }
        }
        return zones
    }

    private func list(_ field: String) -> [String]? {
        field == "-" ? nil : field.split(separator: " ").map(String.init)
    }

    private mutating func complain(_ file: SourceFile, _ line: Int, _ message: String, _ mend: String?) {
        diagnostics.append(Diagnostic(at: Place(file: file.path, line: line), message, mend: mend))
    }
}
