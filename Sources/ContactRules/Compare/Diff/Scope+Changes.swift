import Dunning

extension Scope {
    /// What another version of it takes more or less.
    ///
    /// A rule that is about more messages can only hold more.
    func changes(to new: Scope) -> [RuleChange] {
        Traits.dimensions.flatMap { traits.changes(to: new.traits, of: $0) } + dates(to: new) + others(to: new)
    }

    private func dates(to new: Scope) -> [RuleChange] {
        var changes: [RuleChange] = []
        if from != new.from {
            let earliest = CivilDate(dayNumber: .min)
            let effect = RuleChange.Effect(moreIsStricter: from ?? earliest, new.from ?? earliest).reversed
            changes.append(RuleChange("in force from \(words(new.from)) instead of \(words(from))", effect))
        }
        if to != new.to {
            let latest = CivilDate(dayNumber: .max)
            let effect = RuleChange.Effect(moreIsStricter: to ?? latest, new.to ?? latest)
            changes.append(RuleChange("in force to \(words(new.to)) instead of \(words(to))", effect))
        }
        if overdueDays != new.overdueDays {
            let effect = RuleChange.Effect(moreIsStricter: overdueDays ?? 0, new.overdueDays ?? 0).reversed
            let before = overdueDays.map { "from day \($0)" } ?? "at once"
            let after = new.overdueDays.map { "from day \($0)" } ?? "at once"
            changes.append(RuleChange("overdue: \(after) instead of \(before)", effect))
        }
        return changes
    }

    private func words(_ date: CivilDate?) -> String { date.map { "\($0)" } ?? "no date" }

    private func others(to new: Scope) -> [RuleChange] {
        var changes: [RuleChange] = []
        if disputed != new.disputed {
            let effect: RuleChange.Effect = new.disputed == nil ? .stricter : disputed == nil ? .looser : .either
            let words = new.disputed.map { $0 ? "only while a dispute is open" : "only while no dispute is open" }
            changes.append(RuleChange(words ?? "whether disputed or not", effect))
        }
        if uncovered != new.uncovered {
            changes.append(
                new.uncovered
                    ? RuleChange("only where no pack stands in for the house default", .looser)
                    : RuleChange("also where a pack stands in for the house default", .stricter)
            )
        }
        for country in notCountries where !new.notCountries.contains(country) {
            changes.append(RuleChange("in \(country) now, too", .stricter))
        }
        for country in new.notCountries where !notCountries.contains(country) {
            changes.append(RuleChange("no longer in \(country)", .looser))
        }
        if routes != new.routes {
            let all = "all"
            let before = routes.isEmpty ? all : routes.sorted().joined(last: "and")
            let after = new.routes.isEmpty ? all : new.routes.sorted().joined(last: "and")
            let isWider = new.routes.isEmpty || (!routes.isEmpty && new.routes.isSuperset(of: routes))
            let isNarrower = routes.isEmpty || (!new.routes.isEmpty && new.routes.isSubset(of: routes))
            let effect: RuleChange.Effect = isWider ? .stricter : isNarrower ? .looser : .either
            changes.append(RuleChange("routes: \(after) instead of \(before)", effect))
        }
        return changes
    }
}

extension Traits {
    fileprivate func changes(to new: Traits, of dimension: TraitDimension<Traits>) -> [RuleChange] {
        let added = dimension.values.filter { new.isSuperset(of: $0.traits) && !isSuperset(of: $0.traits) }
        let gone = dimension.values.filter { isSuperset(of: $0.traits) && !new.isSuperset(of: $0.traits) }
        let verb = dimension.name == "roles" ? "binds" : "\(dimension.name):"
        func names(_ values: [(name: String, traits: Traits)]) -> String {
            let all = values.map(\.name)
            guard dimension.name == "roles" else { return all.map(plainName).joined(last: "and") }
            return all.map { "\($0)s" }.joined(last: "and")
        }
        var changes: [RuleChange] = []
        if !added.isEmpty { changes.append(RuleChange("\(verb) \(names(added)) now, too", .stricter)) }
        if !gone.isEmpty { changes.append(RuleChange("\(verb) no longer \(names(gone))", .looser)) }
        return changes
    }
}
