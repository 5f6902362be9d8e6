import Channels
import Digests
import Dispatcher
import Foundation
import Settings
import Storage

/// The workers that work by one reading of the configuration, with the providers to which they hand over.
struct Crew: Sendable {
    let house: House
    let shop: Workshop
    let desk: Desk
    let console: Console
    /// Given when it is to take on no more: then it finishes what is in flight.
    let stop = StopSignal()
    /// Given when what is in flight has the grace time left, and what only waits for a connection does not go out.
    private let end = StopSignal()
    /// Which providers are left alone for now, whichever worker found out.
    private let breakers: BreakerBoard
    /// What has been done, by this crew and those before it.
    private let meter: WorkMeter

    init(house: House, shop: Workshop, desk: Desk, console: Console, meter: WorkMeter) {
        self.house = house
        self.shop = shop
        self.desk = desk
        self.console = console
        self.meter = meter
        breakers = BreakerBoard(BreakerPolicy(house.settings.breaker))
    }

    /// Workers that share the queue: while one composes, the other's transactions are written.
    private static let workers = 2

    /// Works until the signal to stop, and closes the providers' connections.
    // The task tree: work ─┬─ one child waits for the end and then shuts the providers down
    //                      ├─ the settler, where it is wanted
    //                      └─ the workers
    func work(
        settles: Bool = false,
        _ work: @escaping @Sendable (Worker) async throws(StoreError) -> WorkSummary
    ) async throws -> WorkSummary {
        let trouble = TroubleTeller(console)
        let outcome: Result<WorkSummary, any Error> = await withTaskGroup { group in
            group.addTask {
                await end.given()
                if !Task.isCancelled { await shutDownProviders() }
            }
            if settles { group.addTask { await settler.run(until: stop, using: SecureRandom()) } }
            let outcome: Result<WorkSummary, any Error>
            do { outcome = .success(try await shared(work, trouble)) } catch { outcome = .failure(error) }
            group.cancelAll()
            return outcome
        }
        await shutDownProviders()
        return try outcome.get()
    }

    /// Ends it: nothing new is begun, and what is in flight gets the grace time.
    func dismiss() {
        stop.stop()
        end.stop()
    }

    /// Lets it finish undisturbed what it has handed to its providers, as others work already; ends it when the grace
    /// time has passed, or at the signal.
    func relieve(until signal: StopSignal) async {
        stop.stop()
        _ = await signal.wait(for: house.settings.run.grace)
        end.stop()
    }

    /// Asks its providers what became of hand-overs of unknown fate.
    var settler: Settler { Settler(shop, desk) }

    /// A worker on its own.
    var worker: Worker { worker(TroubleTeller(console)) }

    func shutDownProviders() async {
        await withDiscardingTaskGroup { group in
            for provider in shop.playbook.providers.values.joined() {
                group.addTask { await provider.shutdown(grace: house.settings.run.grace) }
            }
        }
    }

    private func shared(
        _ work: @escaping @Sendable (Worker) async throws(StoreError) -> WorkSummary,
        _ trouble: TroubleTeller
    ) async throws -> WorkSummary {
        try await withThrowingTaskGroup(of: WorkSummary.self) { group in
            for _ in 0..<Crew.workers {
                group.addTask {
                    do throws(StoreError) {
                        return try await work(worker(trouble))
                    } catch {
                        throw Stop("\(error)", code: error.exitCode)
                    }
                }
            }
            var total = WorkSummary()
            for try await summary in group { total += summary }
            return total
        }
    }

    private func worker(_ trouble: TroubleTeller) -> Worker {
        let run = house.settings.run
        return Worker(
            store: desk.store,
            decider: shop.decider,
            composer: shop.composer,
            playbook: shop.playbook,
            clock: desk.clock,
            options: WorkerOptions(
                name: "dunlin-\(ProcessInfo.processInfo.processIdentifier)",
                batch: run.batch,
                inFlight: max(1, run.concurrency / Crew.workers),
                tick: run.idle
            ),
            breakers: breakers,
            approvals: shop.approvals,
            meter: meter,
            tell: trouble.tell
        )
    }
}
