import Digests
import Dunning

/// Draws one of several arms by lot, for ever the same one for the same debtor.
///
/// Each arm gets a number from the digest of experiment, arm and debtor, weighed by its share; the arm with the best one
/// wins (weighted rendezvous hashing). So an arm that is added, removed or given another weight moves only the debtors
/// that it wins or loses, and neither the order of arms nor other experiments matter. Whole numbers throughout: no
/// machine rounds otherwise.
enum Lot {
    /// The index of the arm that wins; nil where no arm has any weight.
    static func draw(_ experiment: ExperimentID, for debtor: DebtorID, among arms: [(name: String, weight: Int)])
        -> Int?
    {
        var best: (index: Int, cost: UInt64, weight: UInt64)?
        for (index, arm) in arms.enumerated() where arm.weight > 0 {
            let cost = cost(of: ticket(experiment, arm.name, debtor))
            let weight = UInt64(arm.weight)
            // cost / weight, compared without dividing.
            if let found = best, found.cost * weight <= cost * found.weight { continue }
            best = (index, cost, weight)
        }
        return best?.index
    }

    /// The first eight bytes of a digest; names hold no line ends.
    private static func ticket(_ experiment: ExperimentID, _ arm: String, _ debtor: DebtorID) -> UInt64 {
        let digest = SHA256.digest(of: "dunlin experiment\n\(experiment)\n\(arm)\n\(debtor)".utf8)
        return digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// `-log2(ticket / 2^64)` in units of 2^-32: exponentially distributed, which is what makes the shares come out.
    ///
    /// At most 2^38, so that a weight of up to 2^20 can be multiplied with it.
    static func cost(of ticket: UInt64) -> UInt64 {
        let number = ticket | 1
        // The number as a mantissa from 1 to 2 and a power of two; squaring brings out one binary digit of its logarithm.
        var mantissa = number << UInt64(number.leadingZeroBitCount)
        var logarithm = UInt64(63 - number.leadingZeroBitCount) << 32
        for digit in (0..<32).reversed() {
            let square = mantissa.multipliedFullWidth(by: mantissa)
            if square.high >> 63 == 1 {
                logarithm |= 1 << UInt64(digit)
                mantissa = square.high
            } else {
                mantissa = square.high << 1 | square.low >> 63
            }
        }
        return (64 << 32) - logarithm
    }
}
