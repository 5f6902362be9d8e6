public import Dunning
import Journal
public import Storage
import Synchronization

extension Instant {
    /// 2026-11-21T12:00:00Z, at which most tests take place.
    public static var noon: Instant { Instant(seconds: 1_795_262_400) }
}

extension Acceptance {
    /// An action whose body is its own JSON.
    public init(sample action: Action) { self.init(action: action, body: action.json.canonical) }
}

extension ClaimRequest {
    /// A claim by a worker of the tests.
    static func sample(_ limit: Int, at now: Instant = .noon, lanes: LaneShares = .strict) -> ClaimRequest {
        ClaimRequest(worker: "test", limit: limit, now: now, lanes: lanes)
    }
}

extension Ruling {
    /// Sends the next message of a claimed action.
    public static func send(_ claimed: Claimed, at now: Instant, openUntil: Instant? = nil) -> Ruling {
        var progress = claimed.progress
        progress.state = .working
        progress.attempts += 1
        progress.until = nil
        let attempt = Attempt.sample(claimed.action, progress.attempts, at: now, openUntil: openUntil)
        return Ruling(
            progress: progress,
            attempt: attempt,
            entries: [.sample(.decided, attempt), .sample(.intended, attempt)]
        )
    }

    /// Sends nothing now.
    static func rest(_ claimed: Claimed, _ progress: Progress) -> Ruling {
        let entry = JournalDraft(
            .decided,
            action: claimed.action.id,
            debtor: claimed.action.debtor.id,
            debt: claimed.action.debt.id,
            body: ["state": .string(progress.state.rawValue)]
        )
        return Ruling(progress: progress, attempt: nil, entries: [entry])
    }
}

extension Attempt {
    /// The n-th attempt of an action, by email.
    public static func sample(
        _ action: Action,
        _ number: Int,
        at now: Instant = .noon,
        openUntil: Instant? = nil
    ) -> Attempt {
        Attempt(
            id: AttemptID(trusted: "\(action.id).\(number)"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: GroupID(trusted: "G1"),
            step: 0,
            point: ContactPoint(
                channel: .voice,
                value: "+4915112345678",
                use: .home,
                line: .mobile,
                shared: true
            ),
            mode: .prerecorded,
            purpose: .demand,
            template: TemplateID(trusted: "reminder"),
            provider: ProviderID(trusted: "voice.primary"),
            disclosures: [DisclosureID(trusted: "us.mini-miranda"), DisclosureID(trusted: "us.opt-out")],
            decidedAt: now,
            openUntil: openUntil
        )
    }
}

extension JournalDraft {
    /// An entry about an attempt.
    static func sample(_ kind: EntryKind, _ attempt: Attempt) -> JournalDraft {
        JournalDraft(
            kind,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: ["rules": .array(["us.window"]), "note": "äöü \u{1F600} \"quoted\" \u{0}"]
        )
    }
}

extension Content {
    /// Content with bytes that are no text.
    static func sample(_ name: String, _ seed: UInt8 = 1) -> Content {
        Content(
            name: name,
            mediaType: "message/rfc822",
            salt: Array(repeating: seed, count: 16),
            bytes: [0, 255, 10, 13, 39, 34] + Array(name.utf8)
        )
    }
}

extension Start {
    /// A start with a message and its recipient.
    public static func sample(_ attempt: Attempt) -> Start {
        let content = [Content.sample("message"), .sample("recipient \(attempt.id)")].map(CommittedContent.init)
        var entry = JournalDraft.sample(.composed, attempt)
        entry.content = content.map(\.commitment)
        return Start(attempt: attempt.id, content: content, entries: [entry])
    }
}

extension HandoverResult {
    /// A result after which the action stands where the test says.
    public static func sample(
        _ intent: Intent,
        _ state: AttemptState = .handedOver,
        then action: ActionState = .completed,
        reference: String? = nil
    ) -> HandoverResult {
        var progress = intent.progress
        progress.state = action
        progress.step += 1
        if state == .handedOver { progress.sent += 1 }
        progress.lastStepAt = intent.attempt.decidedAt
        let kinds: [ActionState: EntryKind] = [.completed: .completed, .failed: .failed]
        let fates: [AttemptState: EntryKind] = [
            .handedOver: .handedOver, .refused: .refused, .unknown: .unknown, .withdrawn: .withdrawn,
        ]
        let entries = [fates[state], kinds[action]].compactMap { $0 }
        return HandoverResult(
            attempt: intent.attempt.id,
            state: state,
            reference: reference ?? "ref-\(intent.attempt.id)",
            code: state == .refused ? "550 5.1.1" : nil,
            progress: progress,
            entries: entries.map { .sample($0, intent.attempt) }
        )
    }
}

extension RecordedFact {
    /// A fact that an operator recorded.
    static func sample(
        _ kind: Fact.Kind,
        about debtor: String,
        debt: String? = nil,
        at now: Instant = .noon
    ) -> RecordedFact {
        RecordedFact(
            debtor: DebtorID(trusted: debtor),
            debt: debt.map(DebtID.init(trusted:)),
            fact: Fact(at: now, kind),
            source: "operator:jane",
            recordedAt: now
        )
    }
}

/// What a closure saw, in order.
final class Seen<Value: Sendable>: Sendable {
    private let kept = Mutex<[Value]>([])

    func add(_ value: Value) { kept.withLock { $0.append(value) } }

    var values: [Value] { kept.withLock { $0 } }
}

/// An identifier, spelt out.
func named<ID: Identifier>(_ text: String) -> ID { ID(trusted: text) }
