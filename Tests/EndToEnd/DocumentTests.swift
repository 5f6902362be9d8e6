import Foundation
import Testing

/// Every `console` example of the documents runs as it is printed.
@Suite(.timeLimit(.minutes(5)))
struct DocumentTests {
    @Test(arguments: ["docs/contact-rules.md"])
    func `what a document shows of the command line is what comes out`(name: String) async throws {
        let folder = try Workplace()
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("examples"),
            withDestinationPath: Checkout.path("examples")
        )
        var document = try ConsoleDocument(Checkout.folder.appending(path: name))
        #expect(document.count > 0)
        for difference in try await document.run(in: folder) { Issue.record("\(difference)") }
    }
}

/// A document with sessions between its words, each fenced as `console`.
struct ConsoleDocument {
    private let file: URL
    /// Words and sessions in turn, words first.
    private var words: [[String]] = [[]]
    private var sessions: [Session] = []

    init(_ file: URL) throws {
        self.file = file
        var block: [String]?
        for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
            if let lines = block {
                if line != "```" {
                    block = lines + [line]
                    continue
                }
                sessions.append(try Session(lines: lines.map(Self.anyRelease), name: file.path()))
                words.append([line])
                block = nil
            } else {
                words[words.count - 1].append(line)
                if line == "```console" { block = [] }
            }
        }
    }

    var count: Int { sessions.count }

    /// Runs every session; tells what came out otherwise than printed, or prints it anew.
    mutating func run(in folder: Workplace) async throws -> [String] {
        var differences: [String] = []
        for index in sessions.indices { differences += try await sessions[index].run(in: folder) }
        if !differences.isEmpty, Session.isRecording { try record() }
        return differences
    }

    private func record() throws {
        var lines = words[0]
        for (session, after) in zip(sessions, words.dropFirst()) { lines += session.lines + after }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }

    /// A newer release of the tz database is no difference.
    private static func anyRelease(_ line: String) -> String {
        line.replacing(/tz data 20[0-9]{2}[a-z]$/, with: "tz data [..]")
    }
}
