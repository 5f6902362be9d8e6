import Dunning
import Foundation
import Testing

/// A worker that goes on and on: floods, new configurations, a disk that fills up, a database that goes away.
@Suite(.timeLimit(.minutes(10)))
struct RunTests {
    /// Businesses may be written to at any hour, so these tests do not depend on the time of day.
    private func mails(_ ids: [String], _ lane: String = "normal") -> [SampleAction] {
        ids.map { id in
            SampleAction.mail(id).with {
                $0.kind = "business"
                $0.lane = lane
            }
        }
    }

    @Test func `an urgent action overtakes a crowd of bulk ones that wait for their provider`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue(mails((1...1000).map { "b-\($0)" }, "bulk"))
        let run = try folder.start(["run"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "20/s"])
        try await eventually("twenty mails: \(run.complaints)") { try sink.messageIDs.count >= 20 }
        try await folder.enqueue(mails(["u-1"], "urgent"))
        let accepted = ContinuousClock.now
        try await eventually("the urgent mail: \(run.complaints)") {
            try sink.messageIDs.contains { $0.hasPrefix("<u-1.") }
        }
        let took = ContinuousClock.now - accepted
        let others = try sink.messageIDs.count - 1
        print("an urgent action was handed over \(took) after it was accepted, and before \(1000 - others) bulk ones")
        #expect(others < 900)
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
    }

    @Test func `SIGHUP brings new templates and providers, and mistakes leave the old ones in force`() async throws {
        let folder = try Workplace()
        try FileManager.default.copyItem(atPath: FewTemplates.folder, toPath: folder.path("templates"))
        let house = Workplace.house.replacingOccurrences(of: FewTemplates.folder, with: "templates")
        let sinks = try await [MailSink(in: folder.folder), MailSink(in: folder.folder, named: "other")]
        try folder.write(house + sinks[0].configuration, to: "channels.conf")
        let run = try folder.start(["run"])
        let inForce = "the configuration was read anew and is in force"
        let kept = "the old configuration stays in force"
        func told(_ word: String) -> Int { run.complaints.components(separatedBy: word).count - 1 }
        /// Sends one mail and waits for it.
        func subject(of id: String, at sink: MailSink) async throws -> String? {
            try await folder.enqueue(mails([id]))
            var head: Substring?
            try await eventually("the mail \(id): \(run.complaints)") {
                // The sink keeps all mails in one file; a mail's subject stands before its id.
                let all = try sink.mails.joined()
                head = all.range(of: "Message-ID: <\(id).").map { all[..<$0.lowerBound] }
                return head != nil
            }
            return head?.split(separator: "\n").last { $0.hasPrefix("Subject:") }.map(String.init)
        }

        #expect(try await subject(of: "a-1", at: sinks[0])?.contains("Zahlungserinnerung") == true)
        let template = "templates/reminder/de/email.subject.mustache"
        try folder.write("Neuigkeit von {{creditor.name}}\n", to: template)
        run.send(SIGHUP)
        try await eventually("a new crew: \(run.complaints)") { told(inForce) == 1 }
        #expect(try await subject(of: "a-2", at: sinks[0])?.contains("Neuigkeit") == true)

        try folder.write("{{#broken", to: template)
        run.send(SIGHUP)
        try await eventually("the mistake: \(run.complaints)") { told(kept) == 1 }
        #expect(run.complaints.contains("email.subject.mustache:1:"))
        // What is right again in the folder is not in force before it is asked for.
        try folder.write("Dritter Betreff\n", to: template)
        #expect(try await subject(of: "a-3", at: sinks[0])?.contains("Neuigkeit") == true)

        try folder.write(house + sinks[1].configuration + "colour = \"red\"\n", to: "channels.conf")
        run.send(SIGHUP)
        try await eventually("the mistake: \(run.complaints)") { told(kept) == 2 }
        try folder.write(house + sinks[1].configuration, to: "channels.conf")
        #expect(try await subject(of: "a-4", at: sinks[0])?.contains("Neuigkeit") == true)
        run.send(SIGHUP)
        try await eventually("a new crew: \(run.complaints)") { told(inForce) == 2 }
        #expect(try await subject(of: "a-5", at: sinks[1])?.contains("Dritter Betreff") == true)
        #expect(try sinks[0].messageIDs.count == 4 && sinks[1].messageIDs.count == 1)
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        // Which texts and which rules were in force is told by each message's own entries.
        let composed = try await folder.dunlin("journal", "search", "--kind", "composed", "--json").objects()
        let revisions = composed.compactMap { $0["body"]?["revision"]?.string }
        #expect(revisions.count == 5 && Set(revisions).count == 3 && revisions[1] == revisions[3], "\(revisions)")
        let decided = try await folder.dunlin("journal", "search", "--kind", "decided", "--json").objects()
        let sent = decided.filter { $0["body"]?["verdict"] == "send" }
        let rules = sent.map { $0["body"]?["channels"]?.array?.last?["rules"]?.string?.utf8.count }
        #expect(rules == Array(repeating: 64, count: 5), "\(rules)")
    }

    @Test func `SIGHUP names the changed tables that need a restart, and works on without them`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        let start = Workplace.house + sink.configuration
        try folder.write(start, to: "channels.conf")
        let run = try folder.start(["run"])
        let inForce = "the configuration was read anew and is in force"
        func told(_ word: String) -> Int { run.complaints.components(separatedBy: word).count - 1 }
        func readAnew(_ configuration: String, times: Int) async throws {
            try folder.write(configuration, to: "channels.conf")
            run.send(SIGHUP)
            try await eventually("a new crew: \(run.complaints)") { told(inForce) == times }
        }
        try await eventually("the work begins: \(run.complaints)") { told("working the queue") == 1 }

        let changed = """
            [server]
            listen = "127.0.0.1:1"
            public_url = "http://127.0.0.1:1"

            [metrics]
            listen = "127.0.0.1:1"

            [inbox.returns]
            url = "imaps://127.0.0.1:1"
            username = "returns"
            password = { env = "MAILBOX_PASSWORD" }

            """
        try await readAnew(start.replacing("sqlite:dunlin.db", with: "sqlite:other.db") + changed, times: 1)
        for table in ["store", "server", "metrics", "inbox"] {
            #expect(told("[\(table)] is read at the start only; restart to change it") == 1, "\(run.complaints)")
        }
        // What was read at the start is in force still: the work goes on in the old database.
        try folder.write(start, to: "channels.conf")
        try await folder.enqueue(mails(["a-1"]))
        try await eventually("the mail: \(run.complaints)") { try sink.messageIDs.count == 1 }
        #expect(!FileManager.default.fileExists(atPath: folder.path("other.db")))
        try await readAnew(start, times: 2)
        #expect(told("is read at the start only") == 4, "what is again as at the start needs no restart")
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
    }

    @Test func `SIGHUP in the middle of the work loses nothing and sends nothing twice`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue(mails((1...200).map { "a-\($0)" }))
        let run = try folder.start(["run", "--json"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "40/s"])
        for count in [20, 80, 140] {
            try await eventually("\(count) mails: \(run.complaints)") { try sink.messageIDs.count >= count }
            run.send(SIGHUP)
        }
        try await judge(run, sink, folder, count: 200)
    }

    @Test func `a full disk stops the work with a clear error, and it goes on by itself when there is room`()
        async throws
    {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue(mails((1...300).map { "a-\($0)" }))
        let run = try folder.start(["run", "--json"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "100/s"])
        try await eventually("forty mails: \(run.complaints)") { try sink.messageIDs.count >= 40 }
        // No file of this process may grow beyond that, as if the disk were full; no test may mount a small one.
        try await limit(run, "65536:")
        try await eventually("an error: \(run.complaints)") { run.complaints.contains("store cannot write") }
        // Time enough for a hundred mails, were any sent that cannot be recorded.
        let before = try sink.messageIDs.count
        try await Task.sleep(for: .seconds(1))
        #expect(try sink.messageIDs.count - before <= 64)
        #expect(!run.hasEnded, "\(run.complaints)")
        try await limit(run, "unlimited:")
        try await eventually("it goes on: \(run.complaints)") {
            run.complaints.contains("the store can be used again")
        }
        try await judge(run, sink, folder, count: 300)
    }

    @Test func `a database server that goes away and comes back costs nothing but time`() async throws {
        let folder = try Workplace()
        let server = try await PostgresServer(in: folder.folder)
        let sink = try await MailSink(in: folder.folder)
        let house = Workplace.house.replacingOccurrences(of: "sqlite:dunlin.db", with: server.url)
        try folder.write(house + sink.configuration, to: "channels.conf")
        try await folder.enqueue(mails((1...200).map { "a-\($0)" }))
        let run = try folder.start(["run", "--json"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "60/s"])
        try await eventually("forty mails: \(run.complaints)") { try sink.messageIDs.count >= 40 }
        try await server.crash()
        try await eventually("an error: \(run.complaints)") { run.complaints.contains("store is not available") }
        try await server.start()
        try await judge(run, sink, folder, count: 200)
    }

    @Test func `a mail server that hangs is cut off when the grace time is over, and nobody's fate is unknown`()
        async throws
    {
        let folder = try Workplace()
        // It takes a minute to say that it wants the mail.
        let slow = try await MailSink(in: folder.folder, waiting: 60)
        let grace = "[run]\ngrace = \"1s\"\n"
        try folder.write(Workplace.house + grace + slow.configuration, to: "channels.conf")
        try await folder.enqueue(mails((1...20).map { "a-\($0)" }))
        let run = try folder.start(["run", "--json"])
        try await eventually("hand-overs under way: \(run.complaints)") {
            let attempts = try await folder.dunlin("actions", "list", "--json").objects().flatMap {
                $0["attempts"]?.array ?? []
            }
            return attempts.count { $0["state"] == "begun" } == 20
        }
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        let summary = try JSON(parsing: run.text)
        #expect(summary["unknown"] == 0 && summary["refused"] == 20, "\(summary)")
        #expect(try slow.messageIDs.isEmpty)
        let sink = try await MailSink(in: folder.folder, named: "quick")
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.work()
        let ids = try sink.messageIDs
        #expect(ids.count == 20 && Set(ids).count == 20)
    }

    /// Sets the soft limit of the size of files of a running program.
    private func limit(_ run: Child, _ size: String) async throws {
        let tool = try Peer.tool("/usr/bin/prlimit", package: "util-linux")
        let order = Child.Order(
            arguments: [tool, "--pid", "\(run.pid)", "--fsize=\(size)"],
            folder: FileManager.default.temporaryDirectory
        )
        let child = try Child(order)
        guard await child.exit() == 0 else { throw Trouble("prlimit: \(child.complaints)") }
        for file in [child.output, child.errors] { try FileManager.default.removeItem(at: file) }
    }

    /// Waits until all is done, and ends it: each action has arrived once, and nobody's fate is unknown.
    private func judge(_ run: Child, _ sink: MailSink, _ folder: Workplace, count: Int) async throws {
        try await eventually("all mails: \(run.complaints)", within: .seconds(180)) {
            try sink.messageIDs.count >= count
        }
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        let summary = try JSON(parsing: run.text)
        #expect(summary["unknown"] == 0, "\(summary)")
        let ids = try sink.messageIDs
        #expect(ids.count == count && Set(ids.map { $0.prefix { $0 != "." } }).count == count)
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == count && states.allSatisfy { $0 == "completed" }, "\(run.complaints)")
    }
}
