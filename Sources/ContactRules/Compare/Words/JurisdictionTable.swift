import Dunning

/// The page that tells which jurisdictions there are and what is covered, in Markdown.
public struct JurisdictionTable: Sendable {
    /// The whole page, as it stands in docs/jurisdictions.md.
    public let markdown: String

    /// Made from the rules themselves.
    public init(_ book: RuleBook) {
        let packs = book.packs
        let laws = book.cards.count { $0.basis == .law }
        let policies = book.cards.count - laws
        var lines = [
            "# Jurisdictions", "",
            "Made from the rule packs by `dunlin rules table`; a test checks that it is current. \(packs.count) packs, "
                + "\(book.cards.count) rules: \(laws) law, \(policies) policy.", "",
            "- **covered**: the kinds of rules, with how many of each. A kind that is missing has no rule there; what that",
            "  means is said in the last column.",
            "- **binds**: whom the rules name. Where some bind others than the rest, all are listed.",
            "- **basis**: how many rules are law and how many are a choice of the house. "
                + "**confidence**: the least sure of all.",
            "- `dunlin rules show PACK` tells every rule with its citation and its source.", "",
            "| jurisdiction | pack | covered | binds | basis | confidence | says |", "|---|---|---|---|---|---|---|",
        ]
        lines += packs.map(JurisdictionTable.row)
        markdown = lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ pack: RulePack) -> String {
        let summary = PackSummary(pack)
        let basis = [
            summary.laws > 0 ? "\(summary.laws) law" : "", summary.policies > 0 ? "\(summary.policies) policy" : "",
        ]
        let cells = [
            pack.title, "`\(pack.id)`", covered(pack), binds(pack),
            basis.filter { !$0.isEmpty }.joined(separator: ", "), summary.confidence?.rawValue ?? "",
            pack.says ?? "",
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")
            + " |"
    }

    private static func covered(_ pack: RulePack) -> String {
        let counts = Dictionary(grouping: pack.cards, by: \.kind).mapValues(\.count)
        let kinds = RuleKind.allCases.compactMap { kind in
            counts[kind.rawValue].map { $0 == 1 ? kind.title : "\(kind.title) (\($0))" }
        }
        return kinds.isEmpty ? "nothing" : kinds.joined(separator: ", ")
    }

    private static func binds(_ pack: RulePack) -> String {
        var texts: [String] = []
        for rule in pack.rules {
            let text = rule.scope.facets.first { $0.name == "roles" }?.text ?? "everybody"
            if !texts.contains(text) { texts.append(text) }
        }
        return texts.joined(separator: "; ")
    }
}

extension RuleKind {
    /// What people call rules of this kind.
    var title: String {
        switch self {
        case .window: "hours"
        case .wish: "wishes"
        case .cap: "counts"
        case .spacing: "waits"
        case .stop: "stops"
        case .optOut: "opt-outs"
        case .proof: "proofs"
        case .disclosure: "disclosures"
        case .content: "contents"
        }
    }
}
