import Channels
import Digests
import Dispatcher
import Dunning
import Foundation
import Server
import Settings
import Storage

/// One spell of work: recover, work, shut down, tell.
struct WorkShift: Sendable {
    let house: House
    let shop: Workshop
    let desk: Desk
    let console: Console
    /// Which providers are left alone for now, whichever worker found out.
    private let breakers = BreakerBoard()

    init(house: House, shop: Workshop, desk: Desk, console: Console) {
        self.house = house
        self.shop = shop
        self.desk = desk
        self.console = console
    }

    /// Works until nothing is runnable now, or until a signal to stop.
    func drain() async throws {
        try await recover()
        try await settle()
        await finish(
            try await stoppable { (stop) async throws(StoreError) in
                try await worker.drain(until: stop, using: SecureRandom())
            }
        )
    }

    /// Works on a clock that is moved on whenever the queue rests; nil = it stands still.
    func drain(_ clock: VirtualClock, through end: Instant?, seed: UInt64) async throws {
        await finish(try await work(clock, through: end, seed: seed))
    }

    /// The same without an ending: who calls it still wants to read the store.
    ///
    /// `pause` is run whenever the queue rests, before the clock is moved on.
    func work(
        _ clock: VirtualClock,
        through end: Instant?,
        seed: UInt64,
        pause: () async -> Void = {}
    ) async throws -> WorkSummary {
        try await recover()
        try await settle()
        var total = WorkSummary()
        while true {
            let now = clock.now
            let summary = try await guarding { () async throws(StoreError) in
                // Each pause gets its own numbers, and the same run gets the same ones.
                try await worker.drain(using: SeededGenerator(seed: seed &+ UInt64(bitPattern: now.milliseconds)))
            }
            total += summary
            await pause()
            let next = try await guarding { () async throws(StoreError) in try await desk.store.nextWake(after: now) }
            guard let end, let next, next <= end else { break }
            clock.advance(to: next)
        }
        return total
    }

    /// Works until a signal to stop.
    func run() async throws {
        try await recover()
        guard let server = house.settings.server else { return await finish(try await runAlone()) }
        let callbacks = CallbackRun(server, desk)
        try await callbacks.during { endpoint in
            callbacks.admit(shop.playbook)
            console.say("callbacks of providers come in at \(endpoint.url)")
            await finish(try await runAlone())
        }
    }

    private func runAlone() async throws -> WorkSummary {
        console.say("working the queue; SIGTERM or Ctrl-C stops")
        return try await InboxRounds(house.settings, desk, console).during {
            try await stoppable(settles: true) { (stop) async throws(StoreError) in
                try await worker.run(until: stop, using: SecureRandom())
            }
        }
    }

    /// Work that a signal ends in order: what has not begun is put back, what is in flight gets the grace time.
    // The task tree: stoppable ─┬─ one child waits for the signal and then cuts the providers off
    //                            ├─ the settler, where it is wanted
    //                            └─ shared ── two workers
    private func stoppable(
        settles: Bool = false,
        _ work: @escaping @Sendable (StopSignal) async throws(StoreError) -> WorkSummary
    ) async throws -> WorkSummary {
        let stop = StopSignal()
        let signals = SignalWatch(stop)
        defer { signals.end() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await stop.given()
                if !Task.isCancelled { await shutDownProviders(grace: house.settings.run.grace) }
            }
            if settles { group.addTask { await settler.run(until: stop, using: SecureRandom()) } }
            let summary = try await shared { () async throws(StoreError) in try await work(stop) }
            group.cancelAll()
            return summary
        }
    }

    /// Two workers share the queue: while one composes, the other's transactions are written.
    private func shared(
        _ work: @escaping @Sendable () async throws(StoreError) -> WorkSummary
    ) async throws -> WorkSummary {
        try await withThrowingTaskGroup(of: WorkSummary.self) { group in
            for _ in 0..<WorkShift.workers { group.addTask { try await guarding(work) } }
            var total = WorkSummary()
            for try await summary in group { total += summary }
            return total
        }
    }

    private static let workers = 2

    private func shutDownProviders(grace: Duration) async {
        await withDiscardingTaskGroup { group in
            for provider in shop.playbook.providers.values.joined() {
                group.addTask { await provider.shutdown(grace: grace) }
            }
        }
    }

    private var worker: Worker {
        Worker(
            store: desk.store,
            decider: shop.decider,
            composer: shop.composer,
            playbook: shop.playbook,
            clock: desk.clock,
            options: WorkerOptions(
                name: "dunlin-\(ProcessInfo.processInfo.processIdentifier)",
                batch: house.settings.run.batch,
                inFlight: max(1, house.settings.run.concurrency / WorkShift.workers),
                tick: house.settings.run.idle
            ),
            breakers: breakers,
            approvals: shop.approvals
        )
    }

    private func recover() async throws {
        for word in try await guarding({ () async throws(StoreError) in try await shop.unapproved(in: desk.store) }) {
            console.say(word)
        }
        let found = try await guarding { () async throws(StoreError) in try await desk.store.recover(at: desk.clock.now)
        }
        if !found.withdrawn.isEmpty {
            console.say("recovered: \(found.withdrawn.count) intents that had not begun run again")
        }
        if !found.unknown.isEmpty {
            console.say("under review: \(found.unknown.count) hand-overs whose fate is unknown")
        }
    }

    /// Lets providers and the store finish.
    func close() async {
        await shutDownProviders(grace: house.settings.run.grace)
        await desk.store.close()
    }

    private func finish(_ summary: WorkSummary) async {
        await close()
        if console.json { console.data(summary.json) } else { console.say(summary.words) }
    }

    func guarding<Value>(_ work: () async throws(StoreError) -> Value) async throws -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw Stop("\(error)", code: error.exitCode)
        }
    }
}

extension WorkSummary {
    static func += (left: inout WorkSummary, right: WorkSummary) {
        left.decided += right.decided
        left.handedOver += right.handedOver
        left.refused += right.refused
        left.unknown += right.unknown
        left.stopped += right.stopped
        left.notComposed += right.notComposed
        left.storeErrors += right.storeErrors
    }

    var json: JSON {
        .object([
            "decided": .integer(Int64(decided)), "handedOver": .integer(Int64(handedOver)),
            "refused": .integer(Int64(refused)), "unknown": .integer(Int64(unknown)),
            "stopped": .integer(Int64(stopped)), "notComposed": .integer(Int64(notComposed)),
            "storeErrors": .integer(Int64(storeErrors)),
        ])
    }

    var words: String {
        var parts = ["\(decided) decisions", "\(handedOver) handed over", "\(refused) refused by providers"]
        if unknown > 0 { parts.append("\(unknown) of unknown fate, under review") }
        if stopped > 0 { parts.append("\(stopped) stopped at the last moment") }
        if notComposed > 0 { parts.append("\(notComposed) could not be composed") }
        return parts.joined(separator: ", ")
    }
}
