import ContactRules
import Foundation
import Testing

struct JurisdictionTableTests {
    @Test func `the page of jurisdictions is what the packs say now`() throws {
        let page = JurisdictionTable(try #require(Packs.book.book)).markdown
        let file = Packs.root.appending(path: "docs/jurisdictions.md")
        let written = try String(contentsOf: file, encoding: .utf8)
        // The mend is `dunlin rules table > docs/jurisdictions.md`.
        let (new, old) = (Set(page.split(separator: "\n")), Set(written.split(separator: "\n")))
        #expect(page == written, "new: \(new.subtracting(old).sorted()); old: \(old.subtracting(new).sorted())")
    }

    @Test func `every pack has a row and says what it covers`() throws {
        let book = try #require(Packs.book.book)
        let rows = JurisdictionTable(book).markdown.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
        #expect(rows.count == book.packs.count)
        for (pack, row) in zip(book.packs, rows) {
            #expect(row.contains("| `\(pack.id)` |"))
            #expect(pack.says?.isEmpty == false, "\(pack.id) does not say what it covers")
            #expect(row.split(separator: "|", omittingEmptySubsequences: false).count >= 9, "\(row)")
        }
    }
}
