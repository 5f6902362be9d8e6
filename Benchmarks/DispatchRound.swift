import Channels
import Digests
import Dispatcher
import Dunning
import Foundation
import Intake
import Storage
import StoreSQLite
import Synchronization

extension BenchPart {
    func dispatchFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        let lines = try Samples(workshop).lines(0..<arguments.mails)
        var figures: [Figure] = []
        for connections in arguments.connections {
            var rounds: [[Figure]] = []
            for round in 1...arguments.rounds {
                let note = "dispatch \(connections), round \(round) of \(arguments.rounds)"
                let whole = try await Self.dispatch(lines, arguments, workshop, connections, note)
                rounds.append([whole] + (try await Self.halves(lines, arguments, workshop, connections, note)))
            }
            figures += (0..<4).compactMap { index in rounds.map { $0[index] }.median }
        }
        return figures
    }

    /// One round with a new database: `dunlin enqueue` beside a `dunlin run` that is at work, as `celery` is measured.
    private static func dispatch(
        _ lines: [String],
        _ arguments: BenchArguments,
        _ workshop: Workshop,
        _ connections: Int,
        _ note: String
    ) async throws -> Figure {
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let actions = try Samples.read(lines)
        let stop = StopSignal()
        let path = folder.path + "/bench.db"
        let crew = try BenchCrew(path, arguments, workshop, connections: connections, note: note) { _, count in
            if count == actions.count { stop.stop() }
        }
        let watch = Stopwatch()
        let handedOver = try await working(crew, until: stop) { try await crew.accept(actions) }
        let figure = watch.figure("dispatch \(connections)", "mails", lines.count)
        await crew.close()
        guard handedOver == lines.count else { throw BenchFault("\(handedOver) of \(lines.count) mails went out") }
        return figure
    }

    /// What `dunlin enqueue` and `dunlin run` take by themselves, one after the other.
    private static func halves(
        _ lines: [String],
        _ arguments: BenchArguments,
        _ workshop: Workshop,
        _ connections: Int,
        _ note: String
    ) async throws -> [Figure] {
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let crew = try BenchCrew(folder.path + "/bench.db", arguments, workshop, connections: connections, note: note)
        let name = "dispatch \(connections)"
        let reading = Stopwatch()
        let actions = try Samples.read(lines)
        let read = reading.figure("\(name): intake", "lines", lines.count)
        let accepting = Stopwatch()
        try await crew.accept(actions)
        let accepted = accepting.figure("\(name): accept", "actions", lines.count)
        let working = Stopwatch()
        let handedOver = try await crew.drain()
        let worked = working.figure("\(name): run", "mails", lines.count)
        await crew.close()
        guard handedOver == lines.count else { throw BenchFault("\(handedOver) of \(lines.count) mails went out") }
        return [read, accepted, worked]
    }

    // The task tree: one task offers, the other works the queue until the signal.
    static func working(
        _ crew: BenchCrew,
        until stop: StopSignal,
        _ offer: @escaping @Sendable () async throws -> Void
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                try await offer()
                return 0
            }
            group.addTask { try await crew.run(until: stop) }
            return try await group.reduce(0, +)
        }
    }
}

/// A store, a relay and the workers of `dunlin run`, as the measurements use them.
struct BenchCrew {
    let store: SQLiteStore
    let relay: CountingRelay
    private let worker: Worker
    private let workers: Int

    init(
        _ database: String,
        _ arguments: BenchArguments,
        _ workshop: Workshop,
        connections: Int,
        note: String,
        onTaken: @escaping @Sendable (ActionID, Int) -> Void = { _, _ in }
    ) throws {
        store = try SQLiteStore.open(path: database)
        let smtp = try Workshop.relay(arguments.sink ?? "", connections: connections)
        relay = CountingRelay(smtp, note: note, onTaken: onTaken)
        let playbook = workshop.playbook([.email: [relay]])
        workers = arguments.workers
        worker = Worker(
            store: store,
            decider: Decider(gate: workshop.gate, playbook: playbook, templates: workshop.templates),
            composer: workshop.composer(playbook),
            playbook: playbook,
            clock: VirtualClock(at: Workshop.now),
            options: WorkerOptions(name: "bench", batch: arguments.batch, inFlight: arguments.concurrency)
        )
    }

    /// Makes actions durable.
    func accept(_ actions: [ReadAction]) async throws { try await store.take(actions) }

    /// Works the queue until it is empty; tells how many mails went out.
    func drain() async throws -> Int {
        try await work { worker async throws in try await worker.drain(using: SecureRandom()) }
    }

    /// Works the queue until the signal.
    func run(until stop: StopSignal) async throws -> Int {
        try await work { worker async throws in try await worker.run(until: stop, using: SecureRandom()) }
    }

    // The task tree: so many tasks that each work the queue.
    private func work(_ shift: @escaping @Sendable (Worker) async throws -> WorkSummary) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<workers { group.addTask { [worker] in try await shift(worker).handedOver } }
            return try await group.reduce(0, +)
        }
    }

    func close() async {
        await relay.shutdown(grace: .seconds(5))
        await store.close()
    }
}

extension SQLiteStore {
    /// Makes actions durable in batches of 500, as `dunlin enqueue` does.
    func take(_ actions: [ReadAction]) async throws {
        for start in stride(from: 0, to: actions.count, by: 500) {
            let offers = actions[start..<min(start + 500, actions.count)]
                .map { Acceptance(action: $0.action, body: $0.body) }
            let answers = try await accept(offers, at: Workshop.now)
            guard answers.allSatisfy({ $0 == .accepted }) else { throw BenchFault("the store refused an action") }
        }
    }
}

/// A relay that tells how far it has come.
struct CountingRelay: Provider {
    private let relay: SMTPProvider
    private let taken = Counter()
    private let note: String
    private let onTaken: @Sendable (ActionID, Int) -> Void

    init(_ relay: SMTPProvider, note: String, onTaken: @escaping @Sendable (ActionID, Int) -> Void) {
        self.relay = relay
        self.note = note
        self.onTaken = onTaken
    }

    var id: ProviderID { relay.id }
    var channel: Channel { relay.channel }
    var isLocal: Bool { relay.isLocal }

    func takeTurn() -> Turn { relay.takeTurn() }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage { try relay.seal(delivery) }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        let handover = await relay.deliver(sealed, for: delivery)
        let count = taken.next()
        onTaken(delivery.attempt.action, count)
        if count.isMultiple(of: 500) { Notes.progress("\(note): \(count) handed over") }
        return handover
    }

    func shutdown(grace: Duration) async { await relay.shutdown(grace: .seconds(5)) }
}

/// Numbers, handed out to many tasks from 1 on.
final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// A folder of our own that is gone afterwards.
struct BenchFolder {
    let path: String

    init(under directory: String) throws {
        path = directory + "/run-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
