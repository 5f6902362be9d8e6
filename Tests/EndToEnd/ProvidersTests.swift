import Dunning
import Foundation
import Testing

/// What operators see of providers and do to them.
@Suite(.timeLimit(.minutes(5)))
struct ProvidersTests {
    private static let letters = """
        [letter.primary]
        provider = "spool"
        directory = "letters"

        """

    @Test func `a provider out of service lets its messages wait, and they go out once it is back`() async throws {
        let folder = try Workplace(Self.letters)
        try await folder.enqueue(SampleAction(id: "a-1", channel: "letter"))
        let pause = try await folder.dunlin(
            "providers",
            "pause",
            "letter.primary",
            "--by",
            "jane",
            "--note",
            "printer moves",
            "--json"
        )
        #expect(pause.status == 0, "\(pause.errors)")
        #expect(try pause.object()["state"] == "paused")
        #expect(try await folder.work()["handedOver"] == 0)
        let waiting = try await folder.action("a-1")
        #expect(waiting["state"] == "waiting" && waiting["reason"] == "providers-rest")
        #expect(waiting["attempts"]?.array?.isEmpty == true)

        let listed = try await folder.dunlin("providers", "list", "--json").object()
        #expect(listed["provider"] == "letter.primary" && listed["state"] == "paused")
        #expect(listed["by"] == "operator:jane" && listed["note"] == "printer moves")
        let doctor = try await folder.dunlin("doctor").output
        #expect(doctor.contains("letter.primary: paused by operator:jane") && doctor.contains("providers resume"))

        let resume = try await folder.dunlin("providers", "resume", "letter.primary", "--json").object()
        #expect(resume["released"] == 1)
        #expect(try await folder.work()["handedOver"] == 1)
        let states = try await folder.dunlin("journal", "search", "--kind", "provider", "--json").objects()
            .map { $0["body"]?["state"] ?? $0["state"] }
        #expect(states == ["paused", "resumed"])
    }

    @Test func `a provider that is not there, an end that has passed, and one that is not paused are told`()
        async throws
    {
        let folder = try Workplace(Self.letters)
        let wrong = try await folder.dunlin("providers", "pause", "letter.primry")
        #expect(wrong.status == 65 && wrong.errors.contains("did you mean `letter.primary`?"), "\(wrong.errors)")
        let past = try await folder.dunlin("providers", "pause", "letter.primary", "--until", "2020-01-01T00:00:00Z")
        #expect(past.status == 64 && past.errors.contains("has passed"), "\(past.errors)")
        let idle = try await folder.dunlin("providers", "resume", "letter.primary")
        #expect(idle.status == 65 && idle.errors.contains("is not paused"), "\(idle.errors)")
        #expect(try await folder.dunlin("providers", "list", "--json").object()["state"] == "in-service")
    }

    @Test func `what was given up is failed with its history, and retry runs it again once the cause is mended`()
        async throws
    {
        let folder = try Workplace(
            """
            [letter]
            retry = { attempts = 2, first = "1s", most = "1s" }
            [letter.primary]
            provider = "spool"
            directory = "blocked/letters"

            """
        )
        // A file where the folder should be: nothing can be written, for a while.
        try folder.write("in the way", to: "blocked")
        try await folder.enqueue(SampleAction(id: "a-1", channel: "letter"))
        let through = "2031-03-04T12:00:00Z"
        let run = try await folder.dunlin("run", "--drain", "--at", Workplace.workday, "--through", through)
        #expect(run.status == 0, "\(run.errors)")
        let failed = try await folder.action("a-1")
        #expect(failed["state"] == "failed", "\(failed)")
        #expect(failed["attempts"]?.array?.map { $0["state"] } == ["refused", "refused"])
        let listed = try await folder.dunlin("providers", "list", "--json").object()
        #expect(listed["lastFailure"]?["attempt"] == "a-1.2" && listed["lastFailure"]?["state"] == "refused")

        try FileManager.default.removeItem(atPath: folder.path("blocked"))
        let retry = try await folder.dunlin("actions", "retry", "a-1", "--by", "jane", "--reason", "folder made")
        #expect(retry.status == 0, "\(retry.errors)")
        #expect(try await folder.work(at: through)["handedOver"] == 1)
        let done = try await folder.action("a-1")
        #expect(done["state"] == "completed")
        #expect(done["attempts"]?.array?.map { $0["state"] } == ["refused", "refused", "handed-over"])
    }

    @Test func `the figures for Prometheus tell of actions, providers and hand-overs, and of nobody's name`()
        async throws
    {
        let folder = try Workplace(Self.letters + "[metrics]\nlisten = \"127.0.0.1:0\"\n")
        try await folder.enqueue(SampleAction(id: "a-1", channel: "letter"))
        let run = try folder.start(["run"])
        try await eventually("figures: \(run.complaints)") { run.complaints.contains("/metrics") }
        let port = try #require(run.complaints.firstMatch(of: #/127\.0\.0\.1:([0-9]+)/metrics/#).flatMap { Int($0.1) })
        var page = ""
        try await eventually("a claim: \(page)") {
            page = String(decoding: try await PlainHTTP.body("GET", port: port, path: "/metrics", nil), as: UTF8.self)
            return page.contains("dunlin_decisions_total 1")
        }
        for line in [
            "dunlin_store_up 1", "dunlin_provider_state{provider=\"letter.primary\",state=\"in-service\"} 1",
            "# TYPE dunlin_claim_seconds histogram", "dunlin_claim_seconds_bucket{le=\"+Inf\"}",
            "dunlin_actions{state=\"", "dunlin_oldest_runnable_seconds{lane=\"urgent\"} 0",
            "dunlin_store_errors_total 0",
        ] { #expect(page.contains(line), "\(line) in \(page)") }
        #expect(!page.contains("a-1") && !page.contains("Beispiel"))
        let other = try await PlainHTTP.body("GET", port: port, path: "/", nil)
        #expect(String(decoding: other, as: UTF8.self).contains("/metrics"))
        run.send(SIGTERM)
        #expect(await run.exit() == 0)
    }
}
