import Dispatcher
import Digests
import Foundation
import Storage

/// Work that goes on until a signal to stop; SIGHUP brings a crew that knows the new configuration.
struct LiveShift: Sendable {
    let shift: WorkShift
    /// Lets the providers of a workshop call back from now on, in place of those before.
    let admit: @Sendable (Workshop) -> Void

    // The task tree: run ─┬─ one crew after the other; an older one finishes while the newer one works already
    //                     ├─ for each crew that was relieved, one child that counts its grace time
    //                     └─ one child looks for what dead workers left
    func run() async throws -> WorkSummary {
        let stop = StopSignal()
        let (hangUps, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watches = [
            SignalWatch([SIGHUP]) { bell.yield() },
            SignalWatch(Signals.toStop) {
                stop.stop()
                bell.finish()
            },
        ]
        defer { for watch in watches { watch.end() } }
        return try await withThrowingTaskGroup(of: WorkSummary.self) { group in
            var crew = shift.crew
            group.addTask { [crew] in try await work(crew, bell) }
            group.addTask {
                await shift.lookAfterTheDead(until: stop)
                return WorkSummary()
            }
            for await _ in hangUps {
                guard let next = shift.relief(for: crew) else { continue }
                admit(next.shop)
                // Before anybody hears of it: what is accepted from then on is worked by the new crew alone.
                crew.stop.stop()
                group.addTask { [crew] in
                    await crew.relieve(until: stop)
                    return WorkSummary()
                }
                group.addTask { try await work(next, bell) }
                crew = next
                shift.console.say("the configuration was read anew and is in force")
            }
            stop.stop()
            crew.dismiss()
            var total = WorkSummary()
            for try await summary in group { total += summary }
            return total
        }
    }

    /// Works with one crew; where it fails, everything ends.
    private func work(_ crew: Crew, _ bell: AsyncStream<Void>.Continuation) async throws -> WorkSummary {
        do {
            return try await crew.work(settles: true) { (worker) async throws(StoreError) in
                try await worker.run(until: crew.stop, using: SecureRandom())
            }
        } catch {
            bell.finish()
            throw error
        }
    }
}
