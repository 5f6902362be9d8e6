import Dunning

extension Scope {
    /// Whom and what the rule is about, in sentences.
    var sentences: [String] {
        let roles = facets.first { $0.name == "roles" }.map(\.text)
        let others = facets.filter { !["roles", "in force from", "in force to", "relying on"].contains($0.name) }
        var sentences = ["Binds \(roles ?? "everybody who asks for payment")."]
        if !others.isEmpty {
            sentences.append("Only: " + others.map { "\($0.name): \($0.text)" }.joined(separator: "; ") + ".")
        }
        return sentences
    }

    /// Each thing that narrows the scope.
    var facets: [Facet] {
        var facets = Traits.dimensions.compactMap { dimension in
            traits.words(of: dimension).map { Facet(dimension.title, $0) }
        }
        if let overdueDays { facets.append(Facet("overdue", "from day \(overdueDays) after the due date")) }
        if let disputed { facets.append(Facet("dispute", disputed ? "open" : "none open")) }
        if uncovered { facets.append(Facet("places", "where no pack stands in for the house default")) }
        if !notCountries.isEmpty { facets.append(Facet("not in", notCountries.joined(last: "and"))) }
        if !routes.isEmpty { facets.append(Facet("routes", routes.sorted().joined(last: "and"))) }
        if let from { facets.append(Facet("in force from", "\(from)")) }
        if let to { facets.append(Facet("in force to", "\(to)")) }
        return facets
    }
}

extension Traits {
    /// Which values of a kind a scope takes; nil = all.
    fileprivate func words(of dimension: TraitDimension<Traits>) -> String? {
        guard !isSuperset(of: dimension.all) else { return nil }
        let taken = dimension.values.filter { isSuperset(of: $0.traits) }.map(\.name)
        let missing = dimension.values.filter { !isSuperset(of: $0.traits) }.map(\.name)
        if dimension.values.count == 2, let only = taken.first, ["true", "false"].contains(only) {
            return only == "true" ? "yes" : "no"
        }
        if dimension.name == "roles" { return Self.roles(taken).joined(last: "and") }
        let named = taken.filter { $0 != "none" }
        let excluded = missing.filter { $0 != "none" }
        return named.count <= excluded.count
            ? named.map(plainName).joined(last: "and") : "all but " + excluded.map(plainName).joined(last: "and")
    }

    private static func roles(_ taken: [String]) -> [String] {
        let plural = ["creditor": "creditors", "collector": "collectors", "bank": "banks", "lender": "money lenders"]
        let creditors = ["creditor", "bank", "lender"]
        guard creditors.allSatisfy(taken.contains) else { return taken.map { plural[$0] ?? $0 } }
        return ["creditors"] + taken.filter { !creditors.contains($0) }.map { plural[$0] ?? $0 }
    }
}

extension TraitDimension<Traits> {
    /// What people call the kind.
    fileprivate var title: String {
        switch name {
        case "relations": "receivers"
        case "uses": "points used at"
        case "shared": "points that others may read or hear"
        case "minor": "debtors under age"
        case "offers": "with an offer"
        case "automated": "sent without a person"
        case "in_collection": "in collection procedures"
        case "time_barred": "time-barred"
        case "judgment": "with a judgment"
        default: name
        }
    }
}

/// What people call a value.
func plainName(_ name: String) -> String {
    switch name {
    case "sms": "texts"
    case "voice": "calls"
    case "letter": "letters"
    case "unknown": "not known"
    default: name.replacing("-", with: " ").replacing("opt out", with: "opt-out")
    }
}
