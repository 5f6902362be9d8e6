import Dunning

/// The cards of what the gate says by itself, whatever the packs: what must be known before any rule can be asked.
///
/// They are named like rules of the house, so that findings, statistics and searches need no exception for them.
struct BuiltInCards: Sendable {
    /// Nothing lets the message go within the horizon.
    let noOpening = BuiltInCards.card("no-opening", "An opening within \(Inquiry.horizonDays) days")
    /// Neither address nor number says where the debtor is.
    let placeKnown = BuiltInCards.card("place-known", "A known place")
    let countryKnown = BuiltInCards.card("country-known", "A known country")
    let zoneKnown = BuiltInCards.card("zone-known", "A known time zone")
    let newEnoughZones = BuiltInCards.card("tzdata-new-enough", "tz data that is new enough")
    let factKnown = BuiltInCards.card("fact-known", "Facts that some rule reads", reach: .hold)
    /// The clock went back, or something is told of the future.
    let clock = BuiltInCards.card("clock", "A clock that goes forward", reach: .time)
    let regionUnknown = BuiltInCards.card("region-unknown", "A known region")
    let regionDerived = BuiltInCards.card("region-derived", "A known region")
    let regionDoubtful = BuiltInCards.card("region-doubtful", "An address without contradictions")
    let holidaysUnknown = BuiltInCards.card("holidays-unknown", "Known public holidays")

    /// All of them.
    var all: [RuleCard] {
        [
            noOpening, placeKnown, countryKnown, zoneKnown, newEnoughZones, factKnown, clock, regionUnknown,
            regionDerived, regionDoubtful, holidaysUnknown,
        ]
    }

    private static func card(_ name: String, _ title: String, reach: RuleCard.Reach = .message) -> RuleCard {
        RuleCard(
            id: RuleID(trusted: "house.\(name)"),
            pack: PackID(trusted: "house"),
            kind: "gate",
            title: title,
            citation: "house default (fail closed)",
            confidence: .high,
            basis: .policy,
            reach: reach
        )
    }
}

/// What the gate says by itself: a card, and what is to be told and mended, in words.
struct Remark {
    let card: RuleCard
    let words: String

    /// The remark as a finding.
    func finding(_ verdict: Finding.Verdict, _ clock: FindingClock) -> Finding {
        Finding(card: card, verdict: verdict, ground: .message(words), clock: clock)
    }
}

/// Nothing goes out before an instant that the record already knows: a clock that went back would count anew, and
/// would not yet know the latest facts.
struct ClockRule: RuleBody {
    /// The latest instant on record, later than the contact.
    let latest: Int64

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        guard instant < latest else { return .clear }
        let words =
            "the record already tells of \(Instant(milliseconds: latest)), which is later than the moment of this "
            + "message; set the clock right, or correct the record"
        return Answer(.shut(until: latest), .message(words))
    }
}
