import Dunning

/// The hand-overs in flight of one worker: how many there may be, and of which lane they are.
///
/// A lane that has less than an eighth in flight finds a slot even where others have taken all: beyond the size, so
/// that one lane alone can use all of it. More than the size and two eighths are never in flight.
struct Slots: Hashable, Sendable {
    private let size: Int
    private var used: [Lane: Int] = [:]

    /// All free.
    init(_ size: Int) { self.size = max(1, size) }

    /// How many are in flight.
    var total: Int { used.values.reduce(0, +) }

    /// Whether at most half of all are in flight.
    var areHalfFree: Bool { total <= size / 2 }

    /// The lanes that may begin now: urgent ones as soon as there is room for one, others in large lots, so that a
    /// commit serves many.
    var open: Set<Lane> {
        Set(
            Lane.allCases.filter { lane in
                switch lane {
                case .urgent: hasRoom(for: lane)
                case .normal, .bulk: areHalfFree || used[lane, default: 0] <= reserve / 2
                }
            }
        )
    }

    /// Whether one more of a lane finds a slot.
    func hasRoom(for lane: Lane) -> Bool { total < size || used[lane, default: 0] < reserve }

    /// One more is in flight.
    mutating func take(_ lane: Lane) { used[lane, default: 0] += 1 }

    /// One of them has ended.
    mutating func free(_ lane: Lane) { used[lane, default: 0] -= 1 }

    private var reserve: Int { max(1, size / 8) }
}
