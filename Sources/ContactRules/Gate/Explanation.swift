/// Puts what a rule found into words.
enum Explanation {
    /// One plain sentence.
    static func sentence(for ground: Ground, _ card: RuleCard, _ clock: FindingClock) -> String {
        switch ground {
        case .clear: "\(card.title): nothing stands in the way."
        case .hours(let zone, let holiday?): "\(card.title): it is \(holiday) in \(zone)."
        case .hours(let zone, nil): "\(card.title): it is outside these hours in \(zone)."
        case .count(let found, let limit, let period, _):
            "\(card.title): \(found) already in \(period), \(limit) allowed."
        case .wait(let event, let at, _): "\(card.title): \(event) was on \(clock.day(at))."
        case .missing(let thing): "\(card.title): \(thing) is missing."
        case .fact(let words, let at, _): "\(card.title): \(words) (told on \(clock.moment(at)))."
        case .message(let words): "\(card.title): \(words)."
        case .exception(let words): "\(card.title): goes through, because \(words)."
        }
    }
}
