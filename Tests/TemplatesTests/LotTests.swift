import Dunning
import Testing

@testable import Templates

struct LotTests {
    private static let trial = ExperimentID(trusted: "subject")

    private static func winners(
        _ arms: [(name: String, weight: Int)],
        of experiment: ExperimentID = trial,
        debtors: Int = 20_000
    ) -> [String?] {
        (0..<debtors).map { number in
            Lot.draw(experiment, for: DebtorID(trusted: "P\(number)"), among: arms).map { arms[$0].name }
        }
    }

    /// Pearson's statistic of the counts against the shares that the weights promise.
    private static func chiSquare(_ winners: [String?], _ arms: [(name: String, weight: Int)]) -> Double {
        let total = Double(arms.map(\.weight).reduce(0, +))
        return arms.filter { $0.weight > 0 }.map { arm in
            let expected = Double(winners.count) * Double(arm.weight) / total
            let count = Double(winners.count { $0 == arm.name })
            return (count - expected) * (count - expected) / expected
        }.reduce(0, +)
    }

    /// The bound is the 99.9 % quantile for one degree of freedom less than there are arms.
    @Test(arguments: [
        ([("base", 50), ("firm", 50)], 10.83), ([("base", 90), ("firm", 10)], 10.83),
        ([("a", 1), ("b", 2), ("c", 7)], 13.82), ([("a", 9999), ("b", 1), ("c", 5000)], 13.82),
    ])
    func `shares come out as the weights say`(arms: [(String, Int)], bound: Double) {
        let arms = arms.map { (name: $0.0, weight: $0.1) }
        for experiment in ["subject", "length", "tone"] {
            let winners = Self.winners(arms, of: ExperimentID(trusted: experiment))
            #expect(Self.chiSquare(winners, arms) < bound, "\(experiment)")
        }
    }

    @Test func `a debtor keeps the same arm for ever, in whatever order the arms stand`() {
        let arms = [(name: "base", weight: 50), (name: "firm", weight: 50)]
        // Drawn once and written down: another answer would mix up the arms of experiments that are under way.
        #expect(Self.winners(arms, debtors: 8) == ["firm", "base", "base", "base", "base", "base", "firm", "firm"])
        #expect(Self.winners(arms) == Self.winners(arms.reversed()))
    }

    @Test func `an arm that is added moves only those whom it wins`() {
        let two = [(name: "base", weight: 50), (name: "firm", weight: 50)]
        let three = two + [(name: "soft", weight: 50)]
        let moved = zip(Self.winners(two), Self.winners(three)).filter { $0 != $1 }
        #expect(moved.allSatisfy { $0.1 == "soft" })
        #expect((6_300...7_000).contains(moved.count))
    }

    @Test func `more weight moves only towards the arm that gets it, and none empties it`() {
        let even = [(name: "base", weight: 50), (name: "firm", weight: 50)]
        let more = [(name: "base", weight: 50), (name: "firm", weight: 100)]
        #expect(zip(Self.winners(even), Self.winners(more)).allSatisfy { $0 == $1 || $1 == "firm" })
        let none = [(name: "base", weight: 50), (name: "firm", weight: 0)]
        #expect(Self.winners(none).allSatisfy { $0 == "base" })
        #expect(Self.winners([(name: "base", weight: 0)], debtors: 1) == [nil])
    }

    @Test func `experiments draw independently of each other`() {
        let arms = [(name: "base", weight: 50), (name: "firm", weight: 50)]
        let first = Self.winners(arms)
        let second = Self.winners(arms, of: ExperimentID(trusted: "tone"))
        let same = zip(first, second).count { $0 == $1 }
        // Three standard deviations around a half.
        #expect((9_788...10_212).contains(same))
    }

    @Test(arguments: [
        (UInt64.max, 0.0), (1 << 63, 1.0), (1 << 62, 2.0), (3 << 62, 0.415_037_499), (1, 64.0), (0, 64.0),
    ])
    func `the cost of a ticket is its logarithm`(ticket: UInt64, bits: Double) {
        #expect(abs(Double(Lot.cost(of: ticket)) / 4_294_967_296 - bits) < 1e-6)
    }
}
