import Dunning
import Storage

/// What waits in the lanes; in each of them first in, first out.
struct LaneQueue<Element> {
    private static var lanes: [Lane] { Lane.allCases.sorted { $0.rank < $1.rank } }

    private var waiting: [Lane: ArraySlice<Element>] = [:]

    /// How many wait.
    var count: Int { waiting.values.reduce(0) { $0 + $1.count } }

    /// Whether none waits.
    var isEmpty: Bool { waiting.values.allSatisfy(\.isEmpty) }

    /// The lanes in which something waits, the most urgent first.
    var lanes: [Lane] { Self.lanes.filter { count(in: $0) > 0 } }

    /// All that waits, the most urgent lane first.
    var elements: [Element] { Self.lanes.flatMap { waiting[$0] ?? [] } }

    /// How many wait in a lane.
    func count(in lane: Lane) -> Int { waiting[lane]?.count ?? 0 }

    /// Stands at the end of its lane.
    mutating func append(_ element: Element, in lane: Lane) { waiting[lane, default: []].append(element) }

    /// Goes back to the head of its lane, as it came from there.
    mutating func putBack(_ element: Element, in lane: Lane) { waiting[lane, default: []].insert(element, at: 0) }

    /// The first of a lane.
    mutating func popFirst(in lane: Lane) -> Element? { waiting[lane]?.popFirst() }

    /// Others stand behind, each in its lane.
    mutating func append(_ others: LaneQueue) {
        for (lane, elements) in others.waiting { waiting[lane, default: []] += elements }
    }
}

extension LaneQueue: Sendable where Element: Sendable {}
