import Channels
import Dispatcher
import Dunning
import Foundation
import Intake

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
        guard let sink = arguments.sink, FileManager.default.isExecutableFile(atPath: Self.sourceProgram) else {
            Notes.say("smtp-source: left out, for Postfix is not installed")
            return []
        }
        let size = try Self.mail(workshop, Workshop.relay(sink)).sealed.bytes.count
        return try arguments.connections.compactMap { connections in
            try (0..<arguments.rounds).map { _ in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: Self.sourceProgram)
                process.arguments = [
                    "-d", "-s", "\(connections)", "-m", "\(arguments.mails)", "-l", "\(size)",
                    "-f", "billing@acme.example", "-t", "jana@example.com", sink,
                ]
                let watch = Stopwatch()
                try process.run()
                process.waitUntilExit()
                guard process.terminationStatus == 0 else { throw BenchFault("smtp-source failed") }
                var figure = watch.figure("\(rawValue) \(connections)", "mails", arguments.mails)
                figure.cpuSeconds = nil
                return figure
            }
            .median
        }
    }

    private static let sourceProgram = "/usr/sbin/smtp-source"

    func celeryFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let requests = try Samples(workshop).actions(0..<30).map { try Self.mailRequest($0.action) }
        return try MailTwins.withFile(of: requests, arguments, workshop.templates) { path in
            try arguments.connections.compactMap { connections in
                let answer = try Peer.answer([
                    // Debian's own Python, for its packages are Debian's.
                    "/usr/bin/python3", arguments.root + "/scripts/bench-celery", path,
                    "\(max(500, arguments.mails / 5))", "\(connections)", arguments.sink ?? "",
                ])
                guard let answer else {
                    Notes.say("celery: left out; scripts/install-packages bench installs it")
                    return nil
                }
                return Peer.figure(answer, "\(rawValue) \(connections)")
            }
        }
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
        let turns = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    while turns.next() <= times {
                        guard case .accepted = await mail.provider.deliver(mail.sealed, for: mail.delivery) else {
                            throw BenchFault("the sink did not take a mail")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
