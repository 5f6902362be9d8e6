import Dunning

extension StopRule: Breakable {
    var readsTheClock: Bool { lapse != nil || period != nil }

    var variants: [Variant<StopRule>] {
        // A rule without facts stops its whole scope and asks nothing.
        guard !facts.isEmpty else { return [] }
        var variants = Variants(self)
        variants.dropEach(\.facts, leaving: 1) { "the fact \($0.words)" }
        variants.changeEach(\.facts, \.words, \.variants)
        if bindsAfterHours > 0 {
            variants.shift("binds after hours", \.bindsAfterHours, least: 1)
            variants.add("binds at once") { $0.bindsAfterHours = 0 }
        }
        variants.add("lapses", \.lapse, lapse?.variants ?? [])
        variants.add("dispute_period", \.period, period?.variants ?? [])
        variants.flip(\.allowsReply, yes: "opened for a reply", no: "not opened for a reply")
        return variants.all
    }
}

extension StopRule.Lapse {
    fileprivate var variants: [Variant<StopRule.Lapse>] {
        var variants = Variants(self)
        variants.shift("on day", \.onDay, least: 1)
        variants.shift("confirmed within days", \.confirmedWithinDays, least: 0)
        return variants.all
    }
}

extension DisputePeriod {
    fileprivate var variants: [Variant<DisputePeriod>] {
        var variants = Variants(self)
        variants.shift("days", \.days, least: 1)
        variants.shift("received after business days", \.receipt.count, least: 0)
        variants.add("notice", \.notice, notice.variants)
        return variants.all
    }
}

extension OptOutRule: Breakable {
    var readsTheClock: Bool { false }

    var variants: [Variant<OptOutRule>] {
        var variants = Variants(self)
        // Where all purposes are revoked together, keeping them apart is not asked.
        if revokesAll.isEmpty {
            variants.flip(\.keepsPurposesApart, yes: "keeps purposes apart", no: "does not keep purposes apart")
        }
        variants.dropEach(\.revokesAll) { "revokes_all \($0.rawValue)" }
        if let minutes = confirmationMinutes {
            variants.add("a confirmation at any time") { $0.confirmationMinutes = nil }
            for other in [minutes - 1, minutes + 1] {
                variants.add("a confirmation within \(other) minutes instead of \(minutes)") {
                    $0.confirmationMinutes = other
                }
            }
        }
        return variants.all
    }
}

extension ProofRule: Breakable {
    var readsTheClock: Bool { demands.contains { $0.contains { $0.days != nil } } }

    var variants: [Variant<ProofRule>] {
        var variants = Variants(self)
        variants.dropEach(\.demands, leaving: 1) { $0.map(\.words).joined(separator: " or ") }
        for (index, demand) in demands.enumerated() {
            var alternatives = Variants(demand)
            alternatives.dropEach(\.self, leaving: 1, \.words)
            alternatives.changeEach(\.self, \.words, \.variants)
            for other in alternatives.all { variants.add(other.change) { $0.demands[index] = other.value } }
        }
        return variants.all
    }
}
