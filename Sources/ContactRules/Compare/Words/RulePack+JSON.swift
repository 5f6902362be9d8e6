public import Dunning

extension RulePack {
    /// What the pack says, for machines, with the holidays of a year and of the next one.
    public func json(holidaysOf year: Int) -> JSON {
        var members = PackSummary(self).json.object ?? [:]
        members["says"] = says.map(JSON.string)
        members["tzdata"] = tzdata.map(JSON.string)
        members["houseDefault"] = .boolean(keepsHouseDefault)
        members["engineFacts"] = .array(engineFacts.sorted().map(JSON.string))
        members["rules"] = .array(rules.map(\.json))
        members["retention"] = .array(retention.map(\.json))
        members["holidays"] = .array(
            [year, year + 1].flatMap { holidays(of: $0) }.map { day in
                ["date": .string("\(day.date)"), "name": .string(day.name), "everywhere": .boolean(!day.isRegional)]
            }
        )
        return .object(members)
    }

    /// What one rule says, for machines; nil where the pack has none of that name.
    public func json(of rule: RuleID) -> JSON? { rules.first { $0.card.id == rule }?.json }
}

extension Rule {
    fileprivate var json: JSON {
        let words = words
        return .compact([
            "id": .string(card.id.rawValue), "kind": .string(card.kind), "title": .string(card.title),
            "citation": .string(card.citation), "source": .string(card.source),
            "confidence": .string(card.confidence.rawValue), "basis": .string(card.basis.rawValue),
            "reach": .string(card.reach.rawValue), "from": card.from.map { .string("\($0)") },
            "to": card.to.map { .string("\($0)") },
            "hours": words.hours.isEmpty
                ? nil : .array(words.hours.map { ["days": .string($0.name), "hours": .string($0.text)] }),
            "says": .array(words.sentences.map(JSON.string)),
        ])
    }
}

extension Retention {
    fileprivate var json: JSON {
        [
            "what": .string(what.rawValue), "years": .integer(Int64(years)), "after": .string(after),
            "citation": .string(citation), "source": .string(source), "confidence": .string(confidence.rawValue),
            "basis": .string(basis.rawValue),
        ]
    }
}
