public import Dunning

extension Background {
    /// Whether nothing can arrive at a contact point by its channel, as far as is known at that moment.
    ///
    /// Whoever says so (a provider, a bounce, a person), it holds until a `release` of that kind lifts it. Of two words
    /// of one instant the stricter one counts, as everywhere.
    public func isBad(_ point: ContactPoint, asOf now: Instant) -> Bool {
        guard let value = point.value else { return false }
        var since: Instant?
        for recorded in facts where recorded.fact.at <= now {
            switch recorded.fact.kind {
            case .badPoint(point.channel, value, _): since = recorded.fact.at
            case .release(kind: Fact.KindName.badPoint.rawValue):
                if let bad = since, bad < recorded.fact.at { since = nil }
            default: continue
            }
        }
        return since != nil
    }
}
