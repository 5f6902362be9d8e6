import Dunning

/// Says why a message waits, and why it may no longer go, in parts of a sentence.
struct Reasons {
    let hearing: Hearing
    /// The opening or the end that is explained.
    let instant: Int64

    /// What the message waits for, by its end.
    func end(of hold: Hearing.Hold) -> String {
        switch hold.ground {
        case .hours(let zone, _): hoursEnd(hold, zone)
        case .count(_, let limit, _, let contacts): countEnd(hold, limit, contacts)
        case .wait(let event, let at, let cause): "the wait after \(dated(event, at, cause)) ends \(then(hold.until))"
        case .fact(_, let at, _) where hold.rule.body is WishRule:
            "the time that the debtor called inconvenient ends at \(clock.time(hold.until)), told on \(clock.moment(at))"
        case .fact(let words, let at, let place): "\(words)\(told(at, place)), which ends \(then(hold.until))"
        case .missing(let thing): "\(thing) is missing, which no longer matters \(then(hold.until))"
        case .message(let words): "\(words), which no longer matters \(then(hold.until))"
        case .clear, .caution, .exception: "`\(hold.rule.card.title)` ends \(then(hold.until))"
        }
    }

    /// What ends the time in which the message may go.
    func beginning(of hold: Hearing.Hold) -> String {
        let wasInForce = hearing.juror(hold.rule.card.id).map {
            $0.rule.isInForce(hearing.inquiry, at: hearing.inquiry.at, zones: $0.zones)
        }
        guard wasInForce ?? true else { return "`\(hold.rule.card.title)` comes into force" }
        switch hold.ground {
        case .hours(let zone, let holiday): return hoursBegin(hold, zone, holiday)
        case .count(_, let limit, let period, _): return "a consent to more than \(limit) in \(period) ends"
        case .wait(let event, _, _): return "the consent ends that lifts the wait after \(event)"
        case .missing(let thing): return "\(thing) no longer counts"
        case .fact where hold.rule.body is WishRule: return "a time begins that the debtor called inconvenient"
        case .fact where hold.rule.body is OptOutRule: return "the time to confirm the opt-out ends"
        case .fact(let words, _, _): return "a fact begins to bind: \(words)"
        case .message(let words): return words
        case .clear, .caution, .exception: return "`\(hold.rule.card.title)` begins to hold"
        }
    }

    /// What stands in the way for good.
    func objection(of finding: Finding) -> String {
        guard case .fact(let words, let at, let place) = finding.ground else {
            return Explanation.clause(for: finding.ground, finding.clock)
        }
        guard hearing.juror(finding.rule)?.rule.body is OptOutRule else { return words + told(at, place) }
        // What the law says of the time to stop comes behind the debtor's word.
        let (word, law) = (words.prefix { $0 != "," }, words.drop { $0 != "," })
        return word + told(at, place) + law
    }

    private var clock: FindingClock { hearing.clock }

    /// `then` on the day that is explained, else the day.
    private func then(_ end: Int64) -> String {
        let day = clock.day(end)
        return day == clock.day(instant) ? "then" : "on \(day)"
    }

    private func hoursEnd(_ hold: Hearing.Hold, _ name: String) -> String {
        guard let zone = zone(name), let window = hold.rule.body as? WindowRule else { return "the hours begin" }
        let local = FindingClock(zone: zone)
        let time = local.time(hold.until) + elsewhere(zone)
        guard window.isOpen(at: hold.until, in: zone, hearing.inquiry) else {
            return "a time begins at \(time) that the debtor called convenient"
        }
        let days = zone.day(at: hold.at)..<max(zone.day(at: hold.at), zone.day(at: hold.until))
        let closed = days.filter { window.isClosed(on: $0, hearing.inquiry) }.map { day in
            window.holiday(on: day, hearing.inquiry).map { "\(local.fullDay(day)) (\($0))" } ?? local.fullDay(day)
        }
        guard let first = closed.first else { return "quiet hours end at \(time)" }
        let named = closed.count > 4 ? "the \(closed.count) days from \(first) on" : listed(closed)
        let isMidnight = local.time(hold.until) == "00:00"
        return "there is no contact on \(named)" + (isMidnight ? "" : ", and quiet hours end at \(time)")
    }

    private func hoursBegin(_ hold: Hearing.Hold, _ name: String, _ holiday: String?) -> String {
        guard let zone = zone(name), let window = hold.rule.body as? WindowRule else { return "the hours end" }
        if !window.isOpen(at: hold.at - 1, in: zone, hearing.inquiry) {
            return "the time ends that the debtor called convenient"
        }
        if let holiday, zone.start(ofDay: zone.day(at: hold.at)) == hold.at { return "\(holiday) begins" }
        return "quiet hours begin\(elsewhere(zone))"
    }

    private func elsewhere(_ zone: Zone) -> String {
        zone.name == clock.zone?.name ? "" : " in \(hearing.names.name(of: zone))"
    }

    private func zone(_ name: String) -> Zone? {
        hearing.jury.lazy.flatMap(\.zones).first { $0.name == name }
    }

    private func countEnd(_ hold: Hearing.Hold, _ limit: Int, _ contacts: [Int]) -> String {
        guard let cap = hold.rule.body as? CapRule, contacts.count >= limit else { return "the count has room again" }
        let history = hearing.inquiry.question.history
        let leaving = history[contacts[contacts.count - limit]]
        let channels = Set(contacts.map { history[$0].channel })
        let noun = channels.count == 1 ? leaving.channel.words : "contact"
        let which = "\(ordinal(contacts.count - limit + 1)) of \(contacts.count) \(noun)s"
        let one = contacts.count == 1 ? "the only \(noun)" : "the \(which)"
        let when = clock.moment(leaving.at.milliseconds)
        return "\(one) \(cap.counted.key.words), of \(when), leaves \(window(cap, hold)) \(then(hold.until))"
    }

    private func window(_ cap: CapRule, _ hold: Hearing.Hold) -> String {
        guard case .count(_, _, let words, _) = hold.ground,
            let period = cap.periods.first(where: { $0.words == words })
        else { return "the count" }
        return switch period {
        case .days(1): "the day's count"
        case .days(let days): "the \(days)-day window"
        case .hours(let hours): "the \(hours)-hour window"
        case .week: "the week's count"
        case .month: "the month's count"
        }
    }

    private func dated(_ event: String, _ at: Int64, _ cause: Ground.Cause) -> String {
        let day = clock.day(at)
        switch cause {
        case .due, .contact: return "\(event) of \(day)"
        case .fact(let place): return "\(event) of \(day)" + (fact(place)?.told.map { " (\($0))" } ?? "")
        }
    }

    private func told(_ at: Int64, _ place: Int) -> String {
        ", told on \(clock.moment(at))" + (fact(place)?.told.map { " (\($0))" } ?? "")
    }

    private func fact(_ place: Int) -> Fact? {
        let facts = hearing.inquiry.question.facts
        return facts.indices.contains(place) ? facts[place] : nil
    }
}

extension HistoryFilter.Key {
    /// What the contacts that are counted together have in common.
    fileprivate var words: String {
        switch self {
        case .debt: "on this debt"
        case .account: "on this account"
        case .group: "on these debts"
        case .debtor: "to this debtor"
        case .creditor: "to this debtor for this creditor"
        case .use: "to contact points of this use"
        case .point: "to this contact point"
        case .particularDebt: "on this debt"
        }
    }
}

extension WindowRule {
    /// Whether the hours themselves hold at an instant, whatever the debtor called convenient.
    fileprivate func isOpen(at instant: Int64, in zone: Zone, _ inquiry: Inquiry) -> Bool {
        let days = holidays?.days(in: inquiry.whereabouts)
        return LocalHours(zone: zone, source: OpeningHours.InRegion(hours: week, holidays: days)).end(at: instant)
            != nil
    }

    /// Whether a local day has no hours at all.
    fileprivate func isClosed(on day: Int, _ inquiry: Inquiry) -> Bool {
        let days = holidays?.days(in: inquiry.whereabouts)
        return OpeningHours.InRegion(hours: week, holidays: days).hours(on: day).isEmpty
    }

    /// The holiday on a local day, where it has a name and the rule keeps it.
    fileprivate func holiday(on day: Int, _ inquiry: Inquiry) -> String? {
        guard let holidays, holidays.days(in: inquiry.whereabouts).contains(day) else { return nil }
        return holidays.name(of: day, in: inquiry.whereabouts)
    }
}
