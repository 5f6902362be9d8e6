import Dunning
import Foundation
import Testing

/// What happens when the program is stopped or killed in the middle of its work.
@Suite(.timeLimit(.minutes(5)))
struct CrashTests {
    @Test func `killed in the middle of its work, it sends nothing twice and loses nothing`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue((1...300).map { .mail("a-\($0)") })
        // Slowed down, so that there is a middle to be killed in.
        let drain = ["run", "--drain", "--at", Workplace.workday]
        let run = try folder.start(drain, environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "100/s"])
        try await eventually("forty mails: \(run.complaints)") { try sink.messageIDs.count >= 40 }
        run.send(SIGKILL)
        #expect(await run.exit() == -SIGKILL)
        let before = try sink.messageIDs
        #expect(before.count < 300)

        try await folder.work()
        let ids = try sink.messageIDs
        #expect(Set(ids).count == ids.count, "sent twice: \(ids.count - Set(ids).count)")
        let actions = try await folder.dunlin("actions", "list", "--json").objects()
        #expect(actions.count == 300)
        let arrived = Set(ids.map { $0.dropFirst().split(separator: ".").first.map(String.init) ?? "" })
        for action in actions {
            let id = try #require(action["id"]?.string)
            switch action["state"] {
            case "completed": #expect(arrived.contains(id), "\(id) is said to be done and never arrived")
            // Its fate is for a person to settle; it may have arrived, and was not sent again.
            case "review": #expect(action["attempts"]?.array?.map { $0["state"] } == ["unknown"], "\(action)")
            default: Issue.record("\(action)")
            }
        }
        #expect(arrived.count == ids.count)
    }

    @Test func `killed in the middle of printing letters, it leaves each letter whole and once in the folder`()
        async throws
    {
        let folder = try Workplace(
            """
            [letter.primary]
            provider = "spool"
            directory = "letters"

            """
        )
        try await folder.enqueue((1...40).map { SampleAction(id: "a-\($0)", channel: "letter") })
        let drain = ["run", "--drain", "--at", Workplace.workday]
        let run = try folder.start(drain, environment: ["DUNLIN_LETTER__PRIMARY__RATE": "20/s"])
        let hot = folder.folder.appending(path: "letters").path()
        let manager = FileManager.default
        try await eventually("ten letters: \(run.complaints)") {
            (try? manager.contentsOfDirectory(atPath: hot).count { $0.hasSuffix(".pdf") }) ?? 0 >= 10
        }
        run.send(SIGKILL)
        #expect(await run.exit() == -SIGKILL)
        #expect(try manager.contentsOfDirectory(atPath: hot).count < 40)

        try await folder.work()
        let manifest = try String(contentsOfFile: hot + "/manifest.jsonl", encoding: .utf8).split(separator: "\n")
            .map { try JSON(parsing: String($0)) }
        let told = manifest.compactMap { $0["action"]?.string }
        #expect(Set(told).count == told.count && manifest.count == told.count)
        for line in manifest {
            let file = try #require(line["file"]?.string)
            let size = try manager.attributesOfItem(atPath: hot + "/" + file)[.size] as? Int
            #expect(line["bytes"]?.integer == size.map(Int64.init), "\(file)")
        }
        for action in try await folder.dunlin("actions", "list", "--json").objects() {
            let id = try #require(action["id"]?.string)
            #expect(action["state"] == "completed" || action["state"] == "review", "\(action)")
            #expect(action["state"] == "review" || told.contains(id), "\(id) is said to be done and is not there")
        }
    }

    @Test func `SIGTERM ends the work cleanly: exit code 0, nothing unknown, and the rest goes out later`() async throws
    {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        // Businesses may be written to at any hour, so the test does not depend on the time of day.
        let actions = (1...300).map { SampleAction.mail("a-\($0)").with { $0.kind = "business" } }
        try await folder.enqueue(Array(actions.prefix(150)))
        let run = try folder.start(["run", "--json"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "100/s"])
        try await eventually("forty mails: \(run.complaints)") { try sink.messageIDs.count >= 40 }
        // The engine goes on sending actions while the queue is worked.
        try await folder.enqueue(Array(actions.dropFirst(150)))
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
        let summary = try JSON(parsing: run.text)
        #expect(summary["unknown"] == 0)
        let before = try sink.messageIDs
        #expect(summary["handedOver"]?.integer == Int64(before.count) && before.count < 300)

        try await folder.work()
        let ids = try sink.messageIDs
        #expect(ids.count == 300 && Set(ids).count == 300)
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == 300 && states.allSatisfy { $0 == "completed" })
    }

    @Test func `a second worker on the same database sends nothing twice and takes nothing away`() async throws {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        try await folder.enqueue((1...300).map { .mail("a-\($0)") })
        let drain = ["run", "--drain", "--at", Workplace.workday]
        let first = try folder.start(drain, environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "100/s"])
        try await eventually("forty mails: \(first.complaints)") { try sink.messageIDs.count >= 40 }
        let second = try folder.start(drain)
        let ends = [await second.exit(), await first.exit()]
        try await folder.work()
        let ids = try sink.messageIDs
        #expect(ids.count == 300 && Set(ids).count == 300, "\(ends) \(first.complaints)\(second.complaints)")
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == 300 && states.allSatisfy { $0 == "completed" })
    }

    @Test func `a worker without work stops at once at SIGTERM and at SIGINT`() async throws {
        let folder = try Workplace()
        for signal in [SIGTERM, SIGINT] {
            let run = try folder.start(["run"])
            try await eventually("the worker's greeting") { run.complaints.contains("working the queue") }
            run.send(signal)
            #expect(await run.exit() == 0)
        }
    }
}
