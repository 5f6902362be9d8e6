import Dunning
import Foundation
import Testing

/// Every session of `Sessions/` runs as it is written down, each in a folder of its own.
@Suite(.timeLimit(.minutes(5)))
struct SessionTests {
    @Test(arguments: try Checkout.sessions())
    func `a session at the command line goes as it is written down`(name: String) async throws {
        let folder = try Workplace(
            """
            [email.primary]
            provider = "smtp"
            url = "smtp://127.0.0.1:9"
            from = "Acme Energie <billing@acme.example>"

            [letter.primary]
            provider = "spool"
            directory = "letters"

            [sequence.ladder]
            steps = [
              { channels = ["letter"], template = "reminder" },
              { channels = ["letter"], template = "second-notice", after = "7d" },
            ]

            [sequence.by-person]
            steps = [
              { task = "call", owner = "collections", due = "2d", note = "offer instalments" },
              { channels = ["letter"], template = "reminder", after = "1d" },
            ]

            """
        )
        for (id, change) in [
            ("mail-1", { (action: inout SampleAction) in }),
            ("ladder-1", { $0.sequence = "ladder" }),
            ("ladder-2", { $0.sequence = "ladder" }),
            ("call-1", { $0.sequence = "by-person" }),
        ] {
            try folder.write(SampleAction.mail(id).with(change).json.canonical + "\n", to: id + ".jsonl")
        }
        var session = try Session(Checkout.sessionFolder.appending(path: name))
        for difference in try await session.run(in: folder) { Issue.record("\(difference)") }
    }
}

extension Checkout {
    static let sessionFolder = folder.appending(path: "Tests/EndToEnd/Sessions")

    static func sessions() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: sessionFolder.path()).filter { $0.hasSuffix(".session") }
            .sorted()
    }
}
