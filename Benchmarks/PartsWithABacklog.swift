import Dispatcher
import Dunning
import Foundation
import Intake
import Storage
import StoreSQLite

/// What a long queue costs: nothing, it is hoped.
extension BenchPart {
    /// Memory while mails go out of a short queue and of a long one; each in a process of its own.
    func memoryFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        if let database = arguments.database {
            return [try await Self.memory(database, arguments, workshop)]
        }
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var figures: [Figure] = []
        for count in [10_000, arguments.quick ? 100_000 : 1_000_000] {
            let folder = try BenchFolder(under: arguments.directory)
            defer { folder.remove() }
            let path = try await Self.backlog(of: count, .normal, in: folder, arguments.root, workshop)
            let answer = try Peer.answer([
                program, "--only", rawValue, "--database", path, "--sink", arguments.sink ?? "",
                "--root", arguments.root, "--mails", "\(min(arguments.mails, 5_000))", "--json",
            ])
            guard let found = answer?["figures"]?.array?.first, let megabytes = found["memoryMB"]?.double,
                let mails = found["count"]?.integer, let milliseconds = found["milliseconds"]?.double
            else { throw BenchFault("the memory could not be measured") }
            figures.append(
                Figure(
                    name: "\(rawValue), \(count) waiting",
                    unit: "mails",
                    count: Int(mails),
                    seconds: milliseconds / 1000,
                    memoryMB: megabytes
                )
            )
        }
        return figures
    }

    /// Sends so many mails of the backlog and tells the most memory that this process ever had.
    private static func memory(
        _ database: String,
        _ arguments: BenchArguments,
        _ workshop: Workshop
    ) async throws -> Figure {
        let stop = StopSignal()
        let mails = arguments.mails
        let crew = try BenchCrew(database, arguments, workshop, connections: 8, note: "memory") { _, count in
            if count >= mails { stop.stop() }
        }
        let watch = Stopwatch()
        let handedOver = try await crew.run(until: stop)
        var figure = watch.figure("memory", "mails", handedOver)
        await crew.close()
        figure.memoryMB = Machine.peakMemoryMB()
        return figure
    }

    /// What a claim costs in a short queue and in a long one, everything in it included.
    func claimFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        var figures: [Figure] = []
        for count in [1_000, arguments.quick ? 100_000 : 5_000_000] {
            let folder = try BenchFolder(under: arguments.directory)
            defer { folder.remove() }
            let path = try await Self.backlog(of: count, .normal, isMixed: true, in: folder, arguments.root, workshop)
            figures += try await Self.claims(path, "\(count) actions", workshop)
        }
        return figures
    }

    private static func claims(_ path: String, _ size: String, _ workshop: Workshop) async throws -> [Figure] {
        let store = try SQLiteStore.open(path: path)
        let relay = try Workshop.relay("127.0.0.1:25")
        let playbook = workshop.playbook([.email: [relay]])
        let decider = Decider(gate: workshop.gate, playbook: playbook, templates: workshop.templates)
        var figures: [Figure] = []
        for _ in 0..<4 {
            let watch = Stopwatch()
            let request = ClaimRequest(worker: "bench", limit: 50, now: Workshop.now)
            let claim = try await store.claim(request) { decider.ruling(on: $0, at: Workshop.now) }
            figures.append(watch.figure("claims, \(size)", "actions", claim.decided))
            guard claim.decided == 50 else { throw BenchFault("a claim brought \(claim.decided) of 50 actions") }
        }
        // Nobody's first time counts: the pages that each claim touches are read.
        figures = Array(figures.dropFirst()).median.map { [$0] } ?? []
        let watch = Stopwatch()
        for _ in 0..<100 { _ = try await store.nextWake(after: Workshop.now) }
        figures.append(watch.figure("next wake, \(size)", "questions", 100))
        await store.close()
        return figures
    }

    /// Those of which backlogs are made.
    static let backlogSamples = 0..<200

    /// A database with so many actions, made of a few hundred that were really accepted.
    static func backlog(
        of count: Int,
        _ lane: Lane,
        isMixed: Bool = false,
        in folder: BenchFolder,
        _ root: String,
        _ workshop: Workshop
    ) async throws -> String {
        let path = folder.path + "/backlog.db"
        let store = try SQLiteStore.open(path: path)
        try await store.take(try Samples(workshop).actions(backlogSamples, in: lane))
        await store.close()
        Notes.say("  a backlog of \(count) actions is made …")
        let answer = try Peer.answer([
            "python3", root + "/scripts/bench-backlog", path, "\(count)", isMixed ? "mixed" : "queued",
        ])
        guard let megabytes = answer?.integer else { throw BenchFault("the backlog could not be made") }
        Notes.say("  it takes \(megabytes) MB of disk")
        return path
    }
}
