import Dispatcher
import Dunning
import Testing

struct RetryPolicyTests {
    let policy = RetryPolicy()

    /// Draws many waits and counts into how many of ten equal parts of the bound they fall.
    private func tenths(of bound: Duration, afterTries tries: Int, draws: Int, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<draws {
            guard let wait = policy.wait(afterTries: tries, providersDelay: nil, using: &generator) else { continue }
            counts[min(9, Int(wait / bound * 10))] += 1
        }
        return counts
    }

    @Test(arguments: [(1, 60), (2, 120), (3, 240), (4, 480), (5, 960)])
    func `the wait is drawn evenly from zero to a bound that doubles`(tries: Int, seconds: Int) {
        let draws = 10_000
        let counts = tenths(of: .seconds(seconds), afterTries: tries, draws: draws, seed: 42)
        #expect(counts.reduce(0, +) == draws)
        // Pearson's test of ten equal parts: nine degrees of freedom, and one fair draw in 10,000 exceeds 33.7.
        let expected = Double(draws) / 10
        let deviation = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(deviation < 33.7, "\(counts)")
    }

    @Test func `many refused at once come back spread over the whole minute`() {
        var generator = SeededGenerator(seed: 7)
        let waits = (0..<1000).compactMap { _ in
            policy.wait(afterTries: 1, providersDelay: nil, using: &generator)
        }
        let seconds = Dictionary(grouping: waits, by: { Int($0 / .seconds(1)) })
        #expect(seconds.count > 55)
        #expect((seconds.values.map(\.count).max() ?? 0) < 50)
    }

    @Test func `the bound stops growing at the longest wait`() {
        let policy = RetryPolicy(first: .seconds(60), factor: 2, most: .seconds(300), attempts: 1000)
        var generator = SeededGenerator(seed: 1)
        let waits = (0..<2000).compactMap { _ in
            policy.wait(afterTries: 999, providersDelay: nil, using: &generator)
        }
        let longest = waits.max() ?? .zero
        #expect(longest <= .seconds(300) && longest > .seconds(290))
    }

    @Test func `a first wait beyond the longest one is cut to it`() {
        let policy = RetryPolicy(first: .seconds(7200), factor: 2, most: .seconds(60), attempts: 3)
        var generator = SeededGenerator(seed: 1)
        let waits = (0..<2000).compactMap { _ in policy.wait(afterTries: 1, providersDelay: nil, using: &generator) }
        #expect((waits.max() ?? .seconds(7200)) <= .seconds(60))
    }

    @Test(arguments: [1, 2, 5])
    func `what the provider asked for is never shortened`(tries: Int) {
        var generator = SeededGenerator(seed: 3)
        let waits = (0..<1000).compactMap { _ in
            policy.wait(afterTries: tries, providersDelay: .seconds(500), using: &generator)
        }
        #expect(waits.count == 1000)
        #expect(waits.allSatisfy { $0 >= .seconds(500) })
    }

    @Test(arguments: [(1, 1, false), (1, 2, true), (5, 6, true), (6, 6, false), (7, 6, false)])
    func `a channel is given up after its number of tries`(tries: Int, attempts: Int, goesOn: Bool) {
        let policy = RetryPolicy(attempts: attempts)
        var generator = SeededGenerator(seed: 1)
        #expect((policy.wait(afterTries: tries, providersDelay: nil, using: &generator) != nil) == goesOn)
    }
}
