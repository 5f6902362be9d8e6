import Dunning
import Storage
import Testing

/// What facts about a number mean for others who have it.
struct PointRuleTests {
    private static let number = "+4915112345678"

    private static func fact(_ kind: Fact.Kind, _ second: Int64, debt: String? = nil) -> RecordedFact {
        RecordedFact(
            number: second,
            debtor: DebtorID(trusted: "P1"),
            debt: debt.map(DebtID.init(trusted:)),
            fact: Fact(at: Instant(seconds: second), kind),
            source: "test",
            recordedAt: Instant(seconds: second)
        )
    }

    private static func stop(_ second: Int64, debt: String? = nil) -> RecordedFact {
        fact(.optOut(channel: .sms, value: number, via: "STOP", about: nil), second, debt: debt)
    }

    private static func start(_ second: Int64, debt: String? = nil) -> RecordedFact {
        fact(.optIn(channel: .sms, value: number, via: "START"), second, debt: debt)
    }

    private static let tables: [([RecordedFact], [Int64])] = [
        ([stop(1)], [1]), ([start(1)], []), ([stop(1), start(2)], []), ([start(1), stop(2)], [2]),
        ([stop(1), start(2), stop(3)], [3]), ([stop(1), stop(2)], [1, 2]),
        // What is dated ahead of the clock shuts for whoever reads it so, and opens nothing.
        ([stop(20)], [20]), ([stop(1), start(20)], [1]),
        // A word about one debt takes nothing back that was said about all.
        ([stop(1), start(2, debt: "D1")], [1]), ([stop(1, debt: "D1"), start(2, debt: "D1")], []),
    ]

    @Test(arguments: tables)
    func `what was said against a number holds for others until it is taken back`(
        facts: [RecordedFact],
        left: [Int64]
    ) {
        let now = Instant(seconds: 10)
        let objections = PointRule.objections(in: facts.reversed(), at: [Self.number], asOf: now)
        #expect(objections.map(\.number) == left)
        #expect(PointRule.objections(in: facts, at: ["+4915199999999"], asOf: now).isEmpty)
    }
}
