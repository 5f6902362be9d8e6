import Dunning

/// What could make one rule let a message go that it holds: the likeliest first, none of them proved to suffice.
struct Remedies {
    let hearing: Hearing

    private var question: ContactQuestion { hearing.inquiry.question }
    private var contact: ContactQuestion.Contact { question.contact }

    /// The changes that this rule's kind knows; empty where the rule ends it for good, or the gate itself said it.
    func changes(for finding: Finding) -> [Change] {
        guard let juror = hearing.juror(finding.rule) else { return [] }
        let rule = juror.rule
        return agreements(rule.lifts) + own(rule, juror.zones, finding.ground)
    }

    private func own(_ rule: Rule, _ zones: [Zone], _ ground: Ground) -> [Change] {
        switch rule.body {
        case let body as WindowRule: body.opensByWish.map { [convenient($0)] } ?? []
        case is WishRule: ending(ground)
        case let body as SpacingRule: event(body, ground)
        case is StopRule: ending(ground) + scope(rule)
        case is OptOutRule: optIn(ground)
        case let body as ProofRule: proofs(body, zones) + scope(rule)
        case let body as DisclosureRule:
            [Change(.message, "the message holds the text `\(body.demands)`", .disclosure(body.demands))]
        case let body as ContentRule: wording(body) + scope(rule)
        default: []
        }
    }

    // MARK: What the sender can do

    /// What takes the message out of the rule's scope: another form, no offer, a person.
    private func scope(_ rule: Rule) -> [Change] {
        let traits = rule.scope.traits
        var changes: [Change] = []
        if let mode = contact.mode, let other = mode.gentler, !traits.contains(.mode(other)) {
            changes.append(Change(.mode, "it goes as \(other.words) instead of \(mode.words)", .mode(other)))
        }
        if contact.advertises, contact.purpose != .marketing, !traits.contains(.flag(.offers, false)) {
            changes.append(Change(.message, "it holds no offer", .noOffer))
        }
        if contact.automated, !traits.contains(.flag(.automated, false)) {
            changes.append(Change(.sending, "a person composes and sends it", .byHand))
        }
        if let route = contact.route, rule.scope.routes.contains(route) {
            changes.append(Change(.sending, "it goes by another route than `\(route)`", .noRoute))
        }
        return changes
    }

    private func wording(_ rule: ContentRule) -> [Change] {
        let text = rule.part == .text ? contact.text : contact.envelope
        let found = text.map { rule.words(in: $0) } ?? []
        guard !found.isEmpty else { return [] }
        let words = "\(found.count == 1 ? "the word" : "the words") \(listed(found.map { "`\($0)`" }))"
        switch rule.part {
        case .text: return [Change(.message, "the text does not hold \(words)", .text(found))]
        case .envelope: return [Change(.message, "the envelope does not show \(words)", .envelope(found))]
        }
    }

    // MARK: What the debtor can do

    private func convenient(_ time: ConvenientTime) -> Change {
        let zones = hearing.clockZones
        var wish = Wish(effect: .convenient, days: nil, from: 0, to: 1440, channel: contact.channel)
        wish.form = time == .written ? .written : nil
        var words = "any time"
        if zones.count == 1, let zone = zones.first {
            let local = zone.local(hearing.inquiry.at)
            let hour = Int(local.timeOfDay / .hour)
            let day = CivilDate(dayNumber: local.day).weekday
            (wish.days, wish.from, wish.to) = ([day], hour * 60, hour * 60 + 60)
            words = "\(day.words) \(FindingClock.time(ofMinute: wish.from))-\(FindingClock.time(ofMinute: wish.to))"
        }
        let inWriting = time == .written ? " in writing" : ""
        return Change(
            .debtor,
            "the debtor calls \(words) convenient for \(contact.channel.words)s\(inWriting)",
            fact(.wish(wish))
        )
    }

    private func optIn(_ ground: Ground) -> [Change] {
        guard case .fact = ground, contact.purpose != .optOutConfirmation else { return [] }
        let again = Fact.Kind.optIn(channel: Fact.Channels(contact.channel), value: contact.to?.value, via: "told")
        return [Change(.debtor, "the debtor opts in to \(contact.channel.words)s again", fact(again))]
    }

    private func agreements(_ evidence: [Evidence]) -> [Change] { evidence.flatMap(change) }

    private func proofs(_ rule: ProofRule, _ zones: [Zone]) -> [Change] {
        let inquiry = hearing.inquiry
        let unmet = rule.demands.first { $0.end(inquiry, at: inquiry.at, zones: zones) == nil }
        return (unmet ?? []).flatMap(change)
    }

    /// What would put one piece of evidence on record.
    private func change(_ evidence: Evidence) -> [Change] {
        let value = contact.to?.value
        switch evidence.kind {
        case .consent(let scopes, let form):
            let inWriting = form == .written && !evidence.words.contains("writ") ? " in writing" : ""
            return Fact.ConsentScope.allCases.filter(scopes.contains).prefix(1).map { scope in
                let consent = Fact.Kind.consent(
                    channel: contact.channel,
                    value: value,
                    form: form ?? .oral,
                    scope: scope,
                    until: nil
                )
                return Change(.debtor, "the debtor gives \(evidence.words)\(inWriting)", fact(consent))
            }
        case .fact(let filter):
            return filter.example(for: contact).map {
                [Change(.fact, "\(evidence.words) is on record", fact($0))]
            } ?? []
        case .fromDebtor:
            return [
                Change(.debtor, "there is \(evidence.words)", .contact(past(.in, contact.channel, contact.mode, nil)))
            ]
        case .contact(let filter):
            return earlier(filter).map { [Change(.fact, "\(evidence.words) came first", .contact($0))] } ?? []
        }
    }

    // MARK: What the world can do

    /// The fact that holds the message comes to its end.
    private func ending(_ ground: Ground) -> [Change] {
        guard case .fact(_, _, let place) = ground, question.facts.indices.contains(place),
            let (kind, words) = question.facts[place].kind.ending
        else { return [] }
        return [Change(kind, words, .end(place: place))]
    }

    /// What a wait waits for and is not on record.
    private func event(_ rule: SpacingRule, _ ground: Ground) -> [Change] {
        guard case .missing = ground else { return [] }
        let words = "\(rule.eventName) is on record"
        switch rule.event {
        case .contact(let filter): return earlier(filter).map { [Change(.fact, words, .contact($0))] } ?? []
        case .fact(let filter): return filter.example(for: contact).map { [Change(.fact, words, fact($0))] } ?? []
        case .due: return []
        }
    }

    private func fact(_ kind: Fact.Kind) -> Move { .fact(Fact(at: contact.at, kind)) }

    /// An earlier contact that a filter takes; nil where none of the plain ones is.
    private func earlier(_ filter: HistoryFilter) -> PastContact? {
        for channel in Channel.allCases {
            for mode in [nil] + Mode.of(channel).map(Optional.some) {
                for outcome in [Outcome.sent, .delivered, .read, .noAnswer, .voicemail, .conversation, .reached] {
                    let past = past(.out, channel, mode, outcome)
                    if filter.takes(HistoryEntry(past, for: question), of: question.debt.kind) { return past }
                }
            }
        }
        return nil
    }

    private func past(_ direction: Direction, _ channel: Channel, _ mode: Mode?, _ outcome: Outcome?) -> PastContact {
        PastContact(
            at: contact.at,
            channel: channel,
            mode: mode,
            direction: direction,
            outcome: outcome,
            use: contact.to?.use,
            to: channel == contact.channel ? contact.to?.value : nil,
            debts: [question.debt.id],
            account: question.debt.account,
            group: question.debt.group,
            purpose: direction == .in ? nil : .reminder
        )
    }
}
