import Dunning
import Foundation

/// How fast one thing went.
struct Figure {
    /// The part, and what of it: `renders email`.
    var name: String
    /// What was counted, in the plural.
    var unit: String
    /// How many in the round that is shown.
    var count: Int
    /// How long they took.
    var seconds: Double
    /// The CPU time of this process for them; nil where another process did the work.
    var cpuSeconds: Double?
    /// What half of them stay under, where each was timed.
    var p50Microseconds: Double?
    /// What 99 of 100 stay under, where each was timed.
    var p99Microseconds: Double?
    /// The most memory that the process had at once, where that was measured.
    var memoryMB: Double?
    /// How often each asked for memory, where that was counted.
    var allocations: Double?

    /// How many a second.
    var rate: Double { Double(count) / seconds }
    /// Microseconds of CPU time for each; says more than the rate where others use the machine too.
    var cpuMicroseconds: Double? { cpuSeconds.map { $0 / Double(count) * 1_000_000 } }

    var json: JSON {
        .compact([
            "name": .string(name), "unit": .string(unit), "count": .integer(Int64(count)),
            "milliseconds": .integer(Int64(seconds * 1000)), "perSecond": .integer(Int64(rate.rounded())),
            "cpuMicrosecondsEach": cpuMicroseconds.map { .integer(Int64($0.rounded())) },
            "cpuNanosecondsEach": cpuMicroseconds.map { .integer(Int64(($0 * 1000).rounded())) },
            "p50Nanoseconds": p50Microseconds.map { .integer(Int64(($0 * 1000).rounded())) },
            "memoryMB": memoryMB.map { .integer(Int64($0.rounded())) },
            "p99Nanoseconds": p99Microseconds.map { .integer(Int64(($0 * 1000).rounded())) },
            "allocationsEach": allocations.map { .number(($0 * 10).rounded() / 10) },
        ])
    }
}

/// Takes the time, by the clock on the wall and by that of the processor.
struct Stopwatch {
    private let wall = ContinuousClock.now
    private let cpu = Stopwatch.processorSeconds

    /// What has gone by since it was made.
    func figure(_ name: String, _ unit: String, _ count: Int) -> Figure {
        Figure(
            name: name,
            unit: unit,
            count: count,
            seconds: Stopwatch.seconds(ContinuousClock.now - wall),
            cpuSeconds: Stopwatch.processorSeconds - cpu
        )
    }

    /// Whether a second has gone by: enough for what takes microseconds.
    var isLongEnough: Bool { ContinuousClock.now - wall >= .seconds(1) }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension [Figure] {
    /// The round in the middle by its rate.
    var median: Figure? { isEmpty ? nil : sorted { $0.rate < $1.rate }[count / 2] }
}

/// Repeats work that gives how many things it did, for a second a round, and shows the round in the middle.
func measured(_ name: String, _ unit: String, rounds: Int, _ work: () throws -> Int) throws -> [Figure] {
    // Nobody's first time counts: files are read, tables are built, pages are touched.
    _ = try work()
    let figures = try (0..<rounds).map { _ in
        let watch = Stopwatch()
        var count = 0
        while !watch.isLongEnough { count += try work() }
        return watch.figure(name, unit, count)
    }
    return figures.median.map { [$0] } ?? []
}
