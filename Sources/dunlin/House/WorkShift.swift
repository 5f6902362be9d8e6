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
    let desk: Desk
    let console: Console
    /// What has been done, for whoever watches.
    private let meter = WorkMeter()
    /// Who works, at first.
    let crew: Crew

    init(house: House, shop: Workshop, desk: Desk, console: Console) {
        self.house = house
        self.desk = desk
        self.console = console
        crew = Crew(house: house, shop: shop, desk: desk, console: console, meter: meter)
    }

    /// Works until nothing is runnable now, or until a signal to stop; a terminal that is closed is one.
    func drain() async throws {
        try await recover()
        try await settle()
        let watch = SignalWatch(Signals.toStop + [SIGHUP]) { crew.dismiss() }
        defer { watch.end() }
        await finish(
            try await crew.work { (worker) async throws(StoreError) in
                try await worker.drain(until: crew.stop, using: SecureRandom())
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
        let worker = crew.worker
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

    /// Works until a signal to stop; SIGHUP reads the configuration anew.
    func run() async throws {
        try await recover()
        guard let metrics = house.settings.metrics else { return try await serve() }
        try await MetricsRun(metrics, Gauges(meter, house.settings, desk)).during { endpoint in
            console.say("figures for Prometheus are at \(endpoint.url)/metrics")
            try await serve()
        }
    }

    private func serve() async throws {
        guard let server = house.settings.server else {
            return await finish(try await live { _ in })
        }
        let callbacks = CallbackRun(server, desk)
        try await callbacks.during { endpoint in
            callbacks.admit(crew.shop.playbook)
            console.say("callbacks of providers come in at \(endpoint.url)")
            await finish(try await live { callbacks.admit($0.playbook) })
        }
    }

    private func live(_ admit: @escaping @Sendable (Workshop) -> Void) async throws -> WorkSummary {
        console.say("working the queue; SIGTERM or Ctrl-C stops")
        return try await InboxRounds(house.settings, desk, console).during {
            try await LiveShift(shift: self, admit: admit).run()
        }
    }

    /// A crew that works by the configuration, the templates and the rules as they are now.
    ///
    /// Nil where they cannot be used: all mistakes have been told, and who works goes on by what was read before.
    func relief(for crew: Crew) -> Crew? {
        do {
            let house = try crew.house.again(console)
            let shop = try Workshop.open(house, console)
            for table in house.fixed(since: self.house) {
                console.say("[\(table)] is read at the start only; restart to change it")
            }
            return Crew(house: house, shop: shop, desk: desk, console: console, meter: meter)
        } catch {
            let stop = error as? Stop ?? Stop("\(error)")
            console.error("\(stop.message); the old configuration stays in force", hint: stop.hint)
            return nil
        }
    }

    private func recover() async throws {
        for word in try await guarding({ () async throws(StoreError) in
            try await crew.shop.unapproved(in: desk.store)
        }) {
            console.say(word)
        }
        tell(
            try await guarding { () async throws(StoreError) in try await desk.store.recover(at: desk.clock.now) }
        )
    }

    /// Looks now and then for what workers left that died since; those that are at work lose nothing.
    func lookAfterTheDead(until stop: StopSignal) async {
        while await stop.wait(for: WorkShift.recoveryPause), !Task.isCancelled {
            // Where the store cannot be used the workers have said so.
            do throws(StoreError) { tell(try await desk.store.recover(at: desk.clock.now)) } catch { continue }
        }
    }

    private static let recoveryPause = Duration.seconds(15)

    private func tell(_ found: Recovery) {
        if !found.withdrawn.isEmpty {
            console.say("recovered: \(found.withdrawn.count) intents that had not begun run again")
        }
        if !found.unknown.isEmpty {
            console.say("under review: \(found.unknown.count) hand-overs whose fate is unknown")
        }
    }

    /// Lets providers and the store finish.
    func close() async {
        await crew.shutDownProviders()
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
