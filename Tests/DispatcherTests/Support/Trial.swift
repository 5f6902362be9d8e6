import Channels
import ContactRules
import Dispatcher
import DunlinTesting
import Dunning
import Foundation
import Journal
import Letters
import Storage
import StoreSQLite
import Templates
import Testing

/// A worker with everything that belongs to it, on a real database in a folder of its own.
struct Trial: Sendable {
    private(set) var store: any Store
    private let path: String
    let clock: VirtualClock
    let playbook: Playbook
    var shelf: Shelf

    /// Wednesday, 11:00 in Cologne: every window is open.
    static let start = Instant(seconds: 1_794_996_000)

    /// How a trial differs from the usual.
    struct Setting: Sendable {
        var ways: [Channel: [any Provider]] = Trial.accepting
        var steps = Trial.steps
        var stop = StopTerms()
        var retry = RetryPolicy()
        var retries: [Channel: RetryPolicy] = [:]
        var weights: [ProviderID: Int] = [:]
        var onUnknown: [Channel: UnknownPolicy] = [:]
        var start = Trial.start
    }

    /// Lends a trial out and removes it with all that it wrote.
    static func with(_ setting: Setting = Setting(), _ work: (Trial) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dunlin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore.open(path: folder.path + "/dunlin.db")
        let id = SequenceID(trusted: "standard")
        let trial = Trial(
            store: store,
            path: folder.path + "/dunlin.db",
            clock: VirtualClock(at: setting.start),
            playbook: Playbook(
                creditors: [acme.id: acme],
                sequences: [id: Sequence(id: id, steps: setting.steps, stop: setting.stop)],
                providers: setting.ways,
                weights: setting.weights,
                retry: setting.retry,
                retries: setting.retries,
                onUnknown: setting.onUnknown
            ),
            shelf: try Shelf.shipped.get()
        )
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work(trial)) } catch { outcome = .failure(error) }
        await store.close()
        try outcome.get()
    }

    /// The same trial with another store on the same database, as another process would have; who asks closes it.
    func sibling() throws -> Trial {
        var sibling = self
        sibling.store = try SQLiteStore.open(path: path)
        return sibling
    }

    /// A worker, as it stands right on the store.
    func worker(
        on store: (any Store)? = nil,
        _ options: WorkerOptions = WorkerOptions(tick: .milliseconds(2)),
        approvals: Approvals? = nil,
        meter: WorkMeter = WorkMeter()
    ) -> Worker {
        Worker(
            store: store ?? self.store,
            decider: Decider(gate: Gate(shelf.book), playbook: playbook, templates: shelf.templates),
            composer: composer,
            playbook: playbook,
            clock: clock,
            options: options,
            approvals: approvals,
            meter: meter
        )
    }

    var composer: Composer {
        Composer(
            playbook: playbook,
            templates: shelf.templates,
            press: LetterPress(),
            rules: shelf.book,
            options: ComposerOptions(tasks: 1, optOutKey: "9", unanswerable: [], phones: [:], envelopes: [:])
        )
    }

    func accept(_ actions: Action...) async throws { try await accept(actions) }

    func accept(_ actions: [Action]) async throws {
        let answers = try await store.accept(actions.map(Acceptance.init(sample:)), at: clock.now)
        #expect(answers.allSatisfy { $0 == .accepted })
    }

    func add(_ kind: Fact.Kind, about debtor: String = "P1", debt: String? = nil) async throws {
        _ = try await store.add([fact(kind, about: debtor, debt: debt)], at: clock.now)
    }

    func fact(_ kind: Fact.Kind, about debtor: String = "P1", debt: String? = nil) -> RecordedFact {
        RecordedFact(
            debtor: DebtorID(trusted: debtor),
            debt: debt.map(DebtID.init(trusted:)),
            fact: Fact(at: clock.now, kind),
            source: "engine",
            recordedAt: clock.now
        )
    }

    /// Works until nothing is runnable at the present moment.
    @discardableResult
    func drain(seed: UInt64 = 1) async throws -> WorkSummary {
        try await worker().drain(using: SeededGenerator(seed: seed))
    }

    /// Works, and moves the clock on, until nothing waits any more.
    func drainForEver() async throws {
        for pause in 0..<10_000 {
            try await drain(seed: UInt64(pause))
            guard let next = try await store.nextWake(after: clock.now) else { return }
            clock.advance(to: next)
        }
        Issue.record("the queue never comes to rest")
    }

    func report(_ id: String = "A1") async throws -> ActionReport {
        try #require(try await store.action(ActionID(trusted: id)))
    }

    func progress(_ id: String = "A1") async throws -> Storage.Progress { try await report(id).progress }

    /// The kinds of entries about one action, in order.
    func kinds(_ id: String = "A1") async throws -> [EntryKind] {
        try await store.journal(JournalFilter(action: ActionID(trusted: id))).map(\.draft.kind)
    }
}

extension Trial {
    static let steps = [
        Step(channels: [.email, .sms], template: TemplateID(trusted: "reminder")),
        Step(channels: [.sms], template: TemplateID(trusted: "reminder"), after: .seconds(3 * 86_400)),
        Step(channels: [.voice], template: TemplateID(trusted: "second-notice"), after: .seconds(7 * 86_400)),
    ]

    static let acme = Creditor(
        id: CreditorID(trusted: "acme"),
        name: "Acme Energy GmbH",
        role: .creditor,
        address: ["Beispielweg 1", "10115 Berlin"],
        country: "DE",
        locale: "de-DE",
        phone: "+493023125042",
        email: "billing@acme.example",
        iban: "DE02120300000000202051",
        bic: "BYLADEM1001",
        optOutPage: "https://acme.example/opt-out"
    )

    /// A provider a channel, each of which takes everything.
    static var accepting: [Channel: [any Provider]] {
        Dictionary(uniqueKeysWithValues: Channel.allCases.map { ($0, [recording($0)]) })
    }

    static func recording(
        _ channel: Channel,
        _ name: String = "primary",
        answering answer: (@Sendable (Delivery) -> Handover)? = nil
    ) -> RecordingProvider {
        let id = ProviderID(trusted: "\(channel.rawValue).\(name)")
        guard let answer else { return RecordingProvider(id, channel: channel) }
        return RecordingProvider(id, channel: channel, answering: answer)
    }

    /// What went out on all channels, in the order of the attempts' names.
    var deliveries: [Delivery] {
        playbook.providers.values.flatMap { $0 }
            .flatMap { ($0 as? RecordingProvider)?.deliveries ?? ($0 as? WireProvider)?.deliveries ?? [] }
            .sorted { $0.attempt.id.rawValue < $1.attempt.id.rawValue }
    }

    var attempts: [String] { deliveries.map(\.attempt.id.rawValue) }
}

extension Plan {
    static func sms(_ template: String = "reminder") -> Plan { .message(.sms, TemplateID(trusted: template)) }
    static func email(_ template: String = "reminder") -> Plan { .message(.email, TemplateID(trusted: template)) }
}
