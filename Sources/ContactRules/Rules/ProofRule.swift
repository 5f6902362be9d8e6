import Dunning

/// Contact only where something is on record first: a consent, a notice, a tried home, an earlier reminder.
///
/// All demands must be met, each by one of its alternatives. What has to be there and is not stops the message: nothing
/// that is not on record is proved.
struct ProofRule: RuleBody {
    var demands: [[Evidence]]

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        var end = Int64.max
        for demand in demands {
            guard let until = demand.end(inquiry, at: instant, zones: zones) else {
                let span = demand.next(inquiry, after: instant).map(Span.shut(until:)) ?? .closed
                return Answer(span, .missing(demand.map(\.words).joined(separator: " or ")))
            }
            end = min(end, until)
        }
        return Answer(.open(until: end), .clear)
    }
}
