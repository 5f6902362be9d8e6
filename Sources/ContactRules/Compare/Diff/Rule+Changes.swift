import Dunning

extension Rule {
    /// What is different in another version of it, in the order in which people read a rule.
    func changes(to new: Rule) -> [RuleChange] {
        guard card.kind == new.card.kind else {
            return [RuleChange("kind \(new.card.kind) instead of \(card.kind)", .either)] + card.changes(to: new.card)
        }
        var changes: [RuleChange] = []
        if let old = body as? WindowRule, let new = new.body as? WindowRule {
            changes += old.week.changes(to: new.week)
        }
        changes += facetChanges(to: new) + scope.changes(to: new.scope) + card.changes(to: new.card)
        return changes
    }

    /// Changes of the parts that have a name; hours and scope are compared on their own.
    private func facetChanges(to new: Rule) -> [RuleChange] {
        let own = facets
        let others = new.facets
        var names: [String] = []
        for facet in own + others where !names.contains(facet.name) { names.append(facet.name) }
        return names.flatMap { name in
            let before = own.filter { $0.name == name }.map(\.text)
            let after = others.filter { $0.name == name }.map(\.text)
            return changes(of: name, before, after, in: new)
        }
    }

    private func changes(of name: String, _ before: [String], _ after: [String], in new: Rule) -> [RuleChange] {
        let gone = before.filter { !after.contains($0) }
        let added = after.filter { !before.contains($0) }
        if gone.count == 1, added.count == 1 {
            return [RuleChange("\(name): \(added[0]) instead of \(gone[0])", effect(ofChanging: name, in: new))]
        }
        let more = Rule.effect(ofAdding: name)
        return gone.map { RuleChange("\(name): no longer \($0)", more.reversed) }
            + added.map { RuleChange("\(name): \($0) now", more) }
    }

    private var facets: [Facet] {
        let hours = (body as? any Speaking)?.spoken.hours ?? []
        let scoped = scope.facets
        return words.facets.filter { !hours.contains($0) && !scoped.contains($0) }
    }

    /// What one more part of a name does.
    private static func effect(ofAdding name: String) -> RuleChange.Effect {
        switch name {
        case "lifted by", "open", "accepts", "not counted", "answers to the debtor", "counted behind", "relying on":
            .looser
        case "demands", "bars", "stops on", "without the event", "ends together": .stricter
        case "advised", "the law gives": .none
        default: .either
        }
    }

    private func effect(ofChanging name: String, in new: Rule) -> RuleChange.Effect {
        switch (name, body, new.body) {
        case ("limit", let old as CapRule, let new as CapRule):
            return RuleChange.Effect(moreIsStricter: old.limit, new.limit).reversed
        case ("period", let old as CapRule, let new as CapRule):
            guard old.periods.count == 1, new.periods.count == 1, case .days(let before)? = old.periods.first,
                case .days(let after)? = new.periods.first
            else { return .either }
            return RuleChange.Effect(moreIsStricter: before, after)
        case ("opens", let old as SpacingRule, let new as SpacingRule):
            switch (old.wait, new.wait) {
            case (.opensOnDay(let before), .opensOnDay(let after)), (.hours(let before), .hours(let after)):
                return RuleChange.Effect(moreIsStricter: before, after)
            default: return .either
            }
        case ("confirmation", let old as OptOutRule, let new as OptOutRule):
            let before = old.confirmationMinutes ?? .max
            return RuleChange.Effect(moreIsStricter: before, new.confirmationMinutes ?? .max).reversed
        case ("advised", _, _), ("the law gives", _, _): return .none
        default: return .either
        }
    }
}

extension RuleCard {
    /// What is told differently about it.
    fileprivate func changes(to new: RuleCard) -> [RuleChange] {
        var changes: [RuleChange] = []
        func compare(_ name: String, _ before: String, _ after: String, _ effect: RuleChange.Effect = .none) {
            if before != after { changes.append(RuleChange("\(name): \(after) instead of \(before)", effect)) }
        }
        compare("title", "“\(title)”", "“\(new.title)”")
        compare("citation", citation, new.citation)
        compare("source", source, new.source)
        compare("basis", basis.rawValue, new.basis.rawValue)
        compare("confidence", confidence.rawValue, new.confidence.rawValue)
        compare("reach", reach.rawValue, new.reach.rawValue, .either)
        return changes
    }
}
