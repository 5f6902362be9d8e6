public import Dunning

/// What a pack says, as a page for people.
public struct PackPage: Sendable {
    /// The page's lines.
    public let lines: [String]

    private static let wrapping = Wrapping()

    /// The whole pack, with the holidays of a year and of the next one.
    public init(_ pack: RulePack, holidaysOf year: Int) {
        var lines = PackPage.head(pack)
        for rule in pack.rules { lines += [""] + PackPage.lines(rule) }
        for retention in pack.retention { lines += [""] + PackPage.lines(retention) }
        for year in [year, year + 1] {
            let days = pack.holidays(of: year)
            guard !days.isEmpty else { continue }
            lines += ["", "Holidays of \(year)"]
            lines += days.map {
                "  \($0.date) \($0.date.weekday.rawValue)  \($0.name)\($0.isRegional ? " (not everywhere)" : "")"
            }
        }
        self.lines = lines
    }

    /// One rule alone; nil where the pack has none of that name.
    public init?(_ pack: RulePack, rule: RuleID) {
        guard let rule = pack.rules.first(where: { $0.card.id == rule }) else { return nil }
        lines = PackPage.lines(rule)
    }

    private static func head(_ pack: RulePack) -> [String] {
        let summary = PackSummary(pack)
        var lines = wrapping.lines("\(pack.id): \(pack.title)", rest: "  ")
        lines += wrapping.lines("Holds in: \(summary.place)", rest: "  ")
        lines += wrapping.lines("Rules: \(summary.counts)", rest: "  ")
        if let says = pack.says { lines += [""] + wrapping.lines(says, rest: "") }
        var notes: [String] = []
        if pack.keepsHouseDefault {
            notes.append("The house default holds beside it: house hours and counts apply here, too.")
        }
        if let tzdata = pack.tzdata { notes.append("Its clock is right from tz data \(tzdata) on.") }
        if !pack.engineFacts.isEmpty {
            let facts = pack.engineFacts.sorted().map { "`\($0)`" }.joined(last: "and")
            notes.append("The engine has to send these facts: \(facts).")
        }
        if !notes.isEmpty { lines.append("") }
        return lines + notes.flatMap { wrapping.lines($0, rest: "") }
    }

    private static func lines(_ rule: Rule) -> [String] {
        let card = rule.card
        let words = rule.words
        var lines = wrapping.lines("\(card.id) (\(card.kind), \(card.trust))", rest: "  ")
        lines += wrapping.lines(card.title, first: "  ", rest: "  ")
        let width = words.hours.map(\.name.count).max() ?? 0
        lines += words.hours.map { row in
            "    \(row.name)\(String(repeating: " ", count: width - row.name.count))  \(row.text)"
        }
        for sentence in words.sentences { lines += wrapping.lines(sentence, first: "  - ", rest: "    ") }
        lines += wrapping.lines("Where it stops: \(card.reach.words).", first: "  - ", rest: "    ")
        if let force = card.force { lines += wrapping.lines("In force \(force).", first: "  - ", rest: "    ") }
        lines += wrapping.lines("\(card.basis == .law ? "Law" : "Policy"): \(card.citation)", first: "  ", rest: "    ")
        if !card.source.isEmpty { lines += wrapping.lines("Source: \(card.source)", first: "  ", rest: "    ") }
        return lines
    }

    private static func lines(_ retention: Retention) -> [String] {
        let years = "\(retention.years) \(retention.years == 1 ? "year" : "years")"
        let text = "Keep \(retention.what.rawValue) for \(years) after \(retention.after)."
        return wrapping.lines(text, rest: "  ")
            + wrapping.lines(
                "\(retention.basis == .law ? "Law" : "Policy"): \(retention.citation)",
                first: "  ",
                rest: "    "
            )
            + wrapping.lines(
                "Source: \(retention.source) (confidence \(retention.confidence.rawValue))",
                first: "  ",
                rest: "    "
            )
    }
}

extension RuleCard {
    /// Whether it is law and how sure we are, so that nobody takes the one for the other.
    var trust: String {
        let basis = basis == .law ? "law" : "POLICY, not law"
        return confidence == .low ? "\(basis), UNVERIFIED" : "\(basis), confidence \(confidence.rawValue)"
    }

    /// From when until when it holds; nil where no dates are told.
    var force: String? {
        switch (from, to) {
        case (nil, nil): nil
        case (let from?, nil): "from \(from) on"
        case (nil, let to?): "until \(to), that day left out"
        case (let from?, let to?): "from \(from) until \(to), that day left out"
        }
    }
}

extension RuleCard.Reach {
    /// What the sender can do where the rule stops a message.
    var words: String {
        switch self {
        case .time: "wait"
        case .message: "send another text or form"
        case .point: "use another contact point or channel"
        case .hold: "nothing until a later fact lifts it"
        case .debtor: "nothing more to this debtor about this debt"
        }
    }
}
