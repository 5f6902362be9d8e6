import Dunning

/// One question with the rules that take part, for what is asked after the decision: why, until when, what else.
struct Hearing {
    let inquiry: Inquiry
    let jury: [Juror]
    let names: PlaceNames
    /// The debtor's clock.
    let clock: FindingClock

    init(_ question: ContactQuestion, _ book: RuleBook) {
        let whereabouts = Whereabouts(question, places: book.places, zones: book.zones)
        inquiry = Inquiry(question, whereabouts: whereabouts)
        jury = book.refusals(for: inquiry).isEmpty ? book.jury(for: inquiry, book.packs(for: whereabouts)) : []
        names = PlaceNames(inquiry, book)
        clock = FindingClock(zone: inquiry.zones(.address).first)
    }

    /// A rule by its name; nil for what the gate itself says.
    func juror(_ rule: RuleID) -> Juror? { jury.first { $0.rule.card.id == rule } }

    /// The zones whose clocks hours and wishes ask, each once; all of them must be open.
    var clockZones: [Zone] {
        var zones: [Zone] = []
        for juror in jury where juror.rule.body is WindowRule || juror.rule.body is WishRule { zones.add(juror.zones) }
        return zones
    }

    /// One rule that keeps a message, on its way to the opening.
    struct Hold {
        let rule: Rule
        let ground: Ground
        /// The instant at which it was asked.
        let at: Int64
        /// Its own end.
        let until: Int64
    }

    /// The rules without which the message could go earlier than at the opening, hours and wishes last.
    ///
    /// The way is that of the gate: from instant to instant, each the latest that a shut rule names. The rules that name
    /// it are what the message waits for; hours count only where they are what it waits for at the end.
    func holds(before opening: Int64) -> [Hold] {
        var holds: [Hold] = []
        var now = inquiry.at
        while now < opening {
            let shut = shut(at: now)
            guard let next = shut.map(\.until).max(), next > now else { break }
            holds.removeAll(where: \.isOfTheClock)
            for hold in shut where hold.until == next {
                holds.removeAll { $0.rule === hold.rule }
                holds.append(hold)
            }
            now = next
        }
        return holds.filter { !$0.isOfTheClock } + holds.filter(\.isOfTheClock)
    }

    /// The rules that end an opening: those that let the message go before an instant, and not at it.
    func ends(at instant: Int64) -> [Hold] {
        jury.compactMap { juror in
            let answer = juror.rule.answer(inquiry, at: instant, zones: juror.zones)
            if case .open = answer.span { return nil }
            return Hold(rule: juror.rule, ground: answer.ground, at: instant, until: instant)
        }
    }

    private func shut(at instant: Int64) -> [Hold] {
        jury.compactMap { juror in
            let answer = juror.rule.answer(inquiry, at: instant, zones: juror.zones)
            guard case .shut(let until) = answer.span else { return nil }
            return Hold(rule: juror.rule, ground: answer.ground, at: instant, until: until)
        }
    }
}

extension Hearing.Hold {
    /// It comes and goes with the time of day.
    var isOfTheClock: Bool { rule.body is WindowRule || rule.body is WishRule }
}
