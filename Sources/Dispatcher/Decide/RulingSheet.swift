import ContactRules
import Dunning
import Journal
import Storage

/// Writes out what is to become of one action: its progress, its attempt, its entries on the journal.
struct RulingSheet {
    let action: Action
    var progress: Progress
    /// What was tried for it before.
    private let attempts: [AttemptReport]
    /// What the journal says before all else.
    private var first: [JournalDraft] = []

    init(action: Action, progress: Progress, attempts: [AttemptReport] = []) {
        self.action = action
        self.progress = progress
        self.attempts = attempts
    }

    /// The reason of an action that rests for a promise to pay.
    static let promise = "promise"

    /// Says something on the journal before what becomes of the action.
    mutating func note(_ kind: EntryKind, reason: String) {
        first.append(entry(kind, .object(["reason": .string(reason)])))
    }

    /// It waits, without a word on the journal: nothing was asked.
    func waiting(until: Instant, reason: String) -> Ruling {
        var progress = progress
        progress.state = .waiting
        progress.until = until
        progress.reason = reason
        return Ruling(progress: progress, attempt: nil, entries: first)
    }

    /// It rests until a promise to pay has had its time; said on the journal once.
    func resting(until: Instant) -> Ruling {
        let until = action.notAfter.map { min($0, until) } ?? until
        var ruling = waiting(until: until, reason: RulingSheet.promise)
        guard progress.reason != RulingSheet.promise else { return ruling }
        let body: JSON = ["reason": .string(RulingSheet.promise), "until": .string(until.description)]
        ruling.entries = first + [entry(.paused, body)]
        return ruling
    }

    /// The debtor has answered: a person looks at it before anything else goes out.
    func replied() -> Ruling {
        var progress = progress
        progress.state = .paused
        progress.until = nil
        progress.reason = "replied"
        return Ruling(progress: progress, attempt: nil, entries: first + [entry(.paused, ["reason": "replied"])])
    }

    /// A task is put on a person's worklist; the ladder waits for its end.
    func ordered(_ task: TaskOrder, at now: Instant) -> Ruling {
        var ruling = awaitingTask()
        // One task for each step, whatever wakes the action meanwhile.
        ruling.progress.tries = 1
        ruling.entries = first
        ruling.task = TaskDraft(
            step: progress.step,
            what: task.what,
            owner: task.owner,
            due: now + task.due,
            note: task.note
        )
        return ruling
    }

    /// Its task is still open.
    func awaitingTask() -> Ruling {
        var progress = progress
        progress.state = .paused
        progress.until = nil
        progress.reason = Progress.awaitsTask
        return Ruling(progress: progress, attempt: nil, entries: [])
    }

    /// The present step does not come at all, and the ladder goes on as if it had come at `from`.
    func skipped(_ word: SkipWord, _ details: JSONMembers, from: Instant, _ steps: [Step]) -> Ruling {
        var next = progress
        var body = details
        body["step"] = .integer(Int64(progress.step + 1))
        body["reason"] = .string(word.rawValue)
        let said = [entry(.skipped, .object(body))]
        guard next.moveOn(from: from, steps: steps) else {
            return Ruling(progress: next, attempt: nil, entries: first + said)
        }
        var last = self
        last.progress = next
        if next.sent > 0 { return last.ended(.completed, .completed, reason: Progress.lastStepSkipped, after: said) }
        switch word {
        case .late: return last.ended(.expired, .expired, reason: word.rawValue, after: said)
        case .condition: return last.ended(.completed, .completed, reason: word.rawValue, after: said)
        }
    }

    /// The rules let it go now, but it comes better later.
    func keptBack(until: Instant, for preference: Preference?, _ hearing: Hearing) -> Ruling {
        var ruling = waiting(until: until, reason: "preferred-hours")
        var said = decided("defer", hearing, until: until)
        if case .object(var body) = said.body {
            body["reason"] = "preferred-hours"
            body["preferred"] = .array((preference?.hours ?? []).map { .string($0.description) })
            said.body = .object(body)
        }
        ruling.entries.append(said)
        return ruling
    }

    /// It may go, and every provider of the channel is left alone for now.
    func awaitingProvider(until: Instant) -> Ruling {
        waiting(until: action.notAfter.map { min($0, until) } ?? until, reason: Progress.providersRest)
    }

    /// How long it waits before it asks again by itself whether its template is approved; an approval wakes it at once.
    private static let approvalPause: Duration = .seconds(900)

    /// Nobody has approved its template yet; said on the journal once.
    func unapproved(_ template: TemplateID, _ revision: String, at now: Instant) -> Ruling {
        let reason = Progress.unapproved(template)
        let until = now + RulingSheet.approvalPause
        var ruling = waiting(until: action.notAfter.map { min($0, until) } ?? until, reason: reason)
        guard progress.reason != reason else { return ruling }
        ruling.entries =
            first + [
                entry(
                    .paused,
                    .object([
                        "reason": .string(reason), "template": .string(template.rawValue),
                        "revision": .string(revision),
                    ])
                )
            ]
        return ruling
    }

    /// The present step has gone out, as was found out later.
    func movedOn(from now: Instant, _ steps: [Step]) -> Ruling {
        var next = progress
        guard next.moveOn(from: now, steps: steps) else {
            return Ruling(progress: next, attempt: nil, entries: [])
        }
        return Ruling(progress: next, attempt: nil, entries: [entry(.completed, .object([:]))])
    }

    /// It has ended.
    func ended(
        _ state: ActionState,
        _ kind: EntryKind,
        reason: String,
        details: JSONMembers = [:],
        after entries: [JournalDraft] = []
    ) -> Ruling {
        var progress = progress
        progress.state = state
        progress.until = nil
        progress.reason = reason
        let body = details.merging(["reason": .string(reason)]) { _, reason in reason }
        return Ruling(progress: progress, attempt: nil, entries: first + entries + [entry(kind, .object(body))])
    }

    /// Its time is over: nothing arrived where all that went out was lost, and no way is left to make up for it.
    func expired(details: JSONMembers = [:], after entries: [JournalDraft] = []) -> Ruling {
        guard !isAllLost else {
            return ended(.failed, .failed, reason: RulingSheet.undeliverable, details: details, after: entries)
        }
        return ended(.expired, .expired, reason: "not-after", details: details, after: entries)
    }

    /// Whether providers took messages, and reported of each that it never arrived.
    private var isAllLost: Bool {
        let states = Set(attempts.map(\.state))
        return states.contains(.undelivered) && states.isDisjoint(with: [.handedOver, .delivered, .unknown])
    }

    private static let undeliverable = "undeliverable"

    /// The gate lets a message go.
    func intended(
        _ wanted: Wanted,
        _ provider: ProviderID,
        _ decision: Decision,
        at now: Instant,
        _ hearing: Hearing
    ) -> Ruling {
        var progress = progress
        progress.attempts += 1
        progress.state = .working
        progress.until = nil
        progress.reason = nil
        let attempt = Attempt(
            id: AttemptID(trusted: "\(action.id).\(progress.attempts)"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: action.debt.group,
            step: progress.step,
            point: wanted.point,
            mode: wanted.mode,
            purpose: wanted.purpose,
            template: wanted.template,
            provider: provider,
            disclosures: decision.demands,
            decidedAt: now,
            openUntil: decision.openUntil
        )
        var intent = entry(
            .intended,
            .object([
                "channel": .string(attempt.channel.rawValue), "provider": .string(provider.rawValue),
                "template": .string(wanted.template.rawValue), "step": .integer(Int64(progress.step + 1)),
                "disclosures": .array(decision.demands.map { .string($0.rawValue) }),
            ])
        )
        intent.attempt = attempt.id
        return Ruling(progress: progress, attempt: attempt, entries: first + [decided("send", hearing), intent])
    }

    /// Every way is shut for now.
    func deferred(until: Instant, _ hearing: Hearing) -> Ruling {
        let said = decided("defer", hearing, until: until)
        if let end = action.notAfter, until >= end {
            // It would open too late: better said today than found out then.
            return expired(after: [said])
        }
        var progress = progress
        progress.state = .waiting
        progress.until = until
        progress.reason = hearing.reason
        return Ruling(progress: progress, attempt: nil, entries: first + [said])
    }

    /// No channel of the step can be used: held, ended, or on to the next step.
    func held(by hearing: Hearing, at now: Instant, _ steps: [Step]) -> Ruling {
        let said = decided("block", hearing)
        let reason = hearing.reason ?? (progress.spent.isEmpty ? "no-channel" : RulingSheet.undeliverable)
        if hearing.isFinal { return ended(.blocked, .blocked, reason: reason, after: [said]) }
        if hearing.isHold {
            var progress = progress
            progress.state = .paused
            progress.until = nil
            progress.reason = reason
            let pause = entry(.paused, .object(["reason": .string(reason)]))
            return Ruling(progress: progress, attempt: nil, entries: first + [said, pause])
        }
        return passedOver(reason, said, at: now, steps)
    }

    private func passedOver(_ reason: String, _ said: JournalDraft, at now: Instant, _ steps: [Step]) -> Ruling {
        // A message that nobody could make is mended by a person; the ladder does not go on as if it had been sent.
        if progress.spent.contains(where: { $0.cause == .notComposed }) {
            return ended(.failed, .failed, reason: SpentWay.Cause.notComposed.rawValue, after: [said])
        }
        var next = progress
        let wasRefused = !progress.spent.isEmpty
        let skip = entry(
            .skipped,
            .object(["step": .integer(Int64(progress.step + 1)), "reason": .string(reason)])
        )
        guard next.moveOn(from: now, steps: steps) else {
            return Ruling(progress: next, attempt: nil, entries: first + [said, skip])
        }
        var last = self
        last.progress = next
        if isAllLost {
            return last.ended(.failed, .failed, reason: RulingSheet.undeliverable, after: [said, skip])
        }
        if next.sent > 0 {
            return last.ended(.completed, .completed, reason: Progress.lastStepSkipped, after: [said, skip])
        }
        let (state, kind): (ActionState, EntryKind) = wasRefused ? (.failed, .failed) : (.blocked, .blocked)
        return last.ended(state, kind, reason: reason, after: [said, skip])
    }

    private func decided(_ verdict: String, _ hearing: Hearing, until: Instant? = nil) -> JournalDraft {
        entry(
            .decided,
            .compact([
                "verdict": .string(verdict), "until": until.map { .string($0.description) },
                "step": .integer(Int64(progress.step + 1)), "reason": hearing.reason.map(JSON.string),
                "channels": .array(hearing.decisions),
            ])
        )
    }

    private func entry(_ kind: EntryKind, _ body: JSON) -> JournalDraft {
        JournalDraft(kind, action: action.id, debtor: action.debtor.id, debt: action.debt.id, body: body)
    }
}

/// Why a step does not come at all.
enum SkipWord: String {
    /// It is later than its ladder allows.
    case late
    /// What it asks for does not hold.
    case condition
}
