import Dunning

/// What the places are called in which a debtor's clocks hang.
struct PlaceNames {
    /// The only zone of the address; nil where there are several, or where better is known than the address.
    private let home: Zone?
    private let homeName: String?

    init(_ inquiry: Inquiry, _ book: RuleBook) {
        let whereabouts = inquiry.whereabouts
        let isAtHome = whereabouts.known.isEmpty && whereabouts.home.count == 1 && whereabouts.candidates.count == 1
        home = isAtHome ? whereabouts.home.first : nil
        homeName = isAtHome ? whereabouts.candidates.first.flatMap { Self.name(of: $0, book) } : nil
    }

    /// The debtor's town, else the region, where the zone is that of the address; else the town that the zone is named
    /// after.
    func name(of zone: Zone) -> String {
        if let home, let homeName, zone == home { return homeName }
        return Self.town(of: zone.name)
    }

    private static func name(of candidate: Whereabouts.Candidate, _ book: RuleBook) -> String? {
        if let city = candidate.city { return city }
        guard let region = candidate.regions?.first, candidate.regions?.count == 1 else { return nil }
        let own = book.packs.first { pack in
            pack.area.map { $0.regions == [region.code] && $0.postal.isEmpty && $0.towns.isEmpty } ?? false
        }
        return own?.title ?? region.code
    }

    private static func town(of zone: String) -> String {
        let last = zone.split(separator: "/").last.map(String.init) ?? zone
        return String(last.map { $0 == "_" ? " " : $0 })
    }
}
