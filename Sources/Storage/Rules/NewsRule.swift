package import Dunning

/// What is kept of what a provider or the network tells about a contact point; the same in every engine.
package enum NewsRule {
    /// The fact to record; nil where the point has no value, or where the same is known and holds.
    ///
    /// - Parameters:
    ///   - news: what was told.
    ///   - attempt: the attempt about which it was told.
    ///   - code: the provider's code.
    ///   - known: what is known about the debtor, and what others have said about the point.
    ///   - now: the moment.
    /// - Returns: the fact, about the attempt's debtor and no debt.
    package static func fact(
        _ news: PointNews,
        of attempt: Attempt,
        code: String?,
        known: Background,
        at now: Instant
    ) -> RecordedFact? {
        guard let value = attempt.point.value else { return nil }
        let code = code.flatMap { $0.isEmpty ? nil : $0 } ?? news.rawValue
        let kind: Fact.Kind
        switch news {
        case .optedOut:
            guard !known.isOptedOut(attempt.channel, value, asOf: now) else { return nil }
            kind = .optOut(channel: Fact.Channels(attempt.channel), value: value, via: code, about: nil)
        case .isBad:
            guard !known.isBad(attempt.point, asOf: now) else { return nil }
            kind = .badPoint(channel: attempt.channel, value: value, code: code)
        }
        return RecordedFact(
            debtor: attempt.debtor,
            debt: nil,
            fact: Fact(at: now, kind),
            source: "provider:\(attempt.provider)",
            recordedAt: now
        )
    }
}

extension Background {
    /// Whether the last word about just this channel and this point is an opt-out.
    ///
    /// In doubt it is not, and the opt-out is recorded again: rules of some countries take several channels as one, so
    /// a later word about another channel may have changed what holds here.
    fileprivate func isOptedOut(_ channel: Channel, _ value: String, asOf now: Instant) -> Bool {
        var isOut = false
        for recorded in facts where recorded.fact.at <= now {
            switch recorded.fact.kind {
            case .optOut(Fact.Channels(channel), value, _, nil) where recorded.debt == nil: isOut = true
            case .optIn(_, let point, _) where point == nil || point == value: isOut = false
            case .release(kind: Fact.KindName.optOut.rawValue): isOut = false
            default: continue
            }
        }
        return isOut
    }
}
