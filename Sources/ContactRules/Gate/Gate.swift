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
    public func decide(_ question: ContactQuestion) -> Decision {
        let whereabouts = Whereabouts(question, places: book.places, zones: book.zones)
        let inquiry = Inquiry(question, whereabouts: whereabouts)
        let clock = FindingClock(zone: inquiry.zones(.address).first)
        let refusals = book.refusals(for: inquiry)
        guard refusals.isEmpty else {
            return decision(.block, nil, refusals.map { $0.finding(.closed, clock) }, [], [], inquiry)
        }
        let packs = book.packs(for: whereabouts)
        let jury = book.jury(for: inquiry, packs)
        return decide(inquiry, jury, packs.map { book.packs[$0].id }, clock)
    }

    private func decide(_ inquiry: Inquiry, _ jury: [Juror], _ packs: [PackID], _ clock: FindingClock) -> Decision {
        var findings: [Finding] = []
        findings.reserveCapacity(jury.count + 1)
        var demands: [DisclosureID] = []
        var isBlocked = false
        var isHeld = false
        var spans: [Span] = []
        spans.reserveCapacity(jury.count)
        for juror in jury {
            let answer = juror.rule.answer(inquiry, at: inquiry.at, zones: juror.zones)
            spans.append(answer.span)
            guard juror.rule.isInForce(inquiry, at: inquiry.at, zones: juror.zones) else { continue }
            let verdict = Self.verdict(of: juror, inquiry, answer.span)
            isBlocked = isBlocked || verdict == .closed
            isHeld = isHeld || verdict != .open
            findings.append(Finding(card: juror.rule.card, verdict: verdict, ground: answer.ground, clock: clock))
            if let text = juror.rule.demand(inquiry, zones: juror.zones), !demands.contains(text) {
                demands.append(text)
            }
        }
        for remark in book.remarks(on: inquiry.whereabouts) { findings.append(remark.finding(.open, clock)) }
        if let remark = book.holidayRemark(for: inquiry, jury) { findings.append(remark.finding(.open, clock)) }
        if isBlocked { return decision(.block, nil, findings, demands, packs, inquiry) }
        guard isHeld else {
            let end = Self.firstObjection(of: jury, spans, inquiry).map { Instant(milliseconds: $0) }
            return decision(.send, end, findings, demands, packs, inquiry)
        }
        if let opening = Self.opening(of: jury, inquiry) {
            return decision(.defer(until: Instant(milliseconds: opening)), nil, findings, demands, packs, inquiry)
        }
        findings.append(
            Finding(card: book.builtIn.noOpening, verdict: .closed, ground: .missing("a common opening"), clock: clock)
        )
        return decision(.block, nil, findings, demands, packs, inquiry)
    }

    private func decision(
        _ verdict: Decision.Verdict,
        _ openUntil: Instant?,
        _ findings: [Finding],
        _ demands: [DisclosureID],
        _ packs: [PackID],
        _ inquiry: Inquiry
    ) -> Decision {
        Decision(
            verdict: verdict,
            openUntil: openUntil,
            findings: findings,
            demands: demands,
            jurisdictions: packs,
            zones: inquiry.zones(.allIndicated).map(\.name),
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
    private static func opening(of jury: [Juror], _ inquiry: Inquiry) -> Int64? {
        var now = inquiry.at
        while now < inquiry.horizon {
            var next = now
            for juror in jury {
                switch juror.rule.answer(inquiry, at: now, zones: juror.zones).span {
                case .open: continue
                case .shut(let until): next = max(next, until)
                case .closed: return nil
                }
            }
            guard next > now else { return now }
            now = next
        }
        return nil
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
}
