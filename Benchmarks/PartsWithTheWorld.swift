import Channels
import Digests
import Dispatcher
import Dunning
import Foundation
import Intake
import Storage
import StoreSQLite
import Synchronization

/// What needs the disk or a mail server, and what these can do by themselves.
extension BenchPart {
    func diskFigures(_ arguments: BenchArguments) throws -> [Figure] {
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let file = open(folder.path + "/disk", O_CREAT | O_WRONLY, 0o600)
        guard file >= 0 else { throw BenchFault("cannot write in `\(folder.path)`") }
        defer { close(file) }
        let page = [UInt8](repeating: 0x5A, count: 4096)
        return try measured("disk", "syncs", rounds: arguments.rounds) {
            guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
                throw BenchFault("the disk refuses")
            }
            return 1
        }
    }

    func smtpSourceFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let program = "/usr/sbin/smtp-source"
        guard let sink = arguments.sink, FileManager.default.isExecutableFile(atPath: program) else {
            Notes.say("smtp-source: left out, for Postfix is not installed")
            return []
        }
        let size = try Self.mail(workshop, Workshop.relay(sink)).sealed.bytes.count
        let figures = try (0..<arguments.rounds).map { _ in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = [
                "-d", "-s", "8", "-m", "\(arguments.mails)", "-l", "\(size)", "-f", "billing@acme.example",
                "-t", "jana@example.com", sink,
            ]
            let watch = Stopwatch()
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw BenchFault("smtp-source failed") }
            var figure = watch.figure(rawValue, "mails", arguments.mails)
            figure.cpuSeconds = nil
            return figure
        }
        return figures.median.map { [$0] } ?? []
    }

    func handoverFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        let relay = try Workshop.relay(arguments.sink ?? "")
        let mail = try Self.mail(workshop, relay)
        var figures: [Figure] = []
        for _ in 0..<arguments.rounds {
            let watch = Stopwatch()
            try await Self.handOver(mail, times: arguments.mails)
            figures.append(watch.figure(rawValue, "mails", arguments.mails))
        }
        await relay.shutdown(grace: .seconds(5))
        return figures.median.map { [$0] } ?? []
    }

    // The task tree: 64 tasks, each of which hands over its share one after the other.
    private static func handOver(_ mail: Prepared, times: Int) async throws {
        let rest = Countdown(times)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    while rest.next() {
                        guard case .accepted = await mail.provider.deliver(mail.sealed, for: mail.delivery) else {
                            throw BenchFault("the sink did not take a mail")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    func dispatchFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        let lines = try Samples(workshop).lines(arguments.mails)
        var rounds: [[Figure]] = []
        for round in 1...arguments.rounds {
            rounds.append(try await dispatch(lines, arguments, workshop, "round \(round) of \(arguments.rounds)"))
        }
        return (0..<4).compactMap { index in rounds.map { $0[index] }.median }
    }

    /// One round with a new database: what `dunlin enqueue` and `dunlin run` do one after the other.
    private func dispatch(
        _ lines: [String],
        _ arguments: BenchArguments,
        _ workshop: Workshop,
        _ round: String
    ) async throws -> [Figure] {
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let store = try SQLiteStore.open(path: folder.path + "/bench.db")
        let relay = CountingRelay(try Workshop.relay(arguments.sink ?? ""), of: lines.count, note: round)
        let playbook = workshop.playbook([.email: [relay]])
        let worker = Worker(
            store: store,
            decider: Decider(gate: workshop.gate, playbook: playbook, templates: workshop.templates),
            composer: workshop.composer(playbook),
            playbook: playbook,
            clock: VirtualClock(at: Workshop.now),
            options: WorkerOptions(name: "bench", batch: arguments.batch, inFlight: arguments.concurrency)
        )
        let reading = Stopwatch()
        let actions = try Samples.read(lines)
        let read = reading.figure("dispatch: intake", "lines", lines.count)
        let whole = Stopwatch()
        try await accept(actions, store)
        let accepted = whole.figure("dispatch: accept", "actions", lines.count)
        let working = Stopwatch()
        let handedOver = try await Self.drain(worker, times: arguments.workers)
        let worked = working.figure("dispatch: run", "mails", lines.count)
        let all = whole.figure("dispatch", "mails", lines.count)
        await relay.shutdown(grace: .seconds(5))
        await store.close()
        guard handedOver == lines.count else { throw BenchFault("\(handedOver) of \(lines.count) mails went out") }
        return [all, read, accepted, worked]
    }

    // The task tree: so many tasks that each work the queue until it is empty.
    private static func drain(_ worker: Worker, times: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<times { group.addTask { try await worker.drain(using: SecureRandom()).handedOver } }
            return try await group.reduce(0, +)
        }
    }

    /// In batches of 500, as `dunlin enqueue` does.
    private func accept(_ actions: [ReadAction], _ store: SQLiteStore) async throws {
        for start in stride(from: 0, to: actions.count, by: 500) {
            let offers = actions[start..<min(start + 500, actions.count)]
                .map { Acceptance(action: $0.action, body: $0.body) }
            let answers = try await store.accept(offers, at: Workshop.now)
            guard answers.allSatisfy({ $0 == .accepted }) else { throw BenchFault("the store refused an action") }
        }
    }
}

/// A relay that tells how far it has come.
private struct CountingRelay: Provider {
    private let relay: SMTPProvider
    private let rest: Countdown
    private let total: Int
    private let note: String

    init(_ relay: SMTPProvider, of total: Int, note: String) {
        self.relay = relay
        self.total = total
        self.note = note
        rest = Countdown(total)
    }

    var id: ProviderID { relay.id }
    var channel: Channel { relay.channel }
    var isLocal: Bool { relay.isLocal }

    func takeTurn() -> Turn { relay.takeTurn() }

    func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage { try relay.seal(delivery) }

    func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        let handover = await relay.deliver(sealed, for: delivery)
        if rest.next(), rest.left % 500 == 0 {
            Notes.progress("dispatch, \(note): \(total - rest.left) of \(total) handed over")
        }
        return handover
    }

    func shutdown(grace: Duration) async { await relay.shutdown(grace: .seconds(5)) }
}

/// So many turns, handed out to many tasks.
private final class Countdown: Sendable {
    private let count: Atomic<Int>

    init(_ count: Int) { self.count = Atomic(count) }

    /// Takes a turn; false where none is left.
    func next() -> Bool { count.subtract(1, ordering: .relaxed).newValue >= 0 }

    /// How many are left.
    var left: Int { max(0, count.load(ordering: .relaxed)) }
}

/// A folder of our own that is gone afterwards.
private struct BenchFolder {
    let path: String

    init(under directory: String) throws {
        path = directory + "/run-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
