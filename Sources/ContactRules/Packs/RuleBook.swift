public import Dunning

/// All packs, with the places and zones that they are applied by: what a gate works by.
public final class RuleBook: Sendable {
    /// The packs, by name.
    public let packs: [RulePack]
    /// The places.
    public let places: PlaceTable
    /// The zones.
    public let zones: ZoneTable
    /// What identifies exactly these rules and places; handed in by the reader of the files.
    public let digest: String
    /// The kinds of facts that mean something: Dunlin's own, and those that a rule reads.
    public let knownFactKinds: Set<String>
    /// What was worked out of places so far.
    let standings = StandingCache()
    /// The known beginnings of numbers.
    let phones: PhoneTrie
    private let everywhere: [Int]
    private let byCountry: [String: [Int]]
    /// Whether a pack demands newer zones than these.
    let hasOldZones: Bool
    /// Countries whose law, holidays or clocks differ by region.
    let regionalCountries: Set<String>
    /// Rules that go by the public holidays of the place table.
    let publicHolidayRules: [Rule]
    /// What the gate says by itself.
    let builtIn = BuiltInCards()

    /// Compiles packs from their files; all mistakes at once, and no book where there is any.
    public static func compiling(
        _ files: [SourceFile],
        places: PlaceTable,
        zones: ZoneTable,
        digest: String
    ) -> (book: RuleBook?, diagnostics: [Diagnostic]) {
        var (packs, diagnostics) = PackCompiler.compile(files, zones: zones)
        for name in places.zoneNames where zones[name] == nil {
            diagnostics.append(
                Diagnostic(
                    at: Place(file: name),
                    "the places name this zone, and the tz data \(zones.version) does not have it",
                    mend: "install newer tz data"
                )
            )
        }
        diagnostics += packs.flatMap { unknownRegions(of: $0, places) }
        diagnostics.sort()
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
        return (RuleBook(packs: packs, places: places, zones: zones, digest: digest), diagnostics)
    }

    init(packs: [RulePack], places: PlaceTable, zones: ZoneTable, digest: String) {
        self.packs = packs.sorted { $0.id < $1.id }
        self.places = places
        self.zones = zones
        self.digest = digest
        var everywhere: [Int] = []
        var byCountry: [String: [Int]] = [:]
        for (index, pack) in self.packs.enumerated() {
            guard let area = pack.area else {
                everywhere.append(index)
                continue
            }
            for country in area.countries { byCountry[country, default: []].append(index) }
        }
        self.everywhere = everywhere
        self.byCountry = byCountry
        knownFactKinds = packs.reduce(into: Set(Fact.KindName.allCases.map(\.rawValue))) { $0.formUnion($1.readFacts) }
        hasOldZones = packs.contains { $0.tzdata.map { $0 > zones.version } ?? false }
        publicHolidayRules = self.packs.flatMap(\.rules).filter { ($0.body as? WindowRule)?.holidays == .ofThePlace }
        regionalCountries = RuleBook.regionalCountries(self.packs, places)
        phones = PhoneTrie(places.phones.keys)
    }

    /// Regions that no place is in: a pack that names them alone would never be asked, nor its holidays kept.
    private static func unknownRegions(of pack: RulePack, _ places: PlaceTable) -> [Diagnostic] {
        let named = pack.area?.regions ?? []
        let kept = pack.rules.flatMap(\.ownCalendars).flatMap(\.regions)
        return named.union(kept).sorted().filter { places.countries[String($0.prefix(2))]?.region($0) == nil }.map {
            let field = named.contains($0) ? "pack.regions" : "holidays"
            let place = Place(file: "\(pack.id).toml", field: field)
            return Diagnostic(at: place, "`\($0)` is no region that the places know", mend: "see places/regions.tsv")
        }
    }

    /// The rules' cards of all packs.
    public var cards: [RuleCard] { packs.flatMap(\.cards) }

    private static func regionalCountries(_ packs: [RulePack], _ places: PlaceTable) -> Set<String> {
        var countries = Set(places.countries.filter { $0.value.zones.count > 1 }.keys)
        for pack in packs {
            guard let area = pack.area else { continue }
            if !area.isCountry || pack.hasRegionalHolidays { countries.formUnion(area.countries) }
        }
        return countries
    }

    /// The packs of the house and of every place whose law may hold.
    func packs(for whereabouts: Whereabouts) -> [Int] {
        var chosen = everywhere
        for candidate in whereabouts.candidates {
            for index in byCountry[candidate.country] ?? [] where !chosen.contains(index) {
                if packs[index].area?.mayHold(for: candidate) ?? true { chosen.append(index) }
            }
        }
        return chosen
    }

    /// The rules that take part, each with the zones that it asks.
    func jury(for inquiry: Inquiry, _ chosen: [Int]) -> [Juror] {
        let jury = standingJury(for: inquiry, chosen)
        return clockJuror(for: inquiry).map { jury + [$0] } ?? jury
    }

    /// The same without the juror that is chosen by the facts.
    ///
    /// What it reads of the inquiry has to be in the keys of `JuryTable`, for it is kept by them.
    func standingJury(for inquiry: Inquiry, _ chosen: [Int]) -> [Juror] {
        let isUncovered = isUncovered(inquiry.whereabouts)
        var jury: [Juror] = []
        jury.reserveCapacity(32)
        for index in chosen {
            for rule in packs[index].rules where rule.scope.takes(inquiry, isUncovered: isUncovered) {
                jury.append(Juror(rule: rule, zones: inquiry.zones(rule.zones)))
            }
        }
        return jury
    }

    func isUncovered(_ whereabouts: Whereabouts) -> Bool { whereabouts.candidates.contains { isUncovered($0) } }

    /// Whether some place that is meant has no pack that stands in for the house rule.
    private func isUncovered(_ candidate: Whereabouts.Candidate) -> Bool {
        let local = (byCountry[candidate.country] ?? []).compactMap { index in
            packs[index].keepsHouseDefault ? nil : packs[index].area
        }
        if local.contains(where: \.isCountry) { return false }
        guard let regions = candidate.regions else { return true }
        return regions.contains { region in
            let one = Whereabouts.Candidate(country: candidate.country, regions: [region], city: nil, postalCode: nil)
            return !local.contains { $0.mayHold(for: one) }
        }
    }
}
