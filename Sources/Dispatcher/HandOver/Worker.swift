import Channels
public import Dunning
import Journal
public import Storage

/// Works the queue: claim and decide, compose, begin, hand over, record.
///
/// Each arrow between the steps is a commit: nothing is handed over whose intent is not on the journal, and a crash
/// between two steps leaves an attempt that is known not to have begun, or one that stands as unknown.
public struct Worker: Sendable {
    private let store: any Store
    private let decider: Decider
    private let composer: Composer
    private let aftermath: Aftermath
    private let playbook: Playbook
    private let clock: any WallClock
    private let options: WorkerOptions

    /// A worker; it starts nothing by itself.
    public init(
        store: any Store,
        decider: Decider,
        composer: Composer,
        playbook: Playbook,
        clock: any WallClock,
        options: WorkerOptions = WorkerOptions()
    ) {
        self.store = store
        self.decider = decider
        self.composer = composer
        self.playbook = playbook
        self.aftermath = Aftermath(playbook: playbook)
        self.clock = clock
        self.options = options
    }

    /// Works until nothing is runnable at the clock's time and nothing is in flight.
    /// - Throws: the first error of the store; what was in flight has been recorded where the store still could.
    public func drain(using generator: any RandomNumberGenerator & Sendable) async throws(StoreError) -> WorkSummary {
        try await work(until: nil, using: generator)
    }

    /// Works until it is told to stop; then finishes what is in flight.
    /// - Throws: an error of the store that trying again cannot mend.
    public func run(
        until stop: StopSignal,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        try await work(until: stop, using: generator)
    }

    // The task tree: work ── discarding group ┬─ one task a hand-over, which ends by a letter to the mailbox
    //                                         └─ the ticker, while running until stopped
    private func work(
        until stop: StopSignal?,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        var shift = Shift(generator: generator)
        let outcome: Result<Void, StoreError> = await withDiscardingTaskGroup { group in
            let mailbox = Mailbox<Event>()
            if let stop { group.addTask { await tick(mailbox, until: stop) } }
            do throws(StoreError) {
                while try await turn(
                    &shift,
                    mailbox,
                    stop,
                    handOver: { prepared in
                        group.addTask { await deliver(prepared, to: mailbox) }
                    }
                ) {}
                return .success(())
            } catch {
                stop?.stop()
                return .failure(error)
            }
        }
        try outcome.get()
        return shift.summary
    }

    /// One turn of the wheel; false where the work is done.
    private func turn(
        _ shift: inout Shift,
        _ mailbox: Mailbox<Event>,
        _ stop: StopSignal?,
        handOver: (Prepared) -> Void
    ) async throws(StoreError) -> Bool {
        var claimed = 0
        let stopping = stop?.isStopped ?? false
        do throws(StoreError) {
            try await record(&shift)
            if !stopping, shift.inFlight <= options.inFlight / 2 {
                claimed = try await claim(&shift)
            }
            try await begin(&shift, handOver: handOver)
        } catch {
            // A running worker outlives a full disk: it sends nothing that it cannot record, and tries again.
            guard stop != nil, error.isWorthTryingAgain, !stopping || shift.inFlight > 0 else { throw error }
            shift.summary.storeErrors += 1
        }
        if claimed > 0 { return true }
        if shift.inFlight == 0, shift.finished.isEmpty, stopping || stop == nil { return false }
        for event in await mailbox.take() {
            if case .finished(let intent, let handover) = event {
                shift.inFlight -= 1
                shift.finished.append((intent, handover))
            }
        }
        return true
    }

    private func claim(_ shift: inout Shift) async throws(StoreError) -> Int {
        let now = clock.now
        let request = ClaimRequest(worker: options.name, limit: options.batch, now: now)
        let claim = try await store.claim(request) { [decider] in decider.ruling(on: $0, at: now) }
        shift.summary.decided += claim.decided
        let composed = await composer.prepare(claim.intents, at: now, salts: shift.salts(for: claim.intents.count))
        for (intent, result) in zip(claim.intents, composed) {
            switch result {
            case .success(let prepared): shift.prepared.append(prepared)
            case .failure(let failure):
                shift.summary.notComposed += 1
                shift.results.append(aftermath.result(of: intent, failing: failure.problems, at: now))
            }
        }
        return claim.decided
    }

    private func begin(_ shift: inout Shift, handOver: (Prepared) -> Void) async throws(StoreError) {
        guard !shift.prepared.isEmpty else { return }
        let answers = try await store.begin(shift.prepared.map(\.start), at: clock.now)
        for (prepared, answer) in zip(shift.prepared, answers) {
            switch answer {
            case .go:
                shift.inFlight += 1
                handOver(prepared)
            case .stop: shift.summary.stopped += 1
            }
        }
        shift.prepared = []
    }

    private func record(_ shift: inout Shift) async throws(StoreError) {
        let now = clock.now
        for (intent, handover) in shift.finished {
            shift.summary.count(handover)
            shift.results.append(
                aftermath.result(of: intent, ending: handover, at: now, using: &shift.generator)
            )
        }
        shift.finished = []
        guard !shift.results.isEmpty else { return }
        try await store.record(shift.results, at: now)
        shift.results = []
    }

    private func deliver(_ prepared: Prepared, to mailbox: Mailbox<Event>) async {
        let handover = await prepared.provider.deliver(prepared.sealed, for: prepared.delivery)
        mailbox.put(.finished(prepared.intent, handover))
    }

    private func tick(_ mailbox: Mailbox<Event>, until stop: StopSignal) async {
        while await stop.wait(for: options.tick) { mailbox.put(.tick) }
        mailbox.put(.tick)
    }
}

/// What reaches the worker while hand-overs are in flight.
private enum Event: Sendable {
    case finished(Intent, Handover)
    /// Time to look at the queue again.
    case tick
}

/// What one worker has in its hands.
private struct Shift {
    var generator: any RandomNumberGenerator & Sendable
    var summary = WorkSummary()
    var inFlight = 0
    var prepared: [Prepared] = []
    var finished: [(Intent, Handover)] = []
    var results: [HandoverResult] = []

    init(generator: any RandomNumberGenerator & Sendable) { self.generator = generator }

    mutating func salts(for count: Int) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<2).flatMap { _ in withUnsafeBytes(of: generator.next().bigEndian) { Array($0) } }
        }
    }
}

extension StoreError {
    fileprivate var isWorthTryingAgain: Bool {
        switch self {
        case .unavailable, .cannotWrite: true
        case .schemaTooNew, .damaged, .defect: false
        }
    }
}
