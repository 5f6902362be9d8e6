import Dunning
import Foundation
import Testing

@testable import Templates

/// The page of rules is written by the program; `DUNLIN_RECORD_SESSIONS=1` writes it anew.
struct LintPageTests {
    private static let root = ShippedTemplatesTests.root.deletingLastPathComponent()

    /// The word lists that come with the product.
    static func wordings() throws -> (book: WordingBook?, diagnostics: [Diagnostic]) {
        let folder = root.appending(path: "rules/wording")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let files = try names.map { name in
            SourceFile(path: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        }
        return WordingBook.reading(files, root: "rules/wording")
    }

    @Test func `the page of rules is what the rules say of themselves`() throws {
        let page = Self.root.appending(path: "docs/lint.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let book = try #require(try Self.wordings().book)
        let parts = text.split(separator: LintPage.marks.begin, maxSplits: 1)
        let rest = try #require(parts.last?.split(separator: LintPage.marks.end, omittingEmptySubsequences: false).last)
        let head = try #require(parts.first)
        let written = "\(head)\(LintPage.marks.begin)\n\n\(LintPage.rules(book))\n\(LintPage.marks.end)\(rest)"
        if ProcessInfo.processInfo.environment["DUNLIN_RECORD_SESSIONS"] != nil {
            try Data(written.utf8).write(to: page)
        }
        #expect(written == text)
    }

    @Test func `the word lists can be read, and every language has every topic`() throws {
        let (book, diagnostics) = try Self.wordings()
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        let lists = try #require(book).lists
        #expect(Set(lists.keys) == ["en", "de", "fr", "es", "it", "nl", "ja", "pt", "pl"])
        for (language, entries) in lists {
            #expect(Set(entries.map(\.topic)) == Set(try #require(book).topics.keys), "\(language)")
        }
    }
}
