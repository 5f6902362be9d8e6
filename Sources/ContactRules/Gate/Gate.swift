import Dunning

/// Answers whether a message may go out, when, and why.
///
/// Pure: the same question gets the same answer for ever.
/// The strictest rule wins: blocked where one rule is closed for good, else held until the first instant at which every
/// rule lets the message go, else sent. All findings are told, never the first alone.
public struct Gate: Sendable {
    let book: RuleBook

    /// A gate that works by the rules of a book.
    public init(_ book: RuleBook) { self.book = book }

    /// The answer to one question.
    public func decide(_ question: ContactQuestion) -> Decision { decide(question, book.standing(of: question)) }

    /// The answer at a place that was worked out before.
    func decide(_ question: ContactQuestion, _ standing: Standing) -> Decision {
        let inquiry = Inquiry(question, whereabouts: standing.whereabouts)
        if standing.isRefused || inquiry.factKinds.contains(.other) {
            let refusals = book.refusals(for: inquiry)
            guard refusals.isEmpty else {
                let findings = refusals.map { $0.finding(.closed, standing.clock) }
                return decision(.block, nil, findings, [], [], standing)
            }
        }
        return decide(inquiry, jury(for: inquiry, standing), standing)
    }

    /// The rules that take part, chosen once for all that is alike.
    func jury(for inquiry: Inquiry, _ standing: Standing) -> [Juror] {
        let jury = standing.juries.jury(inquiry.traits, route: inquiry.question.contact.route) {
            book.standingJury(for: inquiry, standing.packs)
        }
        return book.clockJuror(for: inquiry).map { jury + [$0] } ?? jury
    }

    private func decide(_ inquiry: Inquiry, _ jury: [Juror], _ standing: Standing) -> Decision {
        var findings: [Finding] = []
        findings.reserveCapacity(jury.count + 1)
        var demands: [DisclosureID] = []
        var isBlocked = false
        var isHeld = false
        var spans: [Span] = []
        spans.reserveCapacity(jury.count)
        for juror in jury {
            let isSilent = juror.isSilent(inquiry)
            let answer = isSilent ? .clear : juror.rule.answer(inquiry, at: inquiry.at, zones: juror.zones)
            spans.append(answer.span)
            guard juror.rule.isInForce(inquiry, at: inquiry.at, zones: juror.zones) else { continue }
            let verdict = Self.verdict(of: juror, inquiry, answer.span)
            isBlocked = isBlocked || verdict == .closed
            isHeld = isHeld || verdict != .open
            findings.append(
                Finding(card: juror.rule.card, verdict: verdict, ground: answer.ground, clock: standing.clock)
            )
            if !isSilent, let text = juror.rule.demand(inquiry, zones: juror.zones), !demands.contains(text) {
                demands.append(text)
            }
        }
        findings += standing.remarks
        if let remark = book.holidayRemark(for: inquiry, jury) {
            findings.append(remark.finding(.open, standing.clock))
        }
        if isBlocked { return decision(.block, nil, findings, demands, standing.jurisdictions, standing) }
        guard isHeld else {
            let end = Self.firstObjection(of: jury, spans, inquiry).map { Instant(milliseconds: $0) }
            return decision(.send, end, findings, demands, standing.jurisdictions, standing)
        }
        if let opening = Self.opening(of: jury, inquiry) {
            let verdict = Decision.Verdict.defer(until: Instant(milliseconds: opening))
            return decision(verdict, nil, findings, demands, standing.jurisdictions, standing)
        }
        let ground = Ground.missing("a common opening")
        findings.append(Finding(card: book.builtIn.noOpening, verdict: .closed, ground: ground, clock: standing.clock))
        return decision(.block, nil, findings, demands, standing.jurisdictions, standing)
    }

    private func decision(
        _ verdict: Decision.Verdict,
        _ openUntil: Instant?,
        _ findings: [Finding],
        _ demands: [DisclosureID],
        _ jurisdictions: [PackID],
        _ standing: Standing
    ) -> Decision {
        Decision(
            verdict: verdict,
            openUntil: openUntil,
            findings: findings,
            demands: demands,
            jurisdictions: jurisdictions,
            zones: standing.zoneNames,
            tzdata: book.zones.version,
            rules: book.digest
        )
    }

    /// A rule's own verdict, with its own first opening.
    private static func verdict(of juror: Juror, _ inquiry: Inquiry, _ span: Span) -> Finding.Verdict {
        switch span {
        case .open: .open
        case .closed: .closed
        case .shut:
            opening(of: [juror], inquiry).map { .shut(until: Instant(milliseconds: $0)) } ?? .closed
        }
    }

    /// The first instant at which every rule is open; nil where there is none before the horizon.
    ///
    /// Each rule that is shut names an instant before which it stays shut; going to the latest of these, again and
    /// again, can step over no opening, so the first instant without a shut rule is the earliest there is.
    static func opening(of jury: [Juror], _ inquiry: Inquiry) -> Int64? {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: jury.count) { openUntil in
            // A rule that said how long it stays open is not asked again before.
            for place in jury.indices { openUntil[place] = jury[place].isSilent(inquiry) ? .max : .min }
            var now = inquiry.at
            while now < inquiry.horizon {
                var next = now
                for place in jury.indices where openUntil[place] <= now {
                    let juror = jury[place]
                    switch juror.rule.answer(inquiry, at: now, zones: juror.zones).span {
                    case .open(let until): openUntil[place] = until
                    case .shut(let until): next = max(next, until)
                    case .closed: return nil
                    }
                }
                guard next > now else { return now }
                now = next
            }
            return nil
        }
    }

    /// The first instant at which a rule that lets the message go now no longer does; nil where all do for ever.
    private static func firstObjection(of jury: [Juror], _ spans: [Span], _ inquiry: Inquiry) -> Int64? {
        var first = inquiry.horizon
        for index in jury.indices {
            // Most rules are open for ever; they are not even touched.
            guard case .open(var now) = spans[index], now < first else { continue }
            let juror = jury[index]
            while now < first, case .open(let until) = juror.rule.answer(inquiry, at: now, zones: juror.zones).span {
                now = until
            }
            first = min(first, now)
        }
        return first < inquiry.horizon ? first : nil
    }
}

/// A rule that takes part in one decision, with the zones that it asks.
struct Juror {
    let rule: Rule
    let zones: [Zone]
    /// See `Rule.silentWithout`; nothing where the rule always has to be asked.
    private let silentWithout: FactKinds

    init(rule: Rule, zones: [Zone]) {
        self.rule = rule
        self.zones = zones
        silentWithout = rule.silentWithout ?? []
    }

    /// Whether it is known without asking that the rule lets the message go for good.
    func isSilent(_ inquiry: Inquiry) -> Bool {
        !silentWithout.isEmpty && silentWithout.isDisjoint(with: inquiry.factKinds) && !inquiry.asksToAnswer
    }
}
