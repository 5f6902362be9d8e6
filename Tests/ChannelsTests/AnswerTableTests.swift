import Channels
import Foundation
import Testing

struct AnswerTableTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/channels.md")

    /// `DUNLIN_RECORD=1 swift test --filter AnswerTableTests` writes the tables anew.
    @Test func `the guide shows the tables by which the code decides`() throws {
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        for (provider, rows) in AnswerTables.all {
            let mark = "<!-- answers of \(provider): written by the tests, do not edit -->\n"
            let begin = try #require(text.range(of: mark), "\(provider)")
            let rest = begin.upperBound..<text.endIndex
            let end = try #require(text.range(of: "<!-- end of answers -->", range: rest), "\(provider)")
            let table = AnswerTables.markdown(of: rows)
            if ProcessInfo.processInfo.environment["DUNLIN_RECORD"] == "1" {
                text.replaceSubrange(begin.upperBound..<end.lowerBound, with: table)
                try text.write(to: Self.page, atomically: true, encoding: .utf8)
            } else {
                #expect(text[begin.upperBound..<end.lowerBound] == table, "\(provider)")
            }
        }
    }

    @Test func `what tells of a contact point is permanent, and no row stands twice`() {
        for (provider, rows) in AnswerTables.all {
            #expect(Set(rows.map(\.answer)).count == rows.count, "\(provider)")
            for row in rows where row.says != nil { #expect(row.means == .permanent, "\(provider) \(row.answer)") }
        }
    }
}
