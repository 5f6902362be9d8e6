import Dunning

/// Finds the region of an address: as it was told, checked against the postal code and the town, or taken from them.
struct RegionFinder {
    private let country: PlaceTable.Country

    init(_ country: PlaceTable.Country) { self.country = country }

    /// The regions that may be meant, nil = any of the country; and what is doubtful about them.
    func find(_ address: PostalAddress) -> (regions: [RegionName]?, doubt: Whereabouts.Doubt?) {
        let told = address.region.flatMap { country.region($0) }
        guard let told else { return derived(address) }
        guard let elsewhere = contradiction(to: told, address) else { return ([told], nil) }
        let regions = [told] + elsewhere.regions
        return (regions, .contradiction(told.code, by: elsewhere.evidence, regions.dropFirst().map(\.code)))
    }

    /// Narrower than the whole country, by the postal code or by a town of whose name there is one.
    private func derived(_ address: PostalAddress) -> ([RegionName]?, Whereabouts.Doubt?) {
        let place: (evidence: String, regions: [RegionName])? = byPostalCode(address) ?? byTown(address)
        guard let place else { return (nil, address.region.map { .unknownRegion($0) }) }
        return (place.regions, .derived(place.regions.map(\.code), from: place.evidence, told: address.region))
    }

    /// Where the postal code or the town lies, if that is elsewhere than the region that was told.
    private func contradiction(to told: RegionName, _ address: PostalAddress) -> (
        evidence: String, regions: [RegionName]
    )? {
        guard !country.regions.isEmpty else { return nil }
        if let place = byPostalCode(address) { return place.regions.contains { agrees($0, told) } ? nil : place }
        guard let place = byTown(address), !place.regions.contains(where: { agrees($0, told) }) else { return nil }
        return place
    }

    private func byPostalCode(_ address: PostalAddress) -> (evidence: String, regions: [RegionName])? {
        guard let code = address.postalCode, let codes = country.postalRegions.all(code) else { return nil }
        return ("the postal code \(code)", codes.compactMap { country.region($0) })
    }

    private func byTown(_ address: PostalAddress) -> (evidence: String, regions: [RegionName])? {
        guard !country.towns.isEmpty, let city = address.city,
            let region = country.towns[PlaceTable.folded(city)].flatMap({ country.region($0) })
        else { return nil }
        return ("the town \(city)", [region])
    }

    /// Whether one is the other or a part of it; where the table does not tell whose part the told one is, it may be.
    private func agrees(_ found: RegionName, _ told: RegionName) -> Bool {
        if found.code == told.code || isPart(found, of: told.code) || isPart(told, of: found.code) { return true }
        let isComparable = country.postalRegions.names.contains { $0 == told.code || isPart(told, of: $0) }
        return !isComparable && !country.wholes.contains(told.code)
    }

    private func isPart(_ region: RegionName, of whole: String) -> Bool {
        var next = region.parent
        while let parent = next {
            if parent == whole { return true }
            next = country.regions[parent]?.name.parent
        }
        return false
    }
}

extension Whereabouts {
    /// Why it is not known what law or clock holds.
    enum Gap: Hashable {
        /// Neither address nor number.
        case nothing
        /// No known country has numbers that begin so.
        case numbers([String])
        case country(String)
        case zone(String)
    }

    /// What is known of a place less well than it might be.
    enum Doubt: Hashable {
        /// The region that was told is none that the table knows.
        case unknownRegion(String)
        /// The region was not told, or is unknown, and follows from something else.
        case derived([String], from: String, told: String?)
        /// Something else in the address lies in another region than the one that was told.
        case contradiction(String, by: String, [String])
    }
}
