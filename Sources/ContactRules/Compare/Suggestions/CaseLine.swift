import Dunning

/// One line of a case file for a draft.
struct CaseLine {
    /// The line; nil where the draft is no object.
    let text: String?

    init(id: String, base: String, draft: CaseDraft, rule: RuleCard, decision: Decision, _ difference: Difference) {
        guard var members = draft.json.object else {
            text = nil
            return
        }
        let word = decision.word(of: rule.id)
        members["id"] = .string(id)
        members["note"] = .string("Like \(base), but \(draft.words): \(rule.id) \(word.predicate).")
        members["citation"] = .string(rule.citation)
        members["confidence"] = .string(rule.confidence.rawValue)
        members["basis"] = .string(rule.basis.rawValue)
        var expect: JSONMembers = ["verdict": .string(decision.verdict.name)]
        if case .defer(let until) = decision.verdict { expect["until"] = .string(until.description) }
        if let rule = difference.rule { expect["rules"] = [rule.rawValue: .string(word.rawValue)] }
        members["expect"] = .object(expect)
        text = CaseLine.line(members)
    }

    private static let order = [
        "id", "note", "citation", "confidence", "basis", "tzdata", "contact", "creditor", "debtor", "debt", "history",
        "facts", "expect",
    ]

    /// The members in the order in which people write them.
    private static func line(_ members: JSONMembers) -> String {
        let names = order.filter { members[$0] != nil } + members.keys.filter { !order.contains($0) }.sorted()
        let parts = names.map { "\(JSON.string($0).canonical): \((members[$0] ?? .null).canonical)" }
        return "{\(parts.joined(separator: ", "))}"
    }
}

extension ContactCase.Expectation.Word {
    /// What the rule does, in words.
    fileprivate var predicate: String {
        switch self {
        case .open: "lets it go"
        case .shut: "holds it"
        case .closed: "stops it"
        case .absent: "takes no part"
        }
    }
}
