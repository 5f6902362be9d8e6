public import Dunning

/// All rules of one jurisdiction, or of the house.
public struct RulePack: Sendable {
    /// The pack's name, such as `us-ma`.
    public let id: PackID
    /// What people call the jurisdiction.
    public let title: String
    /// What it covers, what was not found and what holds then, in plain words; nil where it does not say.
    public let says: String?
    /// Where its law holds; nil = everywhere.
    let area: Area?
    /// The house default holds beside it, because it has too few rules to stand in for it.
    public let keepsHouseDefault: Bool
    /// The oldest release of the tz database with which its zones are right; nil = any.
    public let tzdata: String?
    /// The kinds of facts that its rules read, as the outside writes them.
    public let readFacts: Set<String>
    /// The kinds of facts beyond Dunlin's own that the engine has to send.
    public let engineFacts: Set<String>
    /// How long evidence must be kept.
    public let retention: [Retention]
    let rules: [Rule]

    /// The rules' cards, in the order of the file.
    public var cards: [RuleCard] { rules.map(\.card) }

    /// Whether its holidays differ by region.
    var hasRegionalHolidays: Bool {
        rules.contains { rule in
            guard case .own(let calendar)? = (rule.body as? WindowRule)?.holidays else { return false }
            return calendar.isRegional
        }
    }

    /// The part of the world in which a pack's law holds.
    struct Area: Hashable, Sendable {
        /// ISO 3166-1 codes.
        var countries: Set<String>
        /// ISO 3166-2 codes, of the regions or of what they are part of; empty = the whole country.
        var regions: Set<String> = []
        /// Beginnings of postal codes; empty = the whole region.
        var postal: [String] = []
        /// Towns, for addresses without a postal code.
        var towns: Set<String> = []

        /// Whether the pack stands for a whole country.
        var isCountry: Bool { regions.isEmpty && postal.isEmpty && towns.isEmpty }

        /// Whether its law may hold for a candidate; what is not known does not rule it out.
        func mayHold(for candidate: Whereabouts.Candidate) -> Bool {
            guard countries.contains(candidate.country) else { return false }
            if !regions.isEmpty, let known = candidate.regions,
                !known.contains(where: { regions.contains($0.code) || $0.parent.map(regions.contains) ?? false })
            {
                return false
            }
            guard !postal.isEmpty || !towns.isEmpty else { return true }
            if let code = candidate.postalCode { return postal.contains { code.hasPrefix($0) } }
            if let city = candidate.city { return towns.contains(PlaceTable.folded(city)) }
            return true
        }
    }
}
