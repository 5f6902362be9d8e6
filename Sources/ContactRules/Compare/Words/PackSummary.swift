public import Dunning

/// A pack at a glance.
public struct PackSummary: Sendable {
    /// The pack's name.
    public let id: PackID
    /// What people call the jurisdiction.
    public let title: String
    /// Where it holds, in words: "US-MA", "DE", "everywhere".
    public let place: String
    /// How many rules it has.
    public let rules: Int
    /// How many of them are law.
    public let laws: Int
    /// How many of them are policy.
    public let policies: Int
    /// The least sure of all confidences; nil where there are no rules.
    public let confidence: RuleCard.Confidence?
    /// The earliest day on which one of them began to hold; nil where none says.
    public let oldest: CivilDate?
    /// The latest such day.
    public let newest: CivilDate?

    /// Sums a pack up.
    public init(_ pack: RulePack) {
        let cards = pack.cards
        id = pack.id
        title = pack.title
        place = pack.area?.words ?? "everywhere"
        rules = cards.count
        laws = cards.count { $0.basis == .law }
        policies = cards.count { $0.basis == .policy }
        confidence = RuleCard.Confidence.allCases.last { confidence in cards.contains { $0.confidence == confidence } }
        oldest = cards.compactMap(\.from).min()
        newest = cards.compactMap(\.from).max()
    }

    /// "4 rules, 3 law, 1 policy, lowest confidence medium, in force from 2021-11-30 to 2026-01-01".
    public var counts: String {
        var parts = ["\(rules) \(rules == 1 ? "rule" : "rules")"]
        if laws > 0 { parts.append("\(laws) law") }
        if policies > 0 { parts.append("\(policies) policy") }
        if let confidence { parts.append("lowest confidence \(confidence.rawValue)") }
        if let oldest, let newest {
            parts.append(oldest == newest ? "the dated ones since \(oldest)" : "dated from \(oldest) to \(newest)")
        }
        return parts.joined(separator: ", ")
    }

    /// The same for machines.
    public var json: JSON {
        .compact([
            "id": .string(id.rawValue), "title": .string(title), "place": .string(place),
            "rules": .integer(Int64(rules)),
            "law": .integer(Int64(laws)), "policy": .integer(Int64(policies)),
            "confidence": confidence.map { .string($0.rawValue) }, "oldest": oldest.map { .string("\($0)") },
            "newest": newest.map { .string("\($0)") },
        ])
    }
}

extension RulePack.Area {
    /// The part of the world in words.
    var words: String {
        var parts = [countries.sorted().joined(last: "and")]
        if !regions.isEmpty { parts = [regions.sorted().joined(last: "and")] }
        if !postal.isEmpty { parts.append("postal codes beginning with \(postal.joined(last: "or"))") }
        if !towns.isEmpty { parts.append("towns \(towns.sorted().joined(last: "and"))") }
        return parts.joined(separator: ", ")
    }
}
