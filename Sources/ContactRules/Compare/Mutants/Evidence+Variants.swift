import Dunning

extension Evidence {
    /// The evidence with one thing changed.
    var variants: [Variant<Evidence>] {
        var variants = Variants(self)
        if let days {
            variants.add("for ever instead of \(days) days") { $0.days = nil }
            for other in [days - 1, days + 1] where other > 0 {
                variants.add("\(other) days instead of \(days)") { $0.days = other }
            }
        }
        switch kind {
        case .consent(let scopes, let form):
            if form != nil { variants.add("any form") { $0.kind = .consent(scopes: scopes, form: nil) } }
            for scope in scopes.sorted(by: { $0.rawValue < $1.rawValue }) where scopes.count > 1 {
                variants.add("without scope \(scope.rawValue)") {
                    $0.kind = .consent(scopes: scopes.subtracting([scope]), form: form)
                }
            }
            let all = Set(Fact.ConsentScope.allCases)
            if scopes != all { variants.add("any scope") { $0.kind = .consent(scopes: all, form: form) } }
        case .fact(let filter):
            for other in filter.variants { variants.add(other.change) { $0.kind = .fact(other.value) } }
        case .contact(let filter):
            for other in filter.variants { variants.add(other.change) { $0.kind = .contact(other.value) } }
        case .fromDebtor: break
        }
        return variants.all
    }
}

extension FactFilter {
    /// The filter with one element dropped, or one of several ways of telling.
    var variants: [Variant<FactFilter>] {
        var variants = Variants(self)
        if form != nil { variants.add("any form") { $0.form = nil } }
        if reachable != nil { variants.add("reachable or not") { $0.reachable = nil } }
        if reasoned != nil { variants.add("reasoned or not") { $0.reasoned = nil } }
        if by != nil { variants.add("by anybody") { $0.by = nil } }
        if notice != nil { variants.add("any notice") { $0.notice = nil } }
        if procedure != nil { variants.add("any procedure") { $0.procedure = nil } }
        if !via.isEmpty { variants.add("via any way") { $0.via = [] } }
        variants.dropEach(\.via, leaving: 1) { "via \($0)" }
        return variants.all
    }
}
