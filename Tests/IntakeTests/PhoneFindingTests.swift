import Dunning
import Intake
import Testing

struct PhoneFindingTests {
    @Test(arguments: [
        ("+4915112345678", Line.mobile), ("+493023125000", .landline), ("+18005550199", .tollFree),
        ("+12025550143", .unknown), ("+447700900123", .mobile), ("+61491570006", .mobile), ("+33639980012", .mobile),
    ])
    func `numbers of real and of reserved ranges are possible, and their line is told where the plan tells it`(
        number: String,
        line: Line
    ) {
        let finding = PhoneFinding(numberingPlanOf: number)
        #expect(finding.standing == .assigned || finding.standing == .possible)
        #expect(finding.line == line || finding.standing == .possible)
    }

    @Test(arguments: [
        "+4912", "+1202555014", "+120255501433", "+999123456789", "+49", "+441", "4915112345678", "+49 151 1234567",
    ])
    func `a number that cannot exist is told why`(number: String) {
        guard case .impossible(let reason, let mend) = PhoneFinding(numberingPlanOf: number).standing else {
            Issue.record("taken for possible: \(number)")
            return
        }
        #expect(!reason.isEmpty && !mend.isEmpty)
    }
}
