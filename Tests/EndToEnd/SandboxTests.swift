import Dunning
import Foundation
import Testing

/// `dunlin sandbox` as the outside world: faults on demand, and what providers report afterwards.
@Suite(.timeLimit(.minutes(5)))
struct SandboxTests {
    @Test(arguments: [
        ("jana", "completed", "handed-over"), ("permanent", "failed", "refused"), ("temporary", "waiting", "refused"),
        ("throttled", "waiting", "refused"), ("dropped-before", "waiting", "refused"),
        ("dropped-after", "review", "unknown"), ("rejected-content", "failed", "refused"),
    ])
    func `what a mail server does decides what becomes of an action`(
        recipient: String,
        state: String,
        attempt: String
    ) async throws {
        let folder = try Workplace()
        let sandbox = try await Sandbox(in: folder)
        try folder.write(Workplace.house + sandbox.mail, to: "channels.conf")
        try await folder.enqueue(.mail("a-1", to: recipient + "@example.com"))
        try await folder.work()
        let action = try await folder.action("a-1")
        #expect(action["state"] == .string(state), "\(action)")
        #expect(action["attempts"]?.array?.map { $0["state"] } == [.string(attempt)])
        // Whatever is not waiting is never tried again.
        try await folder.work(at: "2031-03-04T10:00:01Z")
        #expect(try await folder.action("a-1")["attempts"]?.array?.count == 1)
        sandbox.child.send(SIGTERM)
        #expect(await sandbox.child.exit() == 0)
    }

    @Test func `the first message of a newcomer is in the inbox after two commands`() async throws {
        let folder = try Workplace()
        let sandbox = try await Sandbox(in: folder)
        let surroundings = [
            "DUNLIN_STORE__URL": "sqlite:" + folder.path("first.db"), "DUNLIN_EMAIL__PRIMARY__URL": sandbox.smtp,
        ]
        let house = ["--config", Checkout.path("channels.conf")]
        for words in [
            ["enqueue", Checkout.path("examples/first.jsonl")], ["run", "--drain", "--at", Workplace.workday],
        ] {
            let child = try folder.start(words + house, environment: surroundings)
            #expect(await child.exit() == 0, "\(child.complaints)")
        }
        let messages = try #require(try await sandbox.inbox(folder)["messages"]?.array)
        #expect(messages.count == 1 && messages[0]["channel"] == "email")
        #expect(messages[0].canonical.contains("jana@example.com"), "\(messages)")
    }

    @Test func `receipts and key presses that providers report while the queue is worked are on record`() async throws {
        let folder = try Workplace()
        let sandbox = try await Sandbox(in: folder)
        try folder.write(Workplace.house + sandbox.phones(server: try Ports.free(1)[0]), to: "channels.conf")
        // Businesses may be written to and called at any hour, so the test does not depend on the time of day.
        try await folder.enqueue(
            [
                SampleAction.phone("text", "sms", "+4915112340199"), .phone("lost", "sms", "+4915112340156"),
                .phone("call", "voice", "+4915112340161"),
            ]
            .map { $0.with { $0.kind = "business" } }
        )
        let run = try folder.start(["run"])
        for (id, state) in [("text", "delivered"), ("lost", "undelivered"), ("call", "delivered")] {
            try await eventually("\(id) is \(state): \(run.complaints)") {
                try await folder.action(id)["attempts"]?.array?.first?["state"] == .string(state)
            }
        }
        let facts = try await folder.dunlin("fact", "list", "--debtor", "P-call", "--json").objects()
        #expect(facts.contains { $0["kind"] == "opt-out" && $0["channel"] == "voice" }, "\(facts)")
        run.send(SIGTERM)
        #expect(await run.exit() == 0, "\(run.complaints)")
    }
}
