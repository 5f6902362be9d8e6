import Dunning
import Foundation
import Intake
import Testing

struct DocumentationTests {
    /// The fenced blocks of `docs/actions.md` of one language.
    private func blocks(_ language: String) throws -> [String] {
        let page = try String(contentsOf: checkout.appending(path: "docs/actions.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }.filter { $0.hasPrefix(language + "\n") }
            .map { String($0.dropFirst(language.count + 1)) }
    }

    @Test func `the action of the guide is accepted without a word`() throws {
        let text = try #require(try blocks("json").first)
        #expect(Examples.reader.read(try JSON(parsing: text)).told == [])
    }

    @Test func `the envelope of the guide is one`() throws {
        let text = try #require(try blocks("json").dropFirst().first)
        let told = Examples.reader.read(try JSON(parsing: text)).told
        #expect(!told.isEmpty && told.allSatisfy { $0.hasPrefix("error /data") })
    }

    @Test func `the facts of the guide are read, and each kind has its row`() throws {
        let reader = FactReader(file: "-", kinds: [])
        let text = try #require(try blocks("json").dropFirst(2).first)
        for (index, line) in text.split(separator: "\n").enumerated() {
            let read = reader.read(RawLine(number: index + 1, bytes: Array(line.utf8)))
            guard case .fact = read else {
                Issue.record("\(line)")
                continue
            }
        }
        let page = try String(contentsOf: checkout.appending(path: "docs/actions.md"), encoding: .utf8)
        for kind in Fact.KindName.allCases { #expect(page.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
    }

    @Test func `the mistakes of the guide are those of the sample`() throws {
        let line = try #require(try lines(of: "examples/actions.jsonl").dropFirst(7).first)
        let told = try #require(Examples.reader.read(line)?.refusal).diagnostics.map(\.description)
        let page = try String(contentsOf: checkout.appending(path: "docs/actions.md"), encoding: .utf8)
        #expect(told.count == 5)
        for mistake in told { #expect(page.contains(mistake), "\(mistake)") }
    }
}
