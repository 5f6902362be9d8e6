import Channels
import Dunning
import Journal
import Storage

/// What follows from the end of a hand-over: where the attempt stands, how its action goes on, what the journal says.
struct Aftermath {
    /// The configuration.
    let playbook: Playbook

    /// The result to record for a hand-over that ended at `now`.
    func result(
        of intent: Intent,
        ending handover: Handover,
        at now: Instant,
        using generator: inout some RandomNumberGenerator
    ) -> HandoverResult {
        switch handover {
        case .accepted(let reference): accepted(intent, reference, now)
        case .refused(let refusal): refused(intent, refusal, now, &generator)
        case .unknown(let cause): unknown(intent, cause, now, &generator)
        }
    }

    /// The result to record for a message that could not be composed: nothing went out, and the next channel of the
    /// step is tried.
    func result(of intent: Intent, failing problems: [String], at now: Instant) -> HandoverResult {
        let cause = SpentWay.Cause.notComposed
        var progress = intent.progress
        progress.spent.append(SpentWay(intent.attempt.channel, nil, cause))
        progress.tries = 0
        progress.state = .queued
        progress.reason = cause.rawValue
        progress.until = nil
        let body: JSON = .object(["reason": .string(cause.rawValue), "problems": .array(problems.map(JSON.string))])
        return HandoverResult(
            attempt: intent.attempt.id,
            state: .withdrawn,
            code: cause.rawValue,
            progress: progress,
            entries: [entry(.withdrawn, intent, body)]
        )
    }

    /// The result to record for an intent that was not handed over, because the worker stops or the provider's rate
    /// allows it only later: it runs again, and is decided again then.
    func result(
        puttingBack intent: Intent,
        until: Instant? = nil,
        because word: String = "rate"
    ) -> HandoverResult {
        var progress = intent.progress
        progress.state = until == nil ? .queued : .waiting
        progress.reason = until == nil ? nil : word
        progress.until = until
        return HandoverResult(
            attempt: intent.attempt.id,
            state: .withdrawn,
            code: "put-back",
            progress: progress,
            entries: [entry(.withdrawn, intent, .object(["reason": "put-back"]))]
        )
    }

    private func accepted(_ intent: Intent, _ reference: String?, _ now: Instant) -> HandoverResult {
        var progress = intent.progress
        progress.sent += 1
        let end = progress.moveOn(from: now, steps: playbook.steps(of: intent.action) ?? [])
        var entries = [
            entry(
                .handedOver,
                intent,
                .compact([
                    "provider": .string(intent.attempt.provider.rawValue), "reference": reference.map(JSON.string),
                ])
            )
        ]
        if end { entries.append(ended(.completed, intent, reason: nil)) }
        return HandoverResult(
            attempt: intent.attempt.id,
            state: .handedOver,
            reference: reference,
            progress: progress,
            entries: entries
        )
    }

    private func refused(
        _ intent: Intent,
        _ refusal: Refusal,
        _ now: Instant,
        _ generator: inout some RandomNumberGenerator
    ) -> HandoverResult {
        var progress = intent.progress
        progress.reason = "refused:\(refusal.code)"
        let policy = playbook.retry(for: intent.attempt.channel)
        let delay = refusal.retryAfter
        let wait: Duration?
        switch refusal.class {
        case .permanent: wait = nil
        case .temporary:
            progress.tries += 1
            wait = policy.wait(afterTries: progress.tries, providersDelay: delay, using: &generator)
        case .throttled:
            progress.throttles += 1
            wait = policy.wait(afterThrottles: progress.throttles, providersDelay: delay, using: &generator)
        }
        if let wait {
            progress.state = .waiting
            progress.until = now + wait
        } else {
            // Too often refused for a while says nothing of the contact point, but that the channel does not get through.
            let isPermanent = refusal.class == .permanent
            progress.spent.append(SpentWay(intent.attempt.channel, isPermanent ? intent.attempt.point.value : nil))
            progress.tries = 0
            progress.throttles = 0
            progress.state = .queued
            progress.until = nil
        }
        let body = JSON.compact([
            "provider": .string(intent.attempt.provider.rawValue), "class": .string(refusal.class.rawValue),
            "code": .string(refusal.code), "text": .string(withoutPoint(refusal.text, intent)),
            "retryAt": wait == nil ? nil : progress.until.map { .string($0.description) },
        ])
        return HandoverResult(
            attempt: intent.attempt.id,
            state: .refused,
            code: refusal.code,
            says: refusal.says,
            progress: progress,
            entries: [entry(.refused, intent, body)]
        )
    }

    private func unknown(
        _ intent: Intent,
        _ cause: String,
        _ now: Instant,
        _ generator: inout some RandomNumberGenerator
    ) -> HandoverResult {
        var progress = intent.progress
        progress.reason = "unknown"
        progress.state = .review
        progress.until = nil
        // Each of these may have reached the debtor: sent again as often as a refused one at most, and never at once.
        var wait: Duration?
        if playbook.onUnknown[intent.attempt.channel] == .resend {
            progress.tries += 1
            wait = playbook.retry(for: intent.attempt.channel)
                .wait(afterTries: progress.tries, providersDelay: nil, using: &generator)
        }
        if let wait {
            progress.state = .waiting
            progress.until = now + wait
        }
        let body = JSON.compact([
            "provider": .string(intent.attempt.provider.rawValue),
            "cause": .string(withoutPoint(cause, intent)), "next": .string(wait == nil ? "review" : "resend"),
            "retryAt": progress.until.map { .string($0.description) },
        ])
        return HandoverResult(
            attempt: intent.attempt.id,
            state: .unknown,
            code: "unknown",
            progress: progress,
            entries: [entry(.unknown, intent, body)]
        )
    }

    /// Providers repeat the address in what they say; the journal holds no personal data.
    private func withoutPoint(_ text: String, _ intent: Intent) -> String {
        guard let value = intent.attempt.point.value, !value.isEmpty else { return text }
        var bare = text.replacing(value, with: "…")
        if value.hasPrefix("+") { bare = bare.replacing(value.dropFirst(), with: "…") }
        return bare
    }

    private func entry(_ kind: EntryKind, _ intent: Intent, _ body: JSON) -> JournalDraft {
        JournalDraft(
            kind,
            action: intent.action.id,
            attempt: intent.attempt.id,
            debtor: intent.action.debtor.id,
            debt: intent.action.debt.id,
            body: body
        )
    }

    private func ended(_ kind: EntryKind, _ intent: Intent, reason: String?) -> JournalDraft {
        JournalDraft(
            kind,
            action: intent.action.id,
            debtor: intent.action.debtor.id,
            debt: intent.action.debt.id,
            body: .compact(["reason": reason.map(JSON.string)])
        )
    }
}
