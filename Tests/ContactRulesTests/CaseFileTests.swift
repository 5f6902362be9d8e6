import ContactRules
import Dunning
import Foundation
import Testing

struct CaseFileTests {
    @Test func `all mistakes of all lines are told at once, with line and pointer`() throws {
        let good = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path.hasSuffix("fl.jsonl") })
        let line = String(decoding: good.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        let bad = line.replacing("\"collector\"", with: "\"kollector\"").replacing(
            "\"creditor\"}",
            with: "\"kreditor\"}"
        )
        .replacing("\"discloses\": null", with: "\"disclosed\": null").replacing(
            "\"kind\": \"consumer\"",
            with: "\"kind\": \"costumer\""
        )
        let text = [line, bad, "{\"id\": 1", line, ""].joined(separator: "\n")
        let file = CaseFile(SourceFile(path: "c.jsonl", bytes: Array(text.utf8)))
        #expect(file.cases.count == 2)
        let lines = Set(file.diagnostics.compactMap(\.place.line))
        #expect(lines == [2, 3, 4])
        #expect(file.diagnostics.count(where: { $0.place.line == 2 }) >= 4)
        #expect(file.diagnostics.contains { $0.message.contains("is there twice") && $0.place.line == 4 })
        #expect(file.diagnostics.contains { $0.place.field == "/creditor/role" })
    }

    @Test func `facts and contacts later than the message are mistakes`() throws {
        let good = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path.hasSuffix("us.jsonl") })
        let text = String(decoding: good.bytes, as: UTF8.self).split(separator: "\n").first { $0.contains("US-BK-001") }
        let late = try #require(text).replacing("2026-11-09T12:00:00-05:00", with: "2026-11-19T12:00:00-05:00")
        let file = CaseFile(SourceFile(path: "c.jsonl", bytes: Array(late.utf8)))
        #expect(file.cases.isEmpty)
        #expect(file.diagnostics.map(\.place.field) == ["/facts/0/at"])
    }

    @Test func `every given case is in one of our files`() {
        let given = Packs.files("rules/cases", ".jsonl").filter { !$0.path.hasSuffix("-own.jsonl") }
        let files = given.map { CaseFile($0) }
        #expect(files.flatMap(\.diagnostics).isEmpty)
        let ids = files.flatMap(\.cases).map(\.id)
        #expect(ids.count == 201)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `a case that fails shows what was expected, what was found, and why`() throws {
        let file = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path.hasSuffix("nl.jsonl") })
        var contactCase = try #require(CaseFile(file).cases.first)
        contactCase.expect = ContactCase.Expectation(.send)
        let run = CaseRun(contactCase, try Packs.gate())
        #expect(run.outcome == .failed)
        #expect(run.report.hasPrefix("NL-001  ") && run.report.contains("  defer until 2026-11-19T06:00:00Z\n"))
        #expect(run.report.contains("nl.hours"))
        contactCase.tzdata = "2099z"
        #expect(CaseRun(contactCase, try Packs.gate()).outcome == .needsTZData("2099z"))
    }
}
