/// Puts what a rule found into words.
enum Explanation {
    /// One plain sentence, which begins with the rule's title.
    static func sentence(for ground: Ground, _ card: RuleCard, _ clock: FindingClock) -> String {
        "\(card.title): \(clause(for: ground, clock))."
    }

    /// What was found, as part of a sentence.
    static func clause(for ground: Ground, _ clock: FindingClock) -> String {
        switch ground {
        case .clear: "nothing stands in the way"
        case .hours(let zone, let holiday?): "it is \(holiday) in \(zone)"
        case .hours(let zone, nil): "it is outside these hours in \(zone)"
        case .count(let found, let limit, let period, _): "\(found) already in \(period), \(limit) allowed"
        case .caution(let found, let advised, let period, _): "\(found) already in \(period), \(advised) advised"
        case .wait(let event, let at, _): "\(event) was on \(clock.day(at))"
        case .missing(let thing): "\(thing) is missing"
        case .fact(let words, let at, _): "\(words) (told on \(clock.moment(at)))"
        case .message(let words): words
        case .exception(let words): "goes through, because \(words)"
        }
    }
}

extension RuleCard {
    /// What is to be known about the rule before it is relied on; nil = law, and verified.
    public var standing: String? {
        switch (basis, confidence) {
        case (.policy, .low): "policy of the house, not law; not verified"
        case (.policy, _): "policy of the house, not law"
        case (.law, .low): "not verified"
        case (.law, _): nil
        }
    }
}
