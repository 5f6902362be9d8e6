/// Does what has to happen after an answer, such as status callbacks, a few at a time and in bounded number.
struct Couriers: Sendable {
    typealias Errand = @Sendable () async -> Void

    private static let atOnce = 16
    private static let mostWaiting = 50_000

    private let errands: AsyncStream<Errand>
    private let queue: AsyncStream<Errand>.Continuation

    init() {
        (errands, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Couriers.mostWaiting))
    }

    /// Takes an errand; false where too many wait already.
    @discardableResult
    func send(_ errand: @escaping Errand) -> Bool {
        if case .enqueued = queue.yield(errand) { true } else { false }
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
