import Channels
public import ContactRules
public import Dunning
import Journal
public import Storage
public import Templates

/// Decides what is to become of a runnable action: asks the gate about the present step's channels, in their order.
///
/// Pure: runs inside the store's claim and reads nothing but its arguments.
public struct Decider: Sendable {
    private let gate: Gate
    private let playbook: Playbook
    private var templates: TemplatesInForce

    /// A decider with the rules, the configuration and the templates of the present moment.
    public init(gate: Gate, playbook: Playbook, templates: TemplateLibrary) {
        self.gate = gate
        self.playbook = playbook
        self.templates = TemplatesInForce(templates)
    }

    /// The same decider with the templates that may be sent at some moment.
    public func using(_ templates: TemplatesInForce) -> Decider {
        var decider = self
        decider.templates = templates
        return decider
    }

    /// What is to become of the action at this moment.
    ///
    /// - Parameters:
    ///   - claimed: the action, and what is known about its debtor.
    ///   - now: the moment.
    ///   - resting: providers that are left alone for now.
    /// - Returns: how far it has come, what goes out, and what the journal says.
    public func ruling(on claimed: Claimed, at now: Instant, resting: Set<ProviderID> = []) -> Ruling {
        let action = claimed.action
        var sheet = RulingSheet(action: action, progress: claimed.progress)
        if let since = claimed.background.paidSince(action.debt.id, asOf: now) {
            return sheet.ended(.completed, .completed, reason: "paid", details: ["paidAt": .string(since.description)])
        }
        if claimed.progress.isSettled, let steps = playbook.steps(of: action) {
            return sheet.movedOn(from: now, steps)
        }
        if let end = action.notAfter, now >= end {
            return sheet.ended(.expired, .expired, reason: "not-after", details: ["notAfter": .string(end.description)])
        }
        if let start = action.notBefore, now < start {
            return sheet.waiting(until: start, reason: "not-before")
        }
        guard let creditor = playbook.creditors[action.creditor], let steps = playbook.steps(of: action) else {
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": "creditor or sequence"])
        }
        return ruling(at: now, claimed, creditor, steps, resting, &sheet)
    }

    private func ruling(
        at now: Instant,
        _ claimed: Claimed,
        _ creditor: Creditor,
        _ steps: [Step],
        _ resting: Set<ProviderID>,
        _ sheet: inout RulingSheet
    ) -> Ruling {
        guard steps.indices.contains(sheet.progress.step) else {
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": "step"])
        }
        let step = steps[sheet.progress.step]
        // A new fact wakes an action before its time; the steps keep their distance all the same.
        if let last = sheet.progress.lastStepAt, now < last + step.after {
            return sheet.waiting(until: last + step.after, reason: "next-step")
        }
        guard let purpose = templates.entry(step.template)?.manifest.purpose else {
            return sheet.ended(
                .failed,
                .failed,
                reason: "configuration",
                details: ["missing": .string("template `\(step.template)`")]
            )
        }
        if templates.held.contains(step.template) {
            return sheet.unapproved(step.template, templates.entry(step.template)?.revision ?? "", at: now)
        }
        let facts = claimed.background.facts(bearingOn: claimed.action.debt.id)
        var hearing = Hearing()
        for channel in step.channels where !sheet.progress.hasSpent(channel) {
            let points = claimed.action.points(for: channel)
            let provider = playbook.provider(for: channel, try: sheet.progress.tries, resting: resting)
            guard !points.isEmpty, let provider else {
                hearing.passOver(channel, because: points.isEmpty ? "no-contact-point" : "no-provider")
                continue
            }
            for (index, point) in points.enumerated() where !sheet.progress.hasSpent(point) {
                let wanted = Wanted(point: point, purpose: purpose, template: step.template)
                let question = ContactQuestion(
                    about: wanted,
                    of: claimed.action,
                    role: creditor.role,
                    facts: facts,
                    history: claimed.background.history,
                    at: now
                )
                let decision = gate.decide(question)
                hearing.note(decision, channel, point: index, of: points.count)
                if case .send = decision.verdict {
                    return sheet.intended(wanted, provider.id, decision, at: now, hearing)
                }
            }
            guard let until = hearing.opening else { continue }
            if let end = claimed.action.notAfter, until >= end {
                hearing.opensTooLate()
                continue
            }
            // A channel that is only shut for now is waited for: quiet hours are no reason to change the medium.
            return sheet.deferred(until: until, hearing)
        }
        if let late = hearing.lateOpening, !hearing.isHold, !hearing.isFinal {
            return sheet.deferred(until: late, hearing)
        }
        return sheet.held(by: hearing, at: now, steps)
    }
}

extension Action {
    /// The debtor's contact points on a channel, in the order of preference; the postal address for letters.
    public func points(for channel: Channel) -> [ContactPoint] {
        guard channel == .letter else { return debtor.contacts.filter { $0.channel == channel && $0.value != nil } }
        guard let address = debtor.address, !address.lines.isEmpty, address.city != nil else { return [] }
        return [ContactPoint(channel: .letter, value: nil, use: .home)]
    }
}

/// A question with what it is about, for people.
public struct NamedQuestion: Sendable {
    /// The step and the channel.
    public var what: String
    /// The question.
    public var question: ContactQuestion
}

extension Decider {
    /// The questions that would be asked for each step and contact point of an action, if each of them came now.
    public func questions(about action: Action, _ background: Background, at now: Instant) -> [NamedQuestion] {
        guard let creditor = playbook.creditors[action.creditor], let steps = playbook.steps(of: action) else {
            return []
        }
        let facts = background.facts(bearingOn: action.debt.id)
        var questions: [NamedQuestion] = []
        for (index, step) in steps.enumerated() {
            guard let purpose = templates.entry(step.template)?.manifest.purpose else { continue }
            for channel in step.channels {
                for point in action.points(for: channel) {
                    let question = ContactQuestion(
                        about: Wanted(point: point, purpose: purpose, template: step.template),
                        of: action,
                        role: creditor.role,
                        facts: facts,
                        history: background.history,
                        at: now
                    )
                    questions.append(NamedQuestion(what: "step \(index + 1), \(channel.rawValue)", question: question))
                }
            }
        }
        return questions
    }
}
