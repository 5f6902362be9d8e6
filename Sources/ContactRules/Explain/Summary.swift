import Dunning

/// A decision in one or two plain sentences: whether, from when, until when, where, and why.
struct Summary {
    let decision: Decision
    let hearing: Hearing

    /// One or two sentences, which begin with "May be called from Mon 9 Nov 2026 08:00 in Columbus".
    var sentence: String {
        switch decision.verdict {
        case .send: sent
        case .defer(let until): deferred(until.milliseconds)
        case .block: blocked
        }
    }

    private var contact: ContactQuestion.Contact { hearing.inquiry.question.contact }

    private var sent: String {
        var text = "May be \(contact.verb) now"
        if let end = decision.openUntil?.milliseconds {
            let holds = hearing.ends(at: end)
            let reasons = Reasons(hearing: hearing, instant: end)
            let words = cited(holds.map { (reasons.beginning(of: $0), $0.rule.card) })
            text += ", until \(moment(end, holds)), when \(listed(words))"
        } else {
            text += "; no rule ends this"
        }
        return text + "." + cautions + demands
    }

    private func deferred(_ until: Int64) -> String {
        let holds = hearing.holds(before: until)
        let reasons = Reasons(hearing: hearing, instant: until)
        let words = cited(holds.map { (reasons.end(of: $0), $0.rule.card) })
        let text = words.count > 1 ? listed(Array(words.dropLast())) + ", and " + words[words.count - 1] : words.first
        return "May be \(contact.verb) from \(moment(until, holds)): \(text ?? "no rule holds it then")." + cautions
            + demands
    }

    private var blocked: String {
        let closed = decision.findings.filter { $0.verdict == .closed }
        let ranked = RuleCard.Reach.allCases.reversed().flatMap { reach in closed.filter { $0.card.reach == reach } }
        let reasons = Reasons(hearing: hearing, instant: hearing.inquiry.at)
        let words = cited(ranked.map { (reasons.objection(of: $0), $0.card) })
        let shown = words.count > 3 ? words.prefix(2) + ["\(words.count - 2) rules more"] : words[...]
        return "May not be \(contact.verb): \(listed(Array(shown))). \(outlook(ranked))"
    }

    /// What would have to happen, as far as one change for each rule that blocks is known.
    private func outlook(_ closed: [Finding]) -> String {
        // Without rules to ask, the gate itself said what it has to be told.
        if hearing.jury.isEmpty { return "Supply it and ask again." }
        var conditions: [String] = []
        var moves: Set<Move> = []
        for finding in closed {
            guard let first = Remedies(hearing: hearing).changes(for: finding).first else {
                return closed.contains(where: \.isFinal) ? "That is final." : "Waiting does not change that."
            }
            if moves.insert(first.move).inserted { conditions.append(first.words) }
        }
        return "It can go out if \(listed(conditions))."
    }

    /// What rules advise that let the message go.
    private var cautions: String {
        let advice = decision.findings.compactMap { finding in finding.caution.map { ($0, finding.card) } }
        return advice.isEmpty ? "" : " Caution: \(listed(cited(advice)))."
    }

    private var demands: String {
        guard !decision.demands.isEmpty, contact.discloses == nil else { return "" }
        return " The message must hold \(listed(decision.demands.map { "`\($0)`" }))."
    }

    /// Reasons with their citations; those that say the same are told once, with all citations, the law's first.
    private func cited(_ reasons: [(words: String, card: RuleCard)]) -> [String] {
        var order: [String] = []
        var cards: [String: [RuleCard]] = [:]
        for (words, card) in reasons {
            if cards[words] == nil { order.append(words) }
            cards[words, default: []].append(card)
        }
        return order.map { words in
            let all = cards[words] ?? []
            var sources: [String] = []
            for card in all.filter({ $0.basis == .law }) + all.filter({ $0.basis == .policy }) {
                let source = card.citation + (card.standing.map { "; \($0)" } ?? "")
                if !sources.contains(source) { sources.append(source) }
            }
            return "\(words) (\(sources.joined(separator: "; also: ")))"
        }
    }

    /// The moment as `Mon 9 Nov 2026 08:00 in Columbus`; where several zones count, that of the last hours, and that all must be open.
    private func moment(_ instant: Int64, _ holds: [Hearing.Hold]) -> String {
        let zones = hearing.clockZones
        guard let zone = clockZone(holds) ?? hearing.clock.zone ?? zones.first else {
            return "\(FindingClock(zone: nil).fullMoment(instant)) UTC"
        }
        let text = "\(FindingClock(zone: zone).fullMoment(instant)) in \(hearing.names.name(of: zone))"
        switch zones.count {
        case ...1: return text
        case 2...3:
            let all = zones.count == 2 ? "both" : "all"
            return text + " (\(listed(zones.map(hearing.names.name))) must \(all) be open)"
        default: return text + " (all \(zones.count) zones in which the debtor may be must be open)"
        }
    }

    /// The moment from which on a message may go, as the sentence tells it.
    func moment(_ opening: Instant) -> String {
        moment(opening.milliseconds, hearing.holds(before: opening.milliseconds))
    }

    private func clockZone(_ holds: [Hearing.Hold]) -> Zone? {
        guard hearing.clockZones.count > 1 else { return nil }
        for hold in holds.reversed() {
            guard case .hours(let name, _) = hold.ground else { continue }
            return hearing.clockZones.first { $0.name == name }
        }
        return nil
    }
}
