public import Dunning
public import Journal

/// What Dunlin remembers; each verb is one transaction, and each change of state writes the journal in the same one.
public protocol Store: Sendable {
    /// Makes actions durable; answers in the same order. The same id with the same body is no news, with another body a conflict.
    func accept(_ actions: [Acceptance], at now: Instant) async throws(StoreError) -> [Acceptance.Answer]

    /// Keeps lines of the intake that could not be accepted, so that nothing is lost.
    func keepAside(_ lines: [RefusedLine], at now: Instant) async throws(StoreError)

    /// Lines that were kept aside, oldest first.
    func refusedLines(after: Int64, limit: Int) async throws(StoreError) -> [RefusedLine]

    /// Takes runnable actions, asks what is to become of each, and writes the answers: decisions, intents, journal.
    ///
    /// Runnable: `queued`, or `waiting` with `until` not after `now`. Urgent before normal before bulk, but for what
    /// `request.lanes` leaves to each; in a lane those whose time has come before those that were never kept waiting,
    /// and of each the oldest first.
    /// The actions are asked about one after the other, and each sees in its history the intents of those before it,
    /// so a cap can never be overrun, neither within a batch nor by another worker (the debtor is locked).
    /// Where something was said of a template's revision since the review that the request knows, nothing is taken and
    /// the claim says so (`isStale`).
    /// `deciding` is called inside the transaction: it must be quick and pure.
    /// Returns the attempts that were intended, and how many actions were looked at.
    func claim(
        _ request: ClaimRequest,
        deciding: @escaping @Sendable (Claimed) -> Ruling
    ) async throws(StoreError) -> Claim

    /// Begins hand-overs: writes what will go out, and looks once more whether it still may.
    ///
    /// From here on a crash leaves the attempt `unknown`. An attempt is stopped, and withdrawn, where its action is no
    /// longer `working` (cancelled), where a fact about its debtor, or about its contact point and whoever has it, came
    /// after the decision, where `now` is not before `openUntil`, or where its template's revision needs an approval
    /// that it has not; its action is then `queued` again unless it has ended. The revision is kept in the same
    /// transaction. Answers in the same order.
    func begin(_ starts: [Start], at now: Instant) async throws(StoreError) -> [Start.Answer]

    /// Records how hand-overs ended, how the actions go on, and what was learned about contact points.
    ///
    /// An action that ended meanwhile (cancelled) keeps its state; the attempt's fate is recorded all the same.
    func record(_ results: [HandoverResult], at now: Instant) async throws(StoreError)

    /// Ends an action before its time.
    func cancel(_ id: ActionID, reason: String, at now: Instant) async throws(StoreError) -> CancelAnswer

    /// Changes where an action stands, as a person decided: paused, resumed, tried again.
    func change(_ id: ActionID, _ change: ActionChange, at now: Instant) async throws(StoreError) -> ActionChange.Answer

    /// Adds facts; what waits for these debtors is decided anew, but for what waits after a refusal (`refused:…`,
    /// `unknown`): that wait is the provider's, and the facts are seen when it ends; and but for what a person paused.
    ///
    /// A fact about an address or a number binds whoever has it: opt-outs and bad points are shown to each later
    /// decision about it. Names the attempts that are being handed over right now, to the debtors or to such a point.
    func add(_ facts: [RecordedFact], at now: Instant) async throws(StoreError) -> FactAnswer

    /// All facts about a debtor, oldest first; nil = about everybody, for listing.
    func facts(about debtor: DebtorID?, after: Int64, limit: Int) async throws(StoreError) -> [RecordedFact]

    /// The debtors to whom a message went at this address or number, sorted; whose `STOP` it is that came from there.
    func debtors(contactedAt value: String) async throws(StoreError) -> [DebtorID]

    /// Moves attempts forward by what providers report, and keeps what they tell about contact points; answers in the
    /// same order whether the attempt was known.
    ///
    /// An action that waits to hear what became of its latest attempt, or would make it again, goes on: see
    /// `Progress.isSettled`.
    func receive(_ receipts: [Receipt], at now: Instant) async throws(StoreError) -> [AttemptID?]

    /// Puts in order what dead workers left: intents that had not begun are withdrawn and their actions `queued`;
    /// begun ones become `unknown` and their actions go to `review`.
    ///
    /// Each open store is a worker from its first claim on, until it is closed or its process dies. What living ones
    /// have under way is left alone, this store's own as well, so this may be called at any time. A worker that was
    /// taken for dead and lives does no harm: its hand-overs do not begin any more, and what it records of those that
    /// had begun settles them.
    func recover(at now: Instant) async throws(StoreError) -> Recovery

    /// Attempts of unknown fate whose actions wait to hear of it, in the order in which they were made.
    func unknowns(after: AttemptID?, limit: Int) async throws(StoreError) -> [AttemptReport]

    /// Which of a provider's references are on record, and for which attempts.
    func attempts(of provider: ProviderID, named references: [String]) async throws(StoreError) -> [String: AttemptID]

    /// Begins the hand-over of an attempt of unknown fate once more, for a provider that knows it again by its name.
    ///
    /// It is stopped, and stays as it is, where `begin` would stop it: the action is no longer under review for it, a
    /// fact about its debtor came after the decision, the decision no longer holds, or its template is not approved.
    func reopen(_ start: Start, at now: Instant) async throws(StoreError) -> Start.Answer

    /// Records what was found out about an attempt of unknown fate, and how its action goes on.
    ///
    /// Changes nothing where somebody was faster, or where the reference may be another attempt's.
    func settle(_ result: HandoverResult, at now: Instant) async throws(StoreError) -> SettleAnswer

    /// One action with its attempts; nil where it is not known.
    func action(_ id: ActionID) async throws(StoreError) -> ActionReport?

    /// Actions in the order of their acceptance.
    func actions(_ filter: ActionFilter) async throws(StoreError) -> [ActionReport]

    /// How many actions there are in each state.
    func counts() async throws(StoreError) -> [ActionState: Int]

    /// Facts and past contacts of a debtor, with what others have said against these contact points, as a claim would
    /// show them to the gate.
    func background(
        of debtor: DebtorID,
        reachedAt points: [String],
        at now: Instant
    ) async throws(StoreError) -> Background

    /// Entries of the journal, in order.
    func journal(_ filter: JournalFilter) async throws(StoreError) -> [JournalEntry]

    /// How long the journal is, and the root of the Merkle tree over it.
    func journalHead() async throws(StoreError) -> JournalHead

    /// The personal content behind a commitment; nil where it was erased or never was.
    func content(_ commitment: Commitment) async throws(StoreError) -> Content?

    /// Keeps revisions of templates; one that is kept already is no news.
    func keep(_ revisions: [TemplateRevision], at now: Instant) async throws(StoreError)

    /// Records what a person says of a kept revision, where four eyes allow it; see `ReviewRule`.
    ///
    /// An approval sends back to the queue what waits for it.
    func review(_ digest: String, _ review: RevisionReview) async throws(StoreError) -> RevisionReview.Answer

    /// The kept revisions of a template, in the order in which they were kept; nil = of every one.
    func revisions(of template: TemplateID?) async throws(StoreError) -> [RevisionReport]

    /// The files of a kept revision; nil where it is not kept.
    func revision(_ digest: String) async throws(StoreError) -> TemplateRevision?

    /// The worklist: what people have to do, in the order in which it was made.
    func tasks(_ filter: TaskFilter) async throws(StoreError) -> [TaskReport]

    /// Closes a task, and lets its action go on with the next step or end; see `TaskRule`.
    ///
    /// What ends an action closes its tasks by itself.
    func close(_ task: Int64, _ closing: TaskClosing, at now: Instant) async throws(StoreError) -> TaskClosing.Answer

    /// How each provider stands of which something was ever said, in the order of their names.
    func standings() async throws(StoreError) -> [ProviderStanding]

    /// Takes a provider out of service, or puts it back, as a person decided.
    ///
    /// Putting it back sends to the queue what waits for a provider (`Progress.providersRest`).
    func change(
        _ provider: ProviderID,
        _ change: ProviderChange,
        at now: Instant
    ) async throws(StoreError) -> ProviderChange.Answer

    /// Keeps what breakers found out, so that other processes see it; the last word about a provider counts.
    func note(_ reports: [BreakerReport], at now: Instant) async throws(StoreError)

    /// The last hand-over of each of these providers that was refused or has an unknown fate; none where there is none.
    func lastFailures(of providers: [ProviderID]) async throws(StoreError) -> [ProviderID: ProviderFailure]

    /// Since when the oldest runnable action of each lane could run; none where nothing is runnable.
    func oldestRunnable(at now: Instant) async throws(StoreError) -> [Lane: Instant]

    /// The first instant after `now` at which an action becomes runnable; nil where none waits.
    func nextWake(after now: Instant) async throws(StoreError) -> Instant?

    /// Finishes what is being written and closes the database.
    func close() async
}

extension Store {
    /// Facts and past contacts of a debtor, wherever they can be reached.
    public func background(of debtor: DebtorID, at now: Instant) async throws(StoreError) -> Background {
        try await background(of: debtor, reachedAt: [], at: now)
    }
}
