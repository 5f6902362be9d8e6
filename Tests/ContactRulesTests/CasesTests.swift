import ContactRules
import Dunning
import Testing

struct CasesTests {
    @Test func `the packs, the places and the zones hold no mistakes`() throws {
        #expect(Packs.places.diagnostics.isEmpty, "\(Packs.places.diagnostics.map(\.description))")
        #expect(Packs.zones.diagnostics.isEmpty, "\(Packs.zones.diagnostics.map(\.description))")
        for diagnostic in Packs.book.diagnostics where diagnostic.severity == .error { Issue.record("\(diagnostic)") }
        #expect(Packs.book.book != nil)
    }

    @Test(arguments: Packs.files("rules/cases", ".jsonl").map(\.path))
    func `every case of every pack is decided as it expects`(path: String) throws {
        let gate = try Packs.gate()
        let file = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path == path })
        let read = CaseFile(file)
        #expect(read.diagnostics.isEmpty, "\(read.diagnostics.map(\.description))")
        #expect(!read.cases.isEmpty)
        let book = try #require(Packs.book.book)
        for contactCase in read.cases {
            #expect(contactCase.strangers(to: book).isEmpty, "\(contactCase.id)")
            let run = CaseRun(contactCase, gate)
            #expect(run.outcome == .passed, "\(run.report)")
            #expect(gate.verdict(contactCase.question) == run.decision.verdict, "\(contactCase.id)")
        }
    }
}
