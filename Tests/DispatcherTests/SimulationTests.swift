import Foundation
import Testing

/// Thousands of short runs of two worker processes that die again and again at any point.
struct SimulationTests {
    /// Two thousand runs in eight parts, or the one that `SIMULATION_SEED` names.
    private static let parts: [Range<UInt64>] = {
        let named = ProcessInfo.processInfo.environment["SIMULATION_SEED"].flatMap(UInt64.init)
        if let named { return [named..<(named + 1)] }
        return (0..<8).map { $0 * 250..<($0 + 1) * 250 }
    }()

    @Test(arguments: parts)
    func `never twice and never lost, whenever a worker dies`(seeds: Range<UInt64>) async throws {
        var deaths = 0
        for seed in seeds { deaths += try await Simulation.run(seed: seed).deaths }
        #expect(deaths > seeds.count || seeds.count == 1, "too few deaths to prove anything")
    }

    @Test func `the same seed gives the same run`() async throws {
        let first = try await Simulation.run(seed: 42).wire
        let second = try await Simulation.run(seed: 42).wire
        #expect(!first.isEmpty)
        #expect(first.map(\.attempt) == second.map(\.attempt) && first.map(\.at) == second.map(\.at))
    }
}
