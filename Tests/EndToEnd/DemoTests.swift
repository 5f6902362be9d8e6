import Dunning
import Foundation
import Testing

/// The first thing that a newcomer sees.
@Suite(.timeLimit(.minutes(5)))
struct DemoTests {
    @Test func `the demo says the same to people and to machines, on every run, and what it says adds up`()
        async throws
    {
        let folder = try Workplace()
        let report = try await demo(in: folder, "--json").object()
        let words = try await demo(in: folder).output

        #expect(
            (report["intake"]?["accepted"]?.integer ?? 0) >= 190 && (report["intake"]?["refused"]?.integer ?? 0) > 0
        )
        let channels = try #require(report["channels"]?.object)
        var sum: Int64 = 0
        for name in ["email", "sms", "voice", "letter"] {
            let sent = try #require(channels[name]?["sent"]?.integer)
            sum += sent
            let row = words.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
            #expect(sent > 0 && row?.split(separator: " ").dropFirst().first == "\(sent)", "\(name): \(words)")
        }
        #expect(report["work"]?["handedOver"]?.integer == sum)
        let states = try #require(report["states"]?.object)
        #expect(states.values.compactMap(\.integer).reduce(0, +) == report["intake"]?["accepted"]?.integer)
        #expect(Set(states.keys).isDisjoint(with: ["queued", "working"]), "\(states)")
        for (state, count) in states { #expect(words.contains("\(count.integer ?? -1) \(state)")) }
        for (rule, _) in report["rules"]?.object ?? [:] { #expect(words.contains(rule), "\(rule)") }

        for mark in ["demo --stay", "actions list --refused", "journal show"] { #expect(words.contains(mark)) }
        let letters = try #require(words.firstMatch(of: /the letters +(\S+)/)?.1)
        let files = try FileManager.default.contentsOfDirectory(atPath: String(letters))
        #expect(files.count { $0.hasSuffix(".pdf") } == Int(channels["letter"]?["sent"]?.integer ?? 0))
    }

    private func demo(in folder: Workplace, _ options: String...) async throws -> Outcome {
        let samples = ["--config", Checkout.path("channels.conf"), "--examples", Checkout.path("examples")]
        let child = try folder.start(
            ["demo"] + samples + options,
            environment: ["TMPDIR": folder.folder.path()]
        )
        let outcome = Outcome(status: await child.exit(), output: child.text, errors: child.complaints)
        guard outcome.status == 0 else { throw Trouble("demo: \(outcome.status) \(outcome.errors)") }
        return outcome
    }
}
