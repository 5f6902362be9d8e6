import Dunning
import Foundation
import Testing

/// Many actions, and the same ones again.
@Suite(.timeLimit(.minutes(5)))
struct IntakeTests {
    /// Six times as many lines, of some 900 bytes each: whatever kept them, or half of each, would be seen.
    ///
    /// `scripts/measure-intake` shows the same for 100,000 lines and a release build.
    @Test func `lines stream through in constant memory, but for the cache of the database`() async throws {
        let few = try await memory(of: 1_000, "--dry-run")
        let many = try await memory(of: 6_000, "--dry-run")
        #expect(many < few + 2_250, "\(few) kB for 1,000 lines, \(many) kB for 6,000")
        let cache = 64 * 1_024
        let stored = try await memory(of: 6_000)
        #expect(stored < many + cache + 16_000, "\(many) kB without a database, \(stored) kB with one")
    }

    @Test func `the same actions again change nothing, and another body under a known id is refused and kept`()
        async throws
    {
        let folder = try Workplace()
        let first = SampleAction.mail("a-1")
        try await folder.enqueue(first, .mail("a-2"))
        let other = first.with { $0.name = "Jana Anders" }
        try folder.write(first.json.canonical + "\n" + other.json.canonical + "\n", to: "again.jsonl")
        let again = try await folder.dunlin("enqueue", "--json", "again.jsonl")
        #expect(again.status == 65)
        #expect(try again.objects().last == ["accepted": 0, "duplicates": 1, "refused": 1, "warnings": 0])
        let refused = try await folder.dunlin("actions", "list", "--refused", "--json").object()
        #expect(refused["line"] == 2 && refused["id"] == "a-1")
        #expect(try await folder.action("a-1")["action"]?["debtor"]?["name"] == "Jana Beispiel")
        #expect(try await folder.dunlin("actions", "list", "--json").objects().count == 2)
    }

    @Test func `actions come from standard input and in CloudEvents envelopes just as well`() async throws {
        let folder = try Workplace()
        let envelope: JSON = [
            "specversion": "1.0", "id": "ev-1", "source": "/billing", "type": "dev.dunlin.action.v1",
            "data": SampleAction.mail("a-1").json,
        ]
        let input = try folder.write(envelope.canonical + "\n", to: "events.jsonl")
        let outcome = try await folder.dunlin("enqueue", "-", input: input)
        #expect(outcome.status == 0 && outcome.output == "1 accepted, 0 known already, 0 refused\n")
        #expect(try await folder.action("a-1")["state"] == "queued")
    }

    /// The most memory that taking in so many lines took, in kilobytes.
    private func memory(of count: Int, _ options: String...) async throws -> Int {
        let folder = try Workplace()
        let line = SampleAction.mail("a-0").json.canonical + "\n"
        try folder.write((1...count).map { line.replacing("a-0", with: "a-\($0)") }.joined(), to: "actions.jsonl")
        let measure = """
            import resource, subprocess, sys
            status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            sys.exit(status)
            """
        let enqueue = [try Checkout.program(), "enqueue", "-q", "actions.jsonl"] + options
        let text = try await Tool.run(
            "/usr/bin/python3",
            ["-c", measure] + enqueue,
            package: "python3",
            in: folder.folder
        )
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
