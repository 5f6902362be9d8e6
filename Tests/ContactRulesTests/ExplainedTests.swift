import ContactRules
import Dunning
import Foundation
import Testing

struct ExplainedTests {
    @Test func `a finding tells its zone, its time there, the contacts that it counts and the facts that it rests on`()
        throws
    {
        let history = try (2...4).map { try PastContact.out("2026-11-0\($0)T10:00:00-05:00", .voice, .noAnswer) }
        let cap = "kind = \"cap\"\nlimit = 2\nper = [\"7 days\"]\ncounts = { channels = [\"voice\"] }"
        let counted = try Trial(cap).gate.explain(
            .sample(at: "2026-11-05T10:00:00-05:00", channel: .voice, history: history.reversed())
        )
        let account = try #require(counted.accounts.first)
        #expect(account.zone == "America/New_York" && account.until == "Tue 10 Nov 2026 00:00")
        #expect(account.contactWords.first == "2 Nov 2026 10:00 call (live), no-answer")
        #expect(account.contacts == history && account.facts.isEmpty)
        let stop = "kind = \"stop\"\nbecause = \"disputed\"\nfacts = [{ kind = \"dispute\" }]"
        let dispute = try Fact.on("2026-11-03T15:00:00-05:00", .dispute(form: .written, reasoned: true, answered: nil))
        let stopped = try Trial(stop).gate.explain(.sample(at: "2026-11-05T10:00:00-05:00", facts: [dispute]))
        #expect(stopped.accounts.first?.factWords == ["dispute of 3 Nov 2026 15:00, in writing"])
        #expect(
            stopped.json["findings"]?.array?.first?["facts"]
                == [["kind": "dispute", "at": "2026-11-03T20:00:00Z", "told": "in writing"]]
        )
    }

    @Test func `the members of a decision are those that the document lists`() throws {
        let text = try String(contentsOf: Packs.root.appending(path: "docs/contact-case.md"), encoding: .utf8)
        let section = try #require(text.range(of: "## A decision as JSON")).upperBound
        var tables: [Set<String>] = []
        for line in text[section...].split(separator: "\n") {
            if line.hasPrefix("| member") { tables.append([]) }
            guard line.hasPrefix("| `"), let cell = line.split(separator: "|").first else { continue }
            for part in cell.split(separator: ",") {
                tables[tables.count - 1].insert(part.trimmingCharacters(in: CharacterSet(charactersIn: " `")))
            }
        }
        let gate = try Packs.gate()
        var decisions: Set<String> = ["id"]
        var findings: Set<String> = []
        for file in Packs.files("rules/cases", "us.jsonl") + Packs.files("rules/cases", "house-own.jsonl") {
            for contactCase in CaseFile(file).cases {
                let json = gate.explain(contactCase.question).json
                decisions.formUnion(json.object?.keys.map { $0 } ?? [])
                for finding in json["findings"]?.array ?? [] {
                    findings.formUnion(finding.object?.keys.map { $0 } ?? [])
                }
            }
        }
        let soft = CapRuleTests.rule(3, "week") + "\nsoft = { limit = 1, per = [\"1 day\"] }"
        let warned = try Trial(soft).gate.explain(
            .sample(at: "2026-11-18T12:00:00-05:00", history: [.out("2026-11-18T09:00:00-05:00")])
        )
        findings.formUnion(warned.json["findings"]?.array?.first?.object?.keys.map { $0 } ?? [])
        #expect(tables.count == 2)
        #expect(decisions == tables.first)
        #expect(findings == tables.last)
    }

    @Test func `places are called by their town, their region or their zone`() throws {
        func place(_ change: (inout ContactQuestion) -> Void) throws -> Substring {
            var question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00")
            change(&question)
            let summary = try Trial(SummaryTests.hours).gate.explain(question).summary
            return summary.split(separator: " in ").dropFirst().first?.prefix { $0 != ":" } ?? ""
        }
        #expect(try place { _ in } == "Columbus")
        #expect(try place { $0.debtor.address?.city = nil } == "US-OH")
        #expect(try place { $0.debtor.zones = ["America/New_York"] } == "New York")
        #expect(try place { $0.debtor.address = nil } == "US-OH")
    }

    @Test func `a doubt about the place is a remark, an open rule is none`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: .email)
        #expect(try Packs.gate().decide(question).findings.filter(\.isRemark).isEmpty)
        question.debtor.address = PostalAddress(city: nil, region: nil, postalCode: nil, country: "US")
        let remarks = try Packs.gate().decide(question).findings.filter(\.isRemark)
        #expect(remarks.contains { $0.because.contains("region") } && remarks.allSatisfy(\.isOpen))
    }

    @Test func `what is asked of an unknown place is still answered in a sentence`() throws {
        var question = try ContactQuestion.sample(at: "2026-11-18T22:00:00-05:00", channel: .email)
        question.debtor.address = nil
        let explained = try Packs.gate().explain(question)
        #expect(explained.decision.verdict == .block)
        #expect(explained.summary.hasPrefix("May not be emailed: "))
        #expect(explained.summary.hasSuffix("Supply it and ask again."))
        #expect(WhyNot(question, try Packs.gate()).ways.isEmpty)
    }
}
