import ContactRules
import Dunning
import Testing

struct CoverageTests {
    @Test func `every rule has three cases at least, one that it holds and one that it lets through`() throws {
        let book = try #require(Packs.book.book)
        let cases = Packs.files("rules/cases", ".jsonl").flatMap { CaseFile($0).cases }
        let coverage = RuleCoverage(book, cases)
        #expect(coverage.rows.count == book.cards.count)
        for row in coverage.gaps { Issue.record("\(row.rule): \(row.gap ?? "")") }
    }
}
