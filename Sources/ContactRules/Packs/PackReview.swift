import Dunning

/// What only shows where rules and packs are seen side by side.
struct PackReview {
    private var seenRules: [RuleID: Place] = [:]
    private var seenAreas: [RulePack.Area: PackID] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// Looks at a pack that could be read, with the places of its rules.
    mutating func add(_ pack: RulePack, at place: Place, _ rulePlaces: [Place]) {
        for (rule, place) in zip(pack.rules, rulePlaces) {
            guard let other = seenRules.updateValue(place, forKey: rule.card.id) else { continue }
            let spot = [other.file, other.line.map(String.init)].compactMap { $0 }.joined(separator: ":")
            let message = "rule `\(rule.card.id)` is there twice, also in \(spot)"
            diagnostics.append(Diagnostic(at: place, message, mend: "give one of them another name"))
        }
        if let area = pack.area, let other = seenAreas.updateValue(pack.id, forKey: area) {
            let message = "pack `\(other)` is about exactly the same places"
            diagnostics.append(Diagnostic(.warning, at: place, message, mend: "make one pack of them"))
        }
        lookForDisjointHours(pack, rulePlaces)
    }

    /// Two windows of one scope that leave no common hour.
    private mutating func lookForDisjointHours(_ pack: RulePack, _ places: [Place]) {
        let windows = pack.rules.enumerated().filter { $1.isPlainWindow }
        for (order, later) in windows.enumerated() {
            for earlier in windows.prefix(order)
            where earlier.element.meetsAlways(later.element) && !earlier.element.sharesHours(with: later.element) {
                let message = "with `\(earlier.element.card.id)`, which is about the same messages, no hour is left"
                let mend = "compare their hours"
                diagnostics.append(Diagnostic(.warning, at: places[later.offset], message, mend: mend))
            }
        }
    }
}

extension Rule {
    /// Whether it is a window that nothing but its hours opens.
    fileprivate var isPlainWindow: Bool {
        guard let window = body as? WindowRule else { return false }
        return window.opensByWish == nil && lifts.isEmpty
    }

    /// Whether it takes part wherever another rule does, for some days at least.
    fileprivate func meetsAlways(_ other: Rule) -> Bool {
        let (one, two) = (scope, other.scope)
        let overlaps =
            (one.from.map { from in two.to.map { from < $0 } ?? true } ?? true)
            && (two.from.map { from in one.to.map { from < $0 } ?? true } ?? true)
        return overlaps && one.traits == two.traits && one.uncovered == two.uncovered
            && one.notCountries == two.notCountries && one.routes == two.routes
            && one.overdueDays == two.overdueDays && one.disputed == two.disputed && one.relying == two.relying
            && zones == other.zones
    }

    /// Whether some hour of some weekday is open by both windows.
    fileprivate func sharesHours(with other: Rule) -> Bool {
        guard let one = body as? WindowRule, let two = other.body as? WindowRule else { return true }
        return zip(one.week.weekdays, two.week.weekdays).contains { left, right in
            left.contains { span in right.contains { span.start < $0.end && $0.start < span.end } }
        }
    }
}
