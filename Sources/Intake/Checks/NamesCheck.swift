import Dunning

/// Names must be ones that the configuration knows, and lists must have an end.
struct NamesCheck: ActionCheck {
    private let creditors: Set<String>
    private let sequences: Set<String>
    private let templates: Set<String>?

    init(rules: IntakeRules) {
        creditors = Set(rules.creditors.map(\.rawValue))
        sequences = Set(rules.sequences.map(\.rawValue))
        templates = rules.templates.map { Set($0.map(\.rawValue)) }
    }

    func remarks(on action: Spot) -> [Remark] {
        [
            length(of: action["id"]),
            known(action["creditor"], "creditor", creditors),
            known(action["sequence"], "sequence", sequences),
            templates.flatMap { known(action["template"], "template", $0) },
            count(action["debtor"]?["contacts"], atMost: 50, "contacts"),
            count(action["debtor"]?["zones"], atMost: 5, "zones"),
            count(action["debtor"]?["address"]?["lines"], atMost: 6, "lines"),
            count(action["debt"]?["invoices"], atMost: 500, "invoices"),
        ].compactMap { $0 }
    }

    /// The attempts of an action are named after it, and their names travel in headers and references.
    private func length(of id: Spot?) -> Remark? {
        guard let id, let text = id.text, ActionID.isSpeltRight(text), text.utf8.count > 100 else { return nil }
        return id.error("the id has \(text.utf8.count) characters", mend: "use at most 100")
    }

    private func known(_ name: Spot?, _ kind: String, _ names: Set<String>) -> Remark? {
        guard let name, let text = name.text, ActionID.isSpeltRight(text), !names.contains(text) else { return nil }
        let nearest = NearestName.suggest(text, among: names.sorted()).map { "did you mean `\($0)`?" }
        let some = names.sorted().prefix(10).map { "`\($0)`" }.joined(separator: ", ")
        let all = names.isEmpty ? "the configuration has none" : "write one of \(some)"
        return name.error("\(kind) \(quoted(text)) is not known", mend: nearest ?? all)
    }

    private func count(_ list: Spot?, atMost most: Int, _ things: String) -> Remark? {
        guard let list, let count = list.json.array?.count, count > most else { return nil }
        return list.error("\(count) \(things)", mend: "give at most \(most)")
    }
}
