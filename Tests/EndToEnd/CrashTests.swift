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

    @Test func `SIGTERM ends the work cleanly: exit code 0, nothing unknown, and the rest goes out later`() async throws
    {
        let folder = try Workplace()
        let sink = try await MailSink(in: folder.folder)
        try folder.write(Workplace.house + sink.configuration, to: "channels.conf")
        // Businesses may be written to at any hour, so the test does not depend on the time of day.
        try await folder.enqueue((1...300).map { .mail("a-\($0)").with { $0.kind = "business" } })
        let run = try folder.start(["run", "--json"], environment: ["DUNLIN_EMAIL__PRIMARY__RATE": "100/s"])
        try await eventually("forty mails: \(run.complaints)") { try sink.messageIDs.count >= 40 }
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
