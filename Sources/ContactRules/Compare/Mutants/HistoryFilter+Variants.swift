import Dunning

extension HistoryFilter {
    /// The filter with one element dropped or its key changed; changes that no contact case can tell are left out.
    var variants: [Variant<HistoryFilter>] {
        var variants = Variants(self)
        for dimension in ContactTraits.dimensions {
            for variant in traits.variants(of: dimension) where !variant.value.takesTheSame(as: traits) {
                variants.add(variant.change) { $0.traits = variant.value }
            }
        }
        for other in [Key.debt, .debtor] where other != key {
            variants.add("key \(other.rawValue) instead of \(key.rawValue)") { $0.key = other }
        }
        for other in OtherChannel.allCases where channel != nil && other != channel {
            variants.add("by the \(other.rawValue) channel") { $0.channel = other }
        }
        if channel != nil { variants.add("by any channel") { $0.channel = nil } }
        return variants.all
    }
}

extension ContactTraits {
    /// A list of few is tried without the list, a short list of exclusions without each of them.
    fileprivate func variants(of dimension: TraitDimension<ContactTraits>) -> [Variant<ContactTraits>] {
        let missing = dimension.values.filter { !isSuperset(of: $0.traits) }
        guard !missing.isEmpty else { return [] }
        guard missing.count * 2 < dimension.values.count else {
            return [Variant(change: "all \(dimension.name)", value: union(dimension.all))]
        }
        return missing.map { Variant(change: "\(dimension.name) with \($0.name)", value: union($0.traits)) }
    }
}
