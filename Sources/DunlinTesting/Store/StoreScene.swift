import Dunning
import Journal
public import Storage

/// A store with the moves that tests make over and over.
public struct StoreScene: Sendable {
    /// The store.
    public let store: any Store

    /// Wraps a store.
    public init(store: any Store) { self.store = store }

    /// Makes actions durable.
    @discardableResult
    func accept(_ actions: Action..., at now: Instant = .noon) async throws -> [Acceptance.Answer] {
        try await store.accept(actions.map(Acceptance.init(sample:)), at: now)
    }

    /// Claims, and sends whatever comes.
    @discardableResult
    func claimAndSend(_ limit: Int = 100, at now: Instant = .noon) async throws -> [Intent] {
        try await store.claim(.sample(limit, at: now), deciding: { .send($0, at: now) }).intents
    }

    /// Claims, and decides the same for everything that comes; names the actions in the order of the claim.
    @discardableResult
    func claim(
        _ limit: Int = 100,
        at now: Instant = .noon,
        lanes: LaneShares = .strict,
        _ progress: @escaping @Sendable (Progress) -> Progress
    ) async throws -> [ActionID] {
        let seen = Seen<ActionID>()
        _ = try await store.claim(.sample(limit, at: now, lanes: lanes)) { claimed in
            seen.add(claimed.action.id)
            return .rest(claimed, progress(claimed.progress))
        }
        return seen.values
    }

    /// Begins the hand-over of intents.
    @discardableResult
    func begin(_ intents: [Intent], at now: Instant = .noon) async throws -> [Start.Answer] {
        try await store.begin(intents.map { .sample($0.attempt) }, at: now)
    }

    /// Records that the hand-over of intents ended, and that their actions are done.
    func record(
        _ intents: [Intent],
        _ state: AttemptState = .handedOver,
        then action: ActionState = .completed,
        at now: Instant = .noon
    ) async throws {
        try await store.record(intents.map { .sample($0, state, then: action) }, at: now)
    }

    /// Adds one fact about a debtor.
    @discardableResult
    func add(_ kind: Fact.Kind, about debtor: String, debt: String? = nil, at now: Instant = .noon) async throws
        -> FactAnswer
    {
        try await store.add([.sample(kind, about: debtor, debt: debt, at: now)], at: now)
    }

    /// Where an action stands.
    func state(_ id: String) async throws -> ActionState? {
        try await store.action(ActionID(trusted: id))?.progress.state
    }

    /// Where an attempt stands.
    func attempt(_ id: AttemptID, of action: String = "A1") async throws -> AttemptReport? {
        try await store.action(ActionID(trusted: action))?.attempts.first { $0.attempt.id == id }
    }

    /// The kinds of entries about an action, in order.
    func kinds(_ id: String) async throws -> [EntryKind] {
        try await store.journal(JournalFilter(action: ActionID(trusted: id))).map(\.draft.kind)
    }

    /// How long the journal is.
    func journalSize() async throws -> Int64 { try await store.journalHead().size }
}
