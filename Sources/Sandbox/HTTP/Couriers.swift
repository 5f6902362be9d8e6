import Synchronization

/// Does what has to happen after an answer, such as status callbacks: at once and a few at a time, or when told to.
final class Couriers: Sendable {
    typealias Errand = @Sendable () async -> Void

    private static let atOnce = 16
    private static let mostWaiting = 50_000

    private let errands: AsyncStream<Errand>
    private let queue: AsyncStream<Errand>.Continuation
    private let held: Mutex<[Errand]>
    private let holds: Bool

    /// Couriers that set out at once, or (`holds`) wait for ``sendHeld()``.
    init(holds: Bool) {
        self.holds = holds
        held = Mutex([])
        (errands, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Couriers.mostWaiting))
    }

    /// Takes an errand; false where too many wait already.
    @discardableResult
    func send(_ errand: @escaping Errand) -> Bool {
        guard holds else {
            guard case .enqueued = queue.yield(errand) else { return false }
            return true
        }
        return held.withLock { held in
            guard held.count < Couriers.mostWaiting else { return false }
            held.append(errand)
            return true
        }
    }

    /// Runs what was held, one after the other, until nothing is left; what these errands bring about is run as well.
    func sendHeld() async {
        while true {
            let ready = held.withLock { held in
                defer { held = [] }
                return held
            }
            guard !ready.isEmpty else { return }
            for errand in ready { await errand() }
        }
    }

    /// Runs errands until cancelled.
    ///
    ///     run
    ///     └── at most 16 errands, one in as one comes out
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await errand in errands {
                if running == Couriers.atOnce {
                    await group.next()
                    running -= 1
                }
                group.addTask { await errand() }
                running += 1
            }
            group.cancelAll()
        }
    }
}
