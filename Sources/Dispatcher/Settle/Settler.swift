import Channels
public import Dunning
import Journal
public import Storage

/// Finds out what became of hand-overs whose fate is unknown, by asking their providers.
///
/// It looks things up, and hands over once more only what the provider knows again by its name and what would still be
/// allowed to go out. What nobody can tell waits for a receipt or a person.
public struct Settler: Sendable {
    private let store: any Store
    private let playbook: Playbook
    private let aftermath: Aftermath
    private let clock: any WallClock
    private let needsApproval: Bool

    /// How many providers are asked at the same time.
    private static let tasks = 8
    private static let page = 200
    private static let tries = 25

    /// A settler; it asks nobody by itself.
    ///
    /// - Parameters:
    ///   - store: where the attempts are.
    ///   - playbook: their providers.
    ///   - clock: the same one that the workers go by.
    ///   - needsApproval: whether a template must be approved to go out.
    public init(store: any Store, playbook: Playbook, clock: any WallClock, needsApproval: Bool = false) {
        self.store = store
        self.playbook = playbook
        self.clock = clock
        self.needsApproval = needsApproval
        aftermath = Aftermath(playbook: playbook)
    }

    /// Asks now about all attempts of unknown fate whose actions wait to hear of it, or about those of some actions.
    /// - Throws: the first error of the store; what was settled before stays so.
    public func settle(
        _ actions: Set<ActionID>? = nil,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> [SettledAttempt] {
        let waiting = try await unknowns().filter { actions?.contains($0.attempt.action) ?? true }
        var generator = generator
        return try await ask(waiting, &generator)
    }

    /// Asks at once, and then again as the attempts grow older, until it is told to stop.
    ///
    /// A store that cannot be used is tried again: the workers beside it say so.
    public func run(
        until stop: StopSignal,
        every tick: Duration = .seconds(5),
        using generator: any RandomNumberGenerator & Sendable
    ) async {
        var generator = generator
        var known: Set<AttemptID> = []
        var last = clock.now
        repeat {
            let now = clock.now
            do throws(StoreError) {
                let waiting = try await unknowns()
                let due = waiting.filter {
                    !known.contains($0.attempt.id)
                        || SettleSchedule.isDue(since: $0.attempt.decidedAt, lookedAt: last, now: now)
                }
                known = Set(waiting.map(\.attempt.id))
                last = now
                _ = try await ask(due, &generator)
            } catch {
                known = []
            }
        } while await stop.wait(for: tick) && !Task.isCancelled
    }

    private func unknowns() async throws(StoreError) -> [AttemptReport] {
        var found: [AttemptReport] = []
        while true {
            let page = try await store.unknowns(after: found.last?.attempt.id, limit: Settler.page)
            found += page
            if page.count < Settler.page { return found }
        }
    }

    // The task tree: ask ── one task a question, at most eight at a time
    private func ask(
        _ waiting: [AttemptReport],
        _ generator: inout any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> [SettledAttempt] {
        let questions = waiting.map { ($0, SeededGenerator(seed: generator.next())) }
        return try await withTaskGroup(of: Result<SettledAttempt, StoreError>.self) { group in
            var rest = questions[...]
            func askNext() {
                guard let (report, generator) = rest.popFirst() else { return }
                group.addTask { await answer(report, generator) }
            }
            for _ in 0..<Settler.tasks { askNext() }
            var answers: [Result<SettledAttempt, StoreError>] = []
            for await answer in group {
                answers.append(answer)
                askNext()
            }
            return answers
        }
        .map { (result) throws(StoreError) in try result.get() }
        .sorted { $0.attempt.rawValue < $1.attempt.rawValue }
    }

    private func answer(
        _ report: AttemptReport,
        _ generator: SeededGenerator
    ) async -> Result<SettledAttempt, StoreError> {
        var generator = generator
        do throws(StoreError) {
            let finding = try await finding(about: report, &generator)
            return .success(
                SettledAttempt(attempt: report.attempt.id, action: report.attempt.action, finding: finding)
            )
        } catch {
            return .failure(error)
        }
    }

    private func finding(
        about report: AttemptReport,
        _ generator: inout SeededGenerator
    ) async throws(StoreError) -> SettledAttempt.Finding {
        let attempt = report.attempt
        guard attempt.channel != .email else { return .open("a mail relay cannot be asked") }
        guard let provider = playbook.provider(attempt.provider) else { return .open("its provider is not configured") }
        guard let action = try await store.action(attempt.action),
            let creditor = playbook.creditors[action.action.creditor],
            let past = try await PastDelivery.read(report, of: action.action, by: creditor, from: store)
        else { return .open("too little is kept of it") }
        let intent = Intent(attempt: attempt, action: action.action, progress: action.progress)
        switch try await settlement(of: past, by: provider) {
        case .cannotTell(let reason): return .open(reason)
        case .sightings: return .open("the provider's messages are not told apart")
        case .handedOver(let reference):
            return try await record(.accepted(reference: reference), for: intent, &generator)
        case .notTaken: return try await record(Settler.notTaken, for: intent, &generator)
        case .handOverAgain(let isAbsent):
            if let again = try await handOver(past, by: provider, for: intent, &generator) { return again }
            return isAbsent
                ? try await record(Settler.notTaken, for: intent, &generator)
                : .open("it may not be sent any more, and without that its provider cannot tell")
        }
    }

    /// What the provider says; of what it has seen, what belongs to other attempts is left out.
    private func settlement(
        of past: PastDelivery,
        by provider: any Provider
    ) async throws(StoreError) -> Settlement {
        let question = UnknownDelivery(
            delivery: past.delivery,
            sealed: past.sealed,
            begunAt: past.begunAt,
            now: clock.now
        )
        let settlement = await provider.settle(question)
        guard case .sightings(let seen) = settlement else { return settlement }
        let known = try await store.attempts(of: provider.id, named: seen.references + seen.doubtful)
        return seen.settlement(without: Set(known.filter { $0.value != past.delivery.attempt.id }.keys))
    }

    private static let notTaken = Handover.refused(
        Refusal(.temporary, code: "not-taken", text: "the provider has no trace of it")
    )

    /// Puts a finding on record, unless a receipt, a person or another worker was faster.
    private func record(
        _ handover: Handover,
        for intent: Intent,
        _ generator: inout SeededGenerator
    ) async throws(StoreError) -> SettledAttempt.Finding {
        let now = clock.now
        var result = aftermath.result(of: intent, ending: handover, at: now, using: &generator)
        if result.code == nil { result.code = "looked-up" }
        // The provider is not at fault, so there is nothing to wait for.
        if case .refused = handover, result.progress.state == .waiting {
            result.progress.state = .queued
            result.progress.until = nil
        }
        for index in result.entries.indices where result.entries[index].attempt != nil {
            result.entries[index].body = result.entries[index].body.found("by asking the provider")
        }
        switch try await store.settle(result, at: now) {
        case .settled: break
        case .known(let state): return .open("it is \(state.rawValue) already")
        case .belongsTo(let other): return .open("the provider's message is that of `\(other)`")
        case .inFlight(let other): return .open("`\(other)` to the same point is under way")
        case .unknownAttempt: return .open("it is not known")
        }
        if case .accepted(let reference) = handover { return .handedOver(reference: reference) }
        return .notTaken
    }

    /// Hands the very same message over once more under its old name; nil where it may not go out any more.
    private func handOver(
        _ past: PastDelivery,
        by provider: any Provider,
        for intent: Intent,
        _ generator: inout SeededGenerator
    ) async throws(StoreError) -> SettledAttempt.Finding? {
        guard case .go = provider.takeTurn() else { return .open("its provider's rate allows it only later") }
        let start = try await start(of: past, for: intent)
        guard case .go = try await store.reopen(start, at: clock.now) else { return nil }
        let handover = await provider.deliver(past.sealed, for: past.delivery)
        let now = clock.now
        try await keep(aftermath.result(of: intent, ending: handover, at: now, using: &generator), at: now)
        switch handover {
        case .accepted(let reference): return .handedOver(reference: reference)
        case .refused(let refusal): return .refused(refusal.code)
        case .unknown(let cause): return .open(cause)
        }
    }

    /// What was handed over must not stay unknown because the store was busy for a moment.
    private func keep(_ result: HandoverResult, at now: Instant) async throws(StoreError) {
        for _ in 0..<Settler.tries {
            do throws(StoreError) {
                return try await store.record([result], at: now)
            } catch .unavailable, .cannotWrite {
                // A database that is away tells nobody when it is back.
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        try await store.record([result], at: now)
    }

    private func start(of past: PastDelivery, for intent: Intent) async throws(StoreError) -> Start {
        let attempt = intent.attempt
        var revision: TemplateRevision?
        if let digest = past.revision { revision = try await store.revision(digest) }
        let entry = JournalDraft(
            .recovered,
            action: attempt.action,
            attempt: attempt.id,
            debtor: attempt.debtor,
            debt: attempt.debt,
            body: ["found": "unknown", "state": "working", "reason": "handed over again under its old name"]
        )
        return Start(
            attempt: attempt.id,
            content: [],
            entries: [entry],
            revision: revision,
            needsApproval: needsApproval
        )
    }
}

extension JSON {
    /// What the journal says of a hand-over's end, with how it was found out in place of when it is tried again.
    fileprivate func found(_ how: JSON) -> JSON {
        guard var members = object else { return self }
        members["found"] = how
        members["retryAt"] = nil
        return .object(members)
    }
}
