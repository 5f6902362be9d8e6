import Channels
public import ContactRules
public import Dunning
import Journal
public import Storage
public import Templates

/// Decides what is to become of a runnable action: looks at its ladder, and asks the gate about the present step's
/// channels, in their order.
///
/// Pure: runs inside the store's claim and reads nothing but its arguments.
public struct Decider: Sendable {
    let gate: Gate
    let playbook: Playbook
    var templates: TemplatesInForce

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
    public func ruling(on claimed: Claimed, at now: Instant, resting: Resting = Resting()) -> Ruling {
        let action = claimed.action
        let sheet = RulingSheet(action: action, progress: claimed.progress, attempts: claimed.attempts)
        if let since = claimed.background.paidSince(action.debt.id, asOf: now) {
            return sheet.ended(.completed, .completed, reason: "paid", details: ["paidAt": .string(since.description)])
        }
        let facts = LadderFacts(action: action, background: claimed.background, now: now)
        let terms = playbook.stopTerms(of: action)
        if let open = terms?.settled(by: facts.open) {
            return sheet.ended(.completed, .completed, reason: "open-below", details: ["open": open.json])
        }
        if claimed.progress.isSettled, let steps = playbook.steps(of: action) {
            return sheet.movedOn(from: now, steps)
        }
        if let end = action.notAfter, now >= end {
            return sheet.expired(details: ["notAfter": .string(end.description)])
        }
        if let start = action.notBefore, now < start {
            return sheet.waiting(until: start, reason: "not-before")
        }
        guard let creditor = playbook.creditors[action.creditor], let steps = playbook.steps(of: action) else {
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": "creditor or sequence"])
        }
        guard steps.indices.contains(claimed.progress.step) else {
            return sheet.ended(.failed, .failed, reason: "configuration", details: ["missing": "step"])
        }
        let rung = Rung(claimed: claimed, steps: steps, role: creditor.role, facts: facts, now: now, resting: resting)
        return ruling(rung, terms, sheet)
    }

    /// What a ladder's terms, its clock and the step's conditions say, before the step is made.
    private func ruling(_ rung: Rung, _ terms: StopTerms?, _ whole: RulingSheet) -> Ruling {
        var sheet = whole
        let step = rung.step
        if step.task != nil, sheet.progress.tries > 0 { return sheet.awaitingTask() }
        let clock = clock(for: rung)
        if let terms {
            if let rest = rung.facts.rest(terms.promiseGrace, clock), rung.now < rest {
                return sheet.resting(until: rest)
            }
            if sheet.progress.reason == RulingSheet.promise { sheet.note(.resumed, reason: "promise-broken") }
            if terms.onReply, let began = rung.began, rung.facts.hasReply(after: began) { return sheet.replied() }
        }
        // A way that is tried next, or a step that a person runs again, has waited for its time already.
        let isFresh = sheet.progress.lastStepAt != nil || sheet.progress.attempts == 0
        let time = StepTime(steps: rung.steps, index: rung.index, due: rung.action.debt.due, clock: clock)
        let earliest =
            isFresh ? time.earliest(after: sheet.progress.lastStepAt, notBefore: rung.action.notBefore) : nil
        if let earliest {
            // A new fact wakes an action before its time; the steps keep their distance all the same.
            if rung.now < earliest.at { return sheet.waiting(until: earliest.at, reason: earliest.reason) }
            if let late = step.late, rung.now > earliest.at + late {
                let due: JSON = .string(earliest.at.description)
                return sheet.skipped(.late, ["due": due], from: earliest.at, rung.steps)
            }
        }
        if let failing = failingCondition(rung) {
            return sheet.skipped(.condition, failing, from: rung.now, rung.steps)
        }
        if let task = step.task { return sheet.ordered(task, at: rung.now) }
        return message(rung, &sheet, since: earliest?.at, clock)
    }

    /// The member of the step's condition that does not hold, and how it stands; nil where all hold.
    private func failingCondition(_ rung: Rung) -> JSONMembers? {
        let condition = rung.step.condition
        if let name = condition.failing(for: rung.action, open: rung.facts.open) { return ["when": .string(name)] }
        guard !condition.last.isEmpty else { return nil }
        let reactions = Reactions(
            attempts: rung.claimed.attempts,
            background: rung.claimed.background,
            debtor: rung.action.debtor.id,
            debt: rung.action.debt.id
        ).ofStep(before: rung.index)
        guard reactions.isDisjoint(with: condition.last) else { return nil }
        return ["when": "last", "last": .array(reactions.map(\.rawValue).sorted().map(JSON.string))]
    }

    /// The debtor's clock; read only where a day or an hour of it matters.
    private func clock(for rung: Rung) -> LocalClock {
        let hasDay = rung.step.at != nil || rung.step.preference != nil || rung.facts.promise != nil
        guard hasDay else { return .utc }
        let point = rung.step.channels.lazy.flatMap(rung.action.points(for:)).first
        let wanted = Wanted(
            point: point ?? ContactPoint(channel: .letter, value: nil, use: .home),
            purpose: .reminder,
            template: rung.step.template ?? TemplateID(trusted: "none")
        )
        return gate.localClock(of: rung.question(wanted)) ?? .utc
    }
}

/// The rung that an action stands before: everything that is looked at to decide about its present step.
struct Rung {
    let claimed: Claimed
    let steps: [Step]
    let role: Role
    let facts: LadderFacts
    let now: Instant
    let resting: Resting

    var action: Action { claimed.action }
    var index: Int { claimed.progress.step }
    var step: Step { steps[index] }

    /// When the first message of the ladder was decided; nil where none has gone out.
    var began: Instant? { claimed.attempts.first { $0.state.counts }?.attempt.decidedAt }

    /// The contact points that earlier steps wrote to or called.
    var used: Set<UsedPoint> {
        Set(
            claimed.attempts.lazy.filter { $0.attempt.step < index && $0.state.counts }
                .map { UsedPoint(channel: $0.attempt.channel, value: $0.attempt.point.value) }
        )
    }

    /// The question whether a message may go out now.
    func question(_ wanted: Wanted) -> ContactQuestion {
        ContactQuestion(
            about: wanted,
            of: action,
            role: role,
            facts: claimed.background.facts(bearingOn: action.debt.id),
            history: claimed.background.history,
            at: now
        )
    }
}

/// Where an earlier step wrote to or called.
struct UsedPoint: Hashable {
    let channel: Channel
    let value: String?
}

extension Playbook {
    /// What ends an action's ladder or lets it rest; nil for a single message.
    func stopTerms(of action: Action) -> StopTerms? {
        guard case .sequence(let id) = action.plan else { return nil }
        return sequences[id]?.stop
    }
}

extension StopTerms {
    /// The open amount, where it is so small that the ladder ends; nil where it goes on.
    fileprivate func settled(by open: Money) -> Money? {
        openBelow.contains { $0.currency == open.currency && open.minor < $0.minor } ? open : nil
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
