import Channels
import ContactRules
import Dunning
import Journal
import Storage
import Templates

extension Decider {
    /// What becomes of a step that wants to send a message: asks about its channels and contact points in their order.
    func message(_ rung: Rung, _ sheet: inout RulingSheet, since planned: Instant?, _ clock: LocalClock) -> Ruling {
        let name = rung.step.template
        guard let name, let purpose = templates.entry(name)?.manifest.purpose else {
            let missing = name.map { "template `\($0)`" } ?? "template"
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": .string(missing)])
        }
        if templates.held.contains(name) {
            return sheet.unapproved(name, templates.entry(name)?.revision ?? "", at: rung.now)
        }
        var hearing = Hearing()
        for channel in rung.step.channels where !sheet.progress.hasSpent(channel) {
            let points = rung.action.points(for: channel)
            let provider = playbook.provider(
                for: channel,
                of: rung.action.id,
                step: rung.index,
                try: sheet.progress.tries,
                resting: rung.resting
            )
            guard !points.isEmpty, let provider else {
                hearing.passOver(channel, because: points.isEmpty ? "no-contact-point" : "no-provider")
                continue
            }
            hearing.begin()
            for (index, point) in points.enumerated() where !sheet.progress.hasSpent(point) {
                if let word = objection(to: point, rung) {
                    hearing.passOver(channel, point: index, of: points.count, because: word)
                    continue
                }
                let wanted = Wanted(point: point, purpose: purpose, template: name)
                let question = rung.question(wanted)
                let decision = gate.decide(question)
                hearing.note(decision, channel, point: index, of: points.count)
                guard case .send = decision.verdict else { continue }
                if let until = preferred(question, rung, sheet.progress, since: planned, clock) {
                    return sheet.keptBack(until: until, for: rung.step.preference, hearing)
                }
                if let end = playbook.rest(of: channel, rung.resting) { return sheet.awaitingProvider(until: end) }
                return sheet.intended(wanted, provider.id, decision, at: rung.now, hearing)
            }
            guard let until = hearing.opening else { continue }
            if let end = rung.action.notAfter, until >= end {
                hearing.opensTooLate()
                continue
            }
            // A channel that is only shut for now is waited for: quiet hours are no reason to change the medium.
            return sheet.deferred(until: until, hearing)
        }
        if let late = hearing.lateOpening, !hearing.isHold, !hearing.isFinal {
            return sheet.deferred(until: late, hearing)
        }
        return sheet.held(by: hearing, at: rung.now, rung.steps)
    }

    /// Why a contact point is passed over before any rule is asked; nil where it is not.
    private func objection(to point: ContactPoint, _ rung: Rung) -> String? {
        if rung.claimed.background.isBad(point, asOf: rung.now) { return "bad-point" }
        guard rung.step.points == .next else { return nil }
        return rung.used.contains(UsedPoint(channel: point.channel, value: point.value)) ? "used-before" : nil
    }

    /// Until when the message is kept back for the hours in which it comes best; nil = it goes now.
    ///
    /// Only its first try is; a retry is late enough. The step's own time begins the count, so that one that is late
    /// already goes as soon as the rules allow.
    private func preferred(
        _ question: ContactQuestion,
        _ rung: Rung,
        _ progress: Progress,
        since planned: Instant?,
        _ clock: LocalClock
    ) -> Instant? {
        guard let preference = rung.step.preference, progress.tries == 0, progress.spent.isEmpty else { return nil }
        let patience = (planned ?? rung.now) + preference.within
        let end = rung.action.notAfter.map { min($0, patience) } ?? patience
        return PreferenceSearch(gate: gate, clock: clock, preference: preference, end: end)
            .opening(for: question, at: rung.now)
    }
}
