public import Dunning

/// Which lanes a claim looks at, and what part of it each of them is sure of.
public struct LaneShares: Hashable, Sendable {
    /// For each lane that is looked at, its sure part in percent; where it has less, others take the rest.
    public let percent: [Lane: Int]

    /// Lanes with their sure parts; below nothing and above all count as nothing and all.
    public init(_ percent: [Lane: Int]) { self.percent = percent.mapValues { min(max($0, 0), 100) } }

    /// All lanes, each only where those above it leave room.
    public static let strict = LaneShares([.urgent: 0, .normal: 0, .bulk: 0])

    /// All lanes; a flood of urgent actions leaves three tenths to normal ones and a tenth to bulk.
    public static let fair = LaneShares([.urgent: 0, .normal: 30, .bulk: 10])

    /// The same for these lanes alone.
    public func only(_ lanes: Set<Lane>) -> LaneShares { LaneShares(percent.filter { lanes.contains($0.key) }) }
}
