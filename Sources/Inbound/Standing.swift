import Dunning
import Storage

/// What a debtor's facts say about one channel to one contact point.
enum Standing: Hashable {
    /// Nobody opted out, or the opt-out was taken back altogether.
    case open
    /// Opted out in part, in general, or in another way than for just this channel and point.
    case partly
    /// The last word is an opt-out of just this channel and point, and nothing after it speaks against it.
    case out

    /// Reads the facts of one debtor.
    ///
    /// In doubt it is `partly`, on which both a new opt-out and a new opt-in are recorded: rules of some countries take
    /// several channels as one, so a word about another channel may have changed what holds here.
    init(_ facts: [RecordedFact], channel: Channel, value: String, at now: Instant) {
        self = .open
        let known = facts.filter { $0.fact.at <= now }
            .sorted { ($0.fact.at, $0.number) < ($1.fact.at, $1.number) }
        for recorded in known {
            switch recorded.fact.kind {
            case .optOut(let other, let point, _, let about) where point == nil || point == value:
                let isJustThis =
                    other == Fact.Channels(channel) && point == value && about == nil && recorded.debt == nil
                if isJustThis { self = .out } else if self == .open { self = .partly }
            case .optIn(let other, let point, _) where point == nil || point == value:
                let isAll = (other?.contains(channel) ?? true) && recorded.debt == nil
                if isAll { self = .open } else if self == .out { self = .partly }
            case .release(let kind) where kind == Fact.KindName.optOut.rawValue:
                self = .open
            default: continue
            }
        }
    }
}
