import Dunning
import Storage

/// Whose turn it is where several lanes wait: urgent before normal before bulk, but none of them for ever.
///
/// Each time that a lane is passed over earns it its share of a turn; one that has earned a whole turn goes first.
struct LaneTurns: Hashable, Sendable {
    private static let wholeTurn = 100

    private let shares: LaneShares
    private var earned: [Lane: Int] = [:]

    /// Nobody has earned anything yet.
    init(_ shares: LaneShares = .fair) { self.shares = shares }

    /// The lane whose turn it is among those that wait, the most urgent of them first; nil where none waits.
    func next(of waiting: [Lane]) -> Lane? {
        waiting.dropFirst().first { earned[$0, default: 0] >= Self.wholeTurn } ?? waiting.first
    }

    /// A lane has had its turn while these were waiting, itself among them.
    mutating func took(_ lane: Lane, of waiting: [Lane]) {
        if let own = earned[lane], own >= Self.wholeTurn { earned[lane] = own - Self.wholeTurn }
        // A lane in which nobody waits is passed over by nobody.
        earned = earned.filter { waiting.contains($0.key) }
        for passed in waiting where passed.rank > lane.rank {
            // At most one turn is owed beyond the next, so that a pause is not made up for by a rush.
            earned[passed] = min(earned[passed, default: 0] + (shares.percent[passed] ?? 0), 2 * Self.wholeTurn)
        }
    }
}
