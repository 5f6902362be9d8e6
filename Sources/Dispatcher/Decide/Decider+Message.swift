import Channels
import ContactRules
import Dunning
import Journal
import Storage
import Templates

extension Decider {
    /// What becomes of a step that wants to send a message: asks about its channels and contact points in their order.
    func message(_ turn: Turn, _ sheet: inout RulingSheet, since planned: Instant?, _ clock: LocalClock) -> Ruling {
        let name = turn.step.template
        guard let name, let purpose = templates.entry(name)?.manifest.purpose else {
            let missing = name.map { "template `\($0)`" } ?? "template"
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": .string(missing)])
        }
        if templates.held.contains(name) {
            return sheet.unapproved(name, templates.entry(name)?.revision ?? "", at: turn.now)
        }
        var hearing = Hearing()
        for channel in turn.step.channels where !sheet.progress.hasSpent(channel) {
            let points = turn.action.points(for: channel)
            let provider = playbook.provider(
                for: channel,
                of: turn.action.id,
                step: turn.index,
                try: sheet.progress.tries,
                resting: turn.resting
            )
            guard !points.isEmpty, let provider else {
                hearing.passOver(channel, because: points.isEmpty ? "no-contact-point" : "no-provider")
                continue
            }
            hearing.begin()
            for (index, point) in points.enumerated() where !sheet.progress.hasSpent(point) {
                if let word = objection(to: point, turn) {
                    hearing.passOver(channel, point: index, of: points.count, because: word)
                    continue
                }
                let wanted = Wanted(point: point, purpose: purpose, template: name)
                let question = turn.question(wanted)
                let decision = gate.decide(question)
                hearing.note(decision, channel, point: index, of: points.count)
                guard case .send = decision.verdict else { continue }
                if let until = preferred(question, turn, sheet.progress, since: planned, clock) {
                    return sheet.keptBack(until: until, for: turn.step.preference, hearing)
                }
                if let end = playbook.rest(of: channel, turn.resting) { return sheet.awaitingProvider(until: end) }
                return sheet.intended(wanted, provider.id, decision, at: turn.now, hearing)
            }
            guard let until = hearing.opening else { continue }
            if let end = turn.action.notAfter, until >= end {
                hearing.opensTooLate()
                continue
            }
            // A channel that is only shut for now is waited for: quiet hours are no reason to change the medium.
            return sheet.deferred(until: until, hearing)
        }
        if let late = hearing.lateOpening, !hearing.isHold, !hearing.isFinal {
            return sheet.deferred(until: late, hearing)
        }
        return sheet.held(by: hearing, at: turn.now, turn.steps)
    }

    /// Why a contact point is passed over before any rule is asked; nil where it is not.
    private func objection(to point: ContactPoint, _ turn: Turn) -> String? {
        if turn.claimed.background.isBad(point, asOf: turn.now) { return "bad-point" }
        guard turn.step.points == .next else { return nil }
        return turn.used.contains(UsedPoint(channel: point.channel, value: point.value)) ? "used-before" : nil
    }

    /// Until when the message is kept back for the hours in which it comes best; nil = it goes now.
    ///
    /// Only its first try is; a retry is late enough. The step's own time begins the count, so that one that is late
    /// already goes as soon as the rules allow.
    private func preferred(
        _ question: ContactQuestion,
        _ turn: Turn,
        _ progress: Progress,
        since planned: Instant?,
        _ clock: LocalClock
    ) -> Instant? {
        guard let preference = turn.step.preference, progress.tries == 0, progress.spent.isEmpty else { return nil }
        let patience = (planned ?? turn.now) + preference.within
        let end = turn.action.notAfter.map { min($0, patience) } ?? patience
        return PreferenceSearch(gate: gate, clock: clock, preference: preference, end: end)
            .opening(for: question, at: turn.now)
    }
}
