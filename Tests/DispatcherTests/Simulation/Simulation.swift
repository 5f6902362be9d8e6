import Channels
import ContactRules
import Dispatcher
import DunlinTesting
import Dunning
import Foundation
import Letters
import Storage
import StoreSQLite
import Testing

/// One run of two worker processes over one database, with deaths, facts, receipts and people in between.
///
/// Everything that happens, and in which order, follows from the seed.
struct Simulation: Sendable {
    static let actions = 8

    let seed: UInt64
    private let world: World
    private let machines: [Machine]
    /// How all but the workers reach the database.
    private let store: any Store

    /// Runs to the end and judges; what happened is left in the world.
    static func run(seed: UInt64) async throws -> World {
        // Files in memory, where there are any: durable writes cost nothing there.
        let memory = URL(fileURLWithPath: "/dev/shm")
        let place =
            FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        let folder = place.appendingPathComponent("dunlin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = World(seed: seed, clock: VirtualClock(at: Trial.start))
        let database = folder.path + "/dunlin.db"
        let simulation = Simulation(
            seed: seed,
            world: world,
            machines: (0..<2).map { _ in Machine(world, database: database) },
            store: try SQLiteStore.open(path: database, readers: 1, isInline: true)
        )
        let outcome = Outcome()
        let wentOn = await SeededExecutor(seed: seed).run {
            do { try await simulation.live() } catch { outcome.fail(error) }
        }
        guard wentOn else { throw Stuck(seed: seed) }
        try outcome.get()
        return world
    }

    private func live() async throws {
        let population = Population.actions(Simulation.actions, seed: seed)
        _ = try await store.accept(population.map(Acceptance.init(sample:)), at: world.clock.now)
        for _ in 0..<2000 {
            await withDiscardingTaskGroup { group in
                for machine in machines { group.addTask { await work(on: machine) } }
                group.addTask { await interfere() }
            }
            guard try await moveOn() else {
                try await judge()
                return await store.close()
            }
        }
        Issue.record("seed \(seed): never comes to rest")
    }

    /// Moves the clock to where something happens next; false where nothing ever does.
    private func moveOn() async throws -> Bool {
        // What came behind the workers' last look is worked on first.
        if try await store.counts()[.queued, default: 0] > 0 { return true }
        if let next = try await store.nextWake(after: world.clock.now) {
            world.clock.advance(to: next)
            return true
        }
        // At the end of all work both machines go down, and what they leave is put in order once more.
        for machine in machines { await machine.switchOff() }
        _ = try await store.recover(at: world.clock.now)
        return try await store.counts()[.queued, default: 0] > 0
    }

    /// Works until nothing is runnable, with a new process after each death.
    private func work(on machine: Machine) async {
        var isDead = false
        repeat {
            do {
                let (store, mortal) = try await machine.process()
                do {
                    let worker = try worker(on: mortal.reaching(store), mortal)
                    _ = try await worker.drain(using: SeededGenerator(seed: UInt64(world.roll(1000))))
                } catch {
                    if !mortal.isDead { Issue.record("seed \(seed): \(error)") }
                }
                isDead = mortal.isDead
                if isDead { await machine.switchOff() }
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        } while isDead
    }

    private func worker(on store: any Store, _ mortal: Mortal) throws -> Worker {
        let shelf = try Shelf.plain.get()
        let ways = [Channel.email, .sms, .voice].map { channel in
            (channel, [WireProvider(channel, answering: { await mortal.deliver($0) }) as any Provider])
        }
        let id = SequenceID(trusted: "standard")
        let playbook = Playbook(
            creditors: [Trial.acme.id: Trial.acme],
            sequences: [id: Sequence(id: id, steps: Trial.steps)],
            providers: Dictionary(uniqueKeysWithValues: ways),
            retry: RetryPolicy(attempts: 3)
        )
        return Worker(
            store: store,
            decider: Decider(gate: Gate(shelf.book), playbook: playbook, templates: shelf.templates),
            composer: Composer(
                playbook: playbook,
                templates: shelf.templates,
                press: LetterPress(),
                rules: shelf.book,
                options: ComposerOptions(tasks: 1, optOutKey: "9", unanswerable: [], phones: [:], envelopes: [:])
            ),
            playbook: playbook,
            clock: world.clock,
            // No tick comes by itself, for it would come by the real clock.
            options: WorkerOptions(batch: 4, inFlight: 4, tick: .seconds(86_400), lastTries: 1)
        )
    }
}

extension Simulation {
    /// The engine, debtors, providers and people, while the workers work.
    private func interfere() async {
        do {
            for _ in 0..<world.roll(12) {
                for _ in 0..<world.roll(8) { await Task.yield() }
                try await interfereOnce()
            }
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }

    private func interfereOnce() async throws {
        let number = world.roll(Simulation.actions)
        let action = ActionID(trusted: "A\(number)")
        let debtor = number % 2 == 0 ? "capped" : "P\(number / 4)"
        let debt = number % 2 == 0 ? "capped" : "D\(number / 4)"
        switch world.roll(24) {
        case 0: try await cancel(action)
        case 1: try await add(.paid, about: debtor, debt: debt, stopping: .debt(DebtID(trusted: debt)))
        case 2:
            let word = Fact.Kind.optOut(channel: .sms, value: nil, via: "reply", about: nil)
            try await add(word, about: debtor, stopping: .texts(DebtorID(trusted: debtor)))
        case 3: try await add(.hold(until: nil, reason: "complaint"), about: debtor)
        case 4, 5: try await add(.release(kind: "hold"), about: debtor)
        case 6: try await add(.homeUnreachable, about: debtor)
        case 7: _ = try await store.change(action, ActionChange(.pause, by: "operator"), at: world.clock.now)
        case 8, 9: _ = try await store.change(action, ActionChange(.resume, by: "operator"), at: world.clock.now)
        case 10...14: try await report()
        default: break
        }
    }

    private func cancel(_ action: ActionID) async throws {
        switch try await store.cancel(action, reason: "engine", at: world.clock.now) {
        case .cancelled: world.stopped(.action(action), but: [])
        case .cancelledInFlight(let attempts): world.stopped(.action(action), but: attempts)
        case .alreadyFinal, .unknownAction: break
        }
    }

    private func add(
        _ kind: Fact.Kind,
        about debtor: String,
        debt: String? = nil,
        stopping subject: World.Stop.Subject? = nil
    ) async throws {
        let now = world.clock.now
        let fact = RecordedFact(
            debtor: DebtorID(trusted: debtor),
            debt: debt.map(DebtID.init(trusted:)),
            fact: Fact(at: now, kind),
            source: "engine",
            recordedAt: now
        )
        let answer = try await store.add([fact], at: now)
        if let subject { world.stopped(subject, but: answer.inFlight) }
    }

    /// A provider reports what became of one of the messages that it took, whatever we know of it.
    private func report() async throws {
        let taken = world.wire.filter(\.answer.isAccepted)
        guard !taken.isEmpty else { return }
        let sent = taken[world.roll(taken.count)]
        let state: AttemptState = world.roll(4) == 0 ? .undelivered : .delivered
        let receipt = Receipt(subject: .attempt(sent.attempt.id), state: state, code: "network")
        _ = try await store.receive([receipt], at: world.clock.now)
    }

    private func judge() async throws {
        let judge = Judge(world: world, seed: seed)
        let reports = try await store.actions(ActionFilter())
        #expect(reports.count == Simulation.actions, "seed \(seed)")
        for report in reports { judge.look(at: report) }
        judge.lookAtStops()
        judge.lookAtCaps(reports)
        try await StoreAgreement.check(store)
    }
}

/// A run in which nothing can go on though it has not ended.
struct Stuck: Error, CustomStringConvertible {
    let seed: UInt64
    var description: String { "seed \(seed): every task waits for another" }
}
