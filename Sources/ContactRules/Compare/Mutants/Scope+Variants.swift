import Dunning

extension Scope {
    /// The scope with one thing changed; changes that no contact case can tell are left out.
    var variants: [Variant<Scope>] {
        var variants = Variants(self)
        for dimension in Traits.dimensions {
            for variant in traits.variants(of: dimension) where !variant.value.takesTheSame(as: traits) {
                variants.add("applies: \(variant.change)") { $0.traits = variant.value }
            }
        }
        if let overdueDays {
            variants.add("applies: without overdue_days") { $0.overdueDays = nil }
            for days in [overdueDays - 1, overdueDays + 1] {
                variants.add("applies: overdue_days \(days) instead of \(overdueDays)") { $0.overdueDays = days }
            }
        }
        if uncovered { variants.add("applies: also where a pack stands in for the house") { $0.uncovered = false } }
        for (index, country) in notCountries.enumerated() {
            variants.add("applies: also in \(country)") { $0.notCountries.remove(at: index) }
        }
        if disputed != nil { variants.add("applies: whether disputed or not") { $0.disputed = nil } }
        variants.add("relying_on", \.relying, relying?.variants ?? [])
        if !routes.isEmpty { variants.add("applies: on every route") { $0.routes = [] } }
        for route in routes.sorted() where routes.count > 1 {
            variants.add("applies: not on route \(route)") { $0.routes.remove(route) }
        }
        for shift in [-1, 1] {
            let words = shift < 0 ? "a day earlier" : "a day later"
            if from != nil {
                variants.add("in force from \(words)") { $0.from = $0.from.map { $0.shifted(by: shift) } }
            }
            if to != nil { variants.add("in force to \(words)") { $0.to = $0.to.map { $0.shifted(by: shift) } } }
        }
        return variants.all
    }
}

extension Traits {
    /// A narrowed kind of trait with one value more or less.
    ///
    /// Of a long list each value is not tried on its own: a scope that names few of many is tried with all of them, and
    /// one that leaves out few of many is not tried without each of the others, which its author never named.
    fileprivate func variants(of dimension: TraitDimension<Traits>) -> [Variant<Traits>] {
        guard !isSuperset(of: dimension.all) else { return [] }
        let values = dimension.name == "roles" ? roles(dimension) : dimension.values
        let taken = values.filter { isSuperset(of: $0.traits) }
        let missing = values.filter { !isSuperset(of: $0.traits) && !union($0.traits).takesTheSame(as: self) }
        var variants: [Variant<Traits>] = []
        if (2...Self.fewest).contains(taken.count) {
            variants += taken.map { value in
                Variant(change: "\(dimension.name) without \(value.name)", value: subtracting(value.traits))
            }
        }
        if missing.count <= Self.fewest {
            variants += missing.map { value in
                Variant(change: "\(dimension.name) with \(value.name)", value: union(value.traits))
            }
        } else {
            variants.append(Variant(change: "all \(dimension.name)", value: union(dimension.all)))
        }
        return variants
    }

    private static let fewest = 4

    /// Banks and lenders go with creditors, as packs have it, unless the scope tells them apart.
    private func roles(_ dimension: TraitDimension<Traits>) -> [(name: String, traits: Traits)] {
        let creditors: Traits = [.role(.creditor), .role(.bank), .role(.lender)]
        guard isSuperset(of: creditors) || isDisjoint(with: creditors) else { return dimension.values }
        return [("creditor", creditors), ("collector", .role(.collector))]
    }
}

extension CivilDate {
    fileprivate func shifted(by days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}
