import ContactRules
import Dunning
import Testing

struct RuleCoverageTests {
    private func contactCase(_ at: String, channel: Channel = .sms) throws -> ContactCase {
        let file = try #require(Packs.files("rules/cases", ".jsonl").first { $0.path.hasSuffix("us.jsonl") })
        var contactCase = try #require(CaseFile(file).cases.first)
        contactCase.question = try .sample(at: at, channel: channel)
        return contactCase
    }

    @Test func `it counts cases that a rule holds, lets through, and takes no part in`() throws {
        let trial = try Trial(
            "kind = \"window\"\nhours = { daily = [\"08:00-21:00\"] }\napplies.channels = [\"sms\"]",
            "kind = \"stop\"\nbecause = \"no\"\napplies.channels = [\"voice\"]"
        )
        let cases = [
            try contactCase("2026-11-18T12:00:00Z"), try contactCase("2026-11-18T15:00:00Z"),
            try contactCase("2026-11-18T16:00:00Z"), try contactCase("2026-11-18T16:00:00Z", channel: .voice),
        ]
        let rows = RuleCoverage(trial.book, cases).rows
        #expect(rows.map(\.holding) == [1, 1] && rows.map(\.passing) == [2, 0] && rows.map(\.outside) == [1, 3])
        #expect(rows.map(\.gap) == [nil, nil], "a stop of its whole scope is let through outside of it")
        let few = RuleCoverage(trial.book, Array(cases.prefix(1)))
        #expect(
            few.rows.map(\.gap) == ["none that it lets through, 1 case", "none that it holds, 1 case"]
        )
        #expect(few.gaps.count == 2)
    }
}
