import Dunning
import Journal
import Storage

/// A store in front of a real one that fails where a test says so, before its work or after the commit.
final class FaultyStore: Store {
    /// The verbs by which a worker writes.
    enum Verb: CaseIterable, Hashable, Sendable { case claim, begin, record }

    /// Whether the real store has done the work yet.
    enum Moment: CaseIterable, Hashable, Sendable { case before, after }

    typealias Fault = @Sendable (Verb, Moment) async -> StoreError?

    private let real: any Store
    private let beginning: @Sendable ([AttemptID]) -> Void
    private let fault: Fault

    init(_ real: any Store, _ fault: @escaping Fault) {
        self.real = real
        self.fault = fault
        beginning = { _ in }
    }

    /// Never fails; `beginning` hears of hand-overs before the real store is asked to begin them.
    init(_ real: any Store, beginning: @escaping @Sendable ([AttemptID]) -> Void) {
        self.real = real
        self.beginning = beginning
        fault = { _, _ in nil }
    }

    private func around<Value>(
        _ verb: Verb,
        _ work: () async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        if let error = await fault(verb, .before) { throw error }
        let value = try await work()
        if let error = await fault(verb, .after) { throw error }
        return value
    }

    func claim(
        _ request: ClaimRequest,
        deciding: @escaping @Sendable (Claimed) -> Ruling
    ) async throws(StoreError) -> Claim {
        try await around(.claim) { () async throws(StoreError) in try await real.claim(request, deciding: deciding) }
    }

    func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer] {
        beginning(starts.map(\.attempt))
        return try await around(.begin) { () async throws(StoreError) in try await real.begin(starts, at: now) }
    }

    func record(_ results: [HandoverResult], at now: Instant) async throws(StoreError) {
        try await around(.record) { () async throws(StoreError) in try await real.record(results, at: now) }
    }
}

extension FaultyStore {
    func accept(_ actions: [Acceptance], at now: Instant) async throws(StoreError) -> [Acceptance.Answer] {
        try await real.accept(actions, at: now)
    }

    func keepAside(_ lines: [RefusedLine], at now: Instant) async throws(StoreError) {
        try await real.keepAside(lines, at: now)
    }

    func refusedLines(after: Int64, limit: Int) async throws(StoreError) -> [RefusedLine] {
        try await real.refusedLines(after: after, limit: limit)
    }

    func cancel(_ id: ActionID, reason: String, at now: Instant) async throws(StoreError) -> CancelAnswer {
        try await real.cancel(id, reason: reason, at: now)
    }

    func change(
        _ id: ActionID,
        _ change: ActionChange,
        at now: Instant
    ) async throws(StoreError) -> ActionChange.Answer {
        try await real.change(id, change, at: now)
    }

    func add(_ facts: [RecordedFact], at now: Instant) async throws(StoreError) -> FactAnswer {
        try await real.add(facts, at: now)
    }

    func facts(about debtor: DebtorID?, after: Int64, limit: Int) async throws(StoreError) -> [RecordedFact] {
        try await real.facts(about: debtor, after: after, limit: limit)
    }

    func debtors(contactedAt value: String) async throws(StoreError) -> [DebtorID] {
        try await real.debtors(contactedAt: value)
    }

    func receive(_ receipts: [Receipt], at now: Instant) async throws(StoreError) -> [AttemptID?] {
        try await real.receive(receipts, at: now)
    }

    func recover(at now: Instant) async throws(StoreError) -> Recovery { try await real.recover(at: now) }

    func unknowns(after: AttemptID?, limit: Int) async throws(StoreError) -> [AttemptReport] {
        try await real.unknowns(after: after, limit: limit)
    }

    func attempts(of provider: ProviderID, named references: [String]) async throws(StoreError) -> [String: AttemptID] {
        try await real.attempts(of: provider, named: references)
    }

    func reopen(_ start: Start, at now: Instant) async throws(StoreError) -> Start.Answer {
        try await real.reopen(start, at: now)
    }

    func settle(_ result: HandoverResult, at now: Instant) async throws(StoreError) -> SettleAnswer {
        try await real.settle(result, at: now)
    }

    func action(_ id: ActionID) async throws(StoreError) -> ActionReport? { try await real.action(id) }

    func actions(_ filter: ActionFilter) async throws(StoreError) -> [ActionReport] { try await real.actions(filter) }

    func counts() async throws(StoreError) -> [ActionState: Int] { try await real.counts() }

    func background(
        of debtor: DebtorID,
        reachedAt points: [String],
        at now: Instant
    ) async throws(StoreError) -> Background {
        try await real.background(of: debtor, reachedAt: points, at: now)
    }

    func journal(_ filter: JournalFilter) async throws(StoreError) -> [JournalEntry] { try await real.journal(filter) }

    func journalHead() async throws(StoreError) -> JournalHead { try await real.journalHead() }

    func content(_ commitment: Commitment) async throws(StoreError) -> Content? { try await real.content(commitment) }

    func keep(_ revisions: [TemplateRevision], at now: Instant) async throws(StoreError) {
        try await real.keep(revisions, at: now)
    }

    func review(_ digest: String, _ review: RevisionReview) async throws(StoreError) -> RevisionReview.Answer {
        try await real.review(digest, review)
    }

    func revisions(of template: TemplateID?) async throws(StoreError) -> [RevisionReport] {
        try await real.revisions(of: template)
    }

    func revision(_ digest: String) async throws(StoreError) -> TemplateRevision? { try await real.revision(digest) }

    func tasks(_ filter: TaskFilter) async throws(StoreError) -> [TaskReport] { try await real.tasks(filter) }

    func close(
        _ task: Int64,
        _ closing: TaskClosing,
        at now: Instant
    ) async throws(StoreError) -> TaskClosing.Answer {
        try await real.close(task, closing, at: now)
    }

    func standings() async throws(StoreError) -> [ProviderStanding] { try await real.standings() }

    func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) async throws(StoreError) -> ProviderChange.Answer {
        try await real.change(provider, change, at: now)
    }

    func note(_ reports: [BreakerReport], at now: Instant) async throws(StoreError) {
        try await real.note(reports, at: now)
    }

    func lastFailures(of providers: [ProviderID]) async throws(StoreError) -> [ProviderID: ProviderFailure] {
        try await real.lastFailures(of: providers)
    }

    func oldestRunnable(at now: Instant) async throws(StoreError) -> [Lane: Instant] {
        try await real.oldestRunnable(at: now)
    }

    func nextWake(after now: Instant) async throws(StoreError) -> Instant? { try await real.nextWake(after: now) }

    func close() async { await real.close() }
}
