import Dispatcher
import Dunning
import Foundation
import Storage

/// Lets workers work, one or two at a time, and kills them until enough of them have died.
struct Siege {
    /// A Tuesday at eleven in Berlin, in no holiday.
    private static let start = Instant(milliseconds: 1_930_384_800_000)
    /// Rounds at one instant after which it is clear that the work comes to no end.
    private static let mostRounds = 2_000

    let ground: Ground
    let ledger: Ledger
    /// How many messages go out where nothing fails.
    let messages: Int
    /// How many workers are to be killed.
    let wanted: Int
    private var dice: SeededGenerator
    /// How many were.
    private(set) var kills = 0
    /// How many were started.
    private(set) var lives = 0
    /// Actions under review when the present instant began: what is left of them does not go out.
    private var given = 0

    init(ground: Ground, ledger: Ledger, messages: Int, wanted: Int, seed: UInt64) {
        (self.ground, self.ledger, self.messages, self.wanted) = (ground, ledger, messages, wanted)
        dice = SeededGenerator(seed: seed)
    }

    /// Works until nothing waits any more, going from one instant to the next at which something becomes runnable.
    mutating func run() async throws {
        var now: Instant? = Siege.start
        while let instant = now {
            Notes.say("\(instant): \(ledger.total) of \(messages) delivered, \(kills) kills")
            now = try await works(at: instant)
        }
    }

    /// Works at one instant to the end; tells the next one.
    private mutating func works(at now: Instant) async throws -> Instant? {
        for _ in 0..<Siege.mostRounds {
            try await round(at: now)
            let store = try await ground.store()
            let counts = try await store.counts()
            let wake = try await store.nextWake(after: Instant(milliseconds: 0))
            await store.close()
            given = counts[.review] ?? 0
            if (counts[.queued] ?? 0) + (counts[.working] ?? 0) > 0 { continue }
            // What waits for jitter is gathered, so that there is not a start for each single message.
            guard let wake else { return nil }
            if wake > now { return max(wake, now + .seconds(3600)) }
        }
        throw Trouble("the work at \(now) comes to no end")
    }

    /// From the first start until no worker is left.
    private mutating func round(at now: Instant) async throws {
        var workers = [try started(now)]
        if goesOn, Int.random(in: 0..<3, using: &dice) == 0 { workers.append(try started(now)) }
        while !workers.isEmpty {
            guard try await isDoomed(&workers) else { continue }
            let victim = workers.remove(at: Int.random(in: workers.indices, using: &dice))
            victim.send(SIGKILL)
            guard try await victim.ended() == .signal(SIGKILL) else { continue }
            kills += 1
            // Half of the time another one comes at once, beside the one that still lives.
            if goesOn, !workers.isEmpty, Bool.random(using: &dice) { workers.append(try started(now)) }
        }
    }

    private var goesOn: Bool { kills < wanted }

    /// Waits for the moment to kill; false where a worker ended by itself before.
    ///
    /// Mostly that moment comes some deliveries from now, so that kills are spread over the work; one in eight comes
    /// some time after the start, so that opening the store and recovery are hit too.
    private mutating func isDoomed(_ workers: inout [Program]) async throws -> Bool {
        let clock = ContinuousClock()
        let isEarly = Int.random(in: 0..<8, using: &dice) == 0
        let left = max(0, messages - given - ledger.total)
        // What is left is an upper bound, for some of it is given up: aiming at its end would miss the last kills.
        let mean = goesOn ? left * 3 / 5 / (wanted - kills) : 0
        let more = Int.random(in: 0...max(1, min(2 * mean, left / 2)), using: &dice)
        let pause = Duration.microseconds(Int.random(in: 0...(isEarly ? 400_000 : 20_000), using: &dice))
        let target = isEarly ? 0 : ledger.total + more
        var moment: ContinuousClock.Instant?
        while true {
            for (index, worker) in workers.enumerated() {
                guard let end = worker.end() else { continue }
                workers.remove(at: index)
                guard end == .exit(0) else {
                    throw Trouble("a worker ended by itself: \(end); see workers.log")
                }
                return false
            }
            if goesOn, moment == nil, ledger.total >= target { moment = clock.now + pause }
            if let moment, clock.now >= moment { return true }
            try await clock.sleep(for: .milliseconds(2))
        }
    }

    private mutating func started(_ now: Instant) throws -> Program {
        lives += 1
        return try Program(
            [ground.program, "run", "--drain", "--at", now.description],
            in: ground.folder,
            log: "workers.log"
        )
    }
}
