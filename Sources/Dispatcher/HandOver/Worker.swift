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
    private let breakers: BreakerBoard
    private let approvals: Approvals?

    /// A worker; it starts nothing by itself.
    ///
    /// Workers of one process share their breakers and approvals; without approvals every template may be sent.
    public init(
        store: any Store,
        decider: Decider,
        composer: Composer,
        playbook: Playbook,
        clock: any WallClock,
        options: WorkerOptions = WorkerOptions(),
        breakers: BreakerBoard = BreakerBoard(),
        approvals: Approvals? = nil
    ) {
        self.store = store
        self.decider = decider
        self.composer = composer
        self.playbook = playbook
        self.aftermath = Aftermath(playbook: playbook)
        self.clock = clock
        self.options = options
        self.breakers = breakers
        self.approvals = approvals
    }

    /// Works until nothing is runnable at the clock's time and nothing is in flight.
    /// - Throws: the first error of the store; what was in flight has been recorded where the store still could.
    public func drain(
        until stop: StopSignal = StopSignal(),
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        try await work(draining: true, until: stop, using: generator)
    }

    /// Works until it is told to stop, or its task is cancelled; then finishes what is in flight.
    /// - Throws: an error of the store that trying again cannot mend, or that lasted while it tried to finish; the
    ///   signal to stop is given then, so that whoever waits for it learns of the end.
    public func run(
        until stop: StopSignal,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        try await work(draining: false, until: stop, using: generator)
    }

    // The task tree: work ── discarding group ┬─ one task a hand-over, which ends by a letter to the mailbox
    //                                         └─ the ticker, until stopped
    private func work(
        draining: Bool,
        until stop: StopSignal,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        var shift = Shift(generator: generator)
        let outcome: Result<Void, StoreError> = await withDiscardingTaskGroup { group in
            let mailbox = Mailbox<Event>()
            group.addTask { await tick(mailbox, until: stop) }
            var outcome: Result<Void, StoreError> = .success(())
            do throws(StoreError) {
                while try await turn(
                    &shift,
                    mailbox,
                    draining,
                    stop,
                    handOver: { prepared in
                        group.addTask { await deliver(prepared, to: mailbox) }
                    },
                    wakeAfter: { wait in
                        group.addTask {
                            try? await Task.sleep(for: wait)
                            mailbox.put(.tick)
                        }
                    }
                ) {}
            } catch {
                outcome = .failure(error)
            }
            stop.stop()
            let ending = await finish(&shift, mailbox)
            if case .success = outcome { outcome = ending }
            // Nothing is in flight any more: what is left are alarms that nobody needs.
            group.cancelAll()
            return outcome
        }
        try outcome.get()
        return shift.summary
    }

    /// One turn of the wheel; false where no more is to be taken on.
    private func turn(
        _ shift: inout Shift,
        _ mailbox: Mailbox<Event>,
        _ draining: Bool,
        _ stop: StopSignal,
        handOver: (Prepared) -> Void,
        wakeAfter: (Duration) -> Void
    ) async throws(StoreError) -> Bool {
        guard !isOver(stop) else { return false }
        var goesOn = false
        do throws(StoreError) {
            try await record(&shift)
            if wantsMore(shift), hasRoom(shift) { goesOn = try await claim(&shift) > 0 }
            // Composing takes its time; what was not begun when the signal came is put back.
            guard !isOver(stop) else { return false }
            goesOn = try await begin(&shift, mayPutBack: !draining, handOver: handOver) || goesOn
        } catch {
            // A running worker outlives a full disk: it sends nothing that it cannot record, and tries again.
            guard !draining, error.isWorthTryingAgain else { throw error }
            shift.summary.storeErrors += 1
            goesOn = false
        }
        if goesOn { return true }
        if draining, shift.inFlight == 0, shift.nextTurn == nil { return false }
        // Turns that come close together are begun in one commit.
        if let wait = shift.nextTurn { wakeAfter(max(wait, .milliseconds(10))) }
        shift.take(await mailbox.take())
        return true
    }

    private func isOver(_ stop: StopSignal) -> Bool { stop.isStopped || Task.isCancelled }

    /// What is prepared is begun first, but for what only waits for a turn: it holds up no other channel.
    private func wantsMore(_ shift: Shift) -> Bool {
        shift.prepared.isEmpty || (shift.nextTurn != nil && shift.prepared.count < options.batch / 2)
    }

    /// Hand-overs begin, and actions are claimed, in large lots, so that a commit serves many.
    private func hasRoom(_ shift: Shift) -> Bool { shift.inFlight <= options.inFlight / 2 }

    /// Waits for what is in flight and records it; what has not begun is put back on the queue.
    ///
    /// Nothing is dropped at the first error: a result that is not recorded leaves a person with an unknown fate.
    private func finish(_ shift: inout Shift, _ mailbox: Mailbox<Event>) async -> Result<Void, StoreError> {
        shift.results += shift.prepared.map { aftermath.result(puttingBack: $0.intent) }
        shift.prepared = []
        var tries = 0
        while true {
            do throws(StoreError) {
                try await record(&shift)
                if shift.inFlight == 0 { return .success(()) }
            } catch {
                shift.summary.storeErrors += 1
                if shift.inFlight == 0 {
                    tries += 1
                    guard error.isWorthTryingAgain, tries < options.lastTries else { return .failure(error) }
                    try? await Task.sleep(for: options.tick)
                }
            }
            if shift.inFlight > 0 { shift.take(await mailbox.take()) }
        }
    }

    private func claim(_ shift: inout Shift) async throws(StoreError) -> Int {
        let now = clock.now
        let resting = breakers.resting(at: now)
        var inForce = try await approvals?.lastKnown(store)
        var claim = Claim(isStale: true)
        while true {
            let decider = inForce.map(decider.using) ?? decider
            let request = ClaimRequest(
                worker: options.name,
                limit: options.batch,
                now: now,
                lastReview: inForce?.lastReview
            )
            claim = try await store.claim(request) { decider.ruling(on: $0, at: now, resting: resting) }
            guard claim.isStale else { break }
            inForce = try await approvals?.inForce(store)
        }
        shift.summary.decided += claim.decided
        let composer = inForce.map(composer.using) ?? composer
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

    /// Begins as many hand-overs as there is room for and the providers' rates allow; false where nothing came of it.
    private func begin(
        _ shift: inout Shift,
        mayPutBack: Bool,
        handOver: (Prepared) -> Void
    ) async throws(StoreError) -> Bool {
        shift.nextTurn = nil
        guard !shift.prepared.isEmpty, hasRoom(shift) else { return false }
        let batch = takeTurns(&shift, mayPutBack: mayPutBack)
        guard !batch.isEmpty else { return false }
        let answers: [Start.Answer]
        do throws(StoreError) {
            answers = try await store.begin(batch.map(\.start), at: clock.now)
        } catch {
            // The commit may have reached the disk all the same; see `stopped`.
            for prepared in batch {
                shift.doubtful.insert(prepared.intent.attempt.id)
                breakers.passBack(prepared.provider.id, at: clock.now)
            }
            shift.prepared = batch + shift.prepared
            throw error
        }
        for (prepared, answer) in zip(batch, answers) {
            switch answer {
            case .go:
                shift.inFlight += 1
                handOver(prepared)
            case .stop:
                breakers.passBack(prepared.provider.id, at: clock.now)
                stopped(prepared.intent, &shift)
            }
            shift.doubtful.remove(prepared.intent.attempt.id)
        }
        return true
    }

    /// Takes out those that may begin now; the rest stays prepared where its turn is near, and is put back where not.
    ///
    /// A message that waited long behind its decision would go out on old knowledge, and would hold up other channels.
    private func takeTurns(_ shift: inout Shift, mayPutBack: Bool) -> [Prepared] {
        let room = max(1, options.inFlight - shift.inFlight)
        var batch: [Prepared] = []
        var staying: [Prepared] = []
        var queues: [ProviderID: (wait: Duration, gap: Duration)] = [:]
        let now = clock.now
        for prepared in shift.prepared {
            guard batch.count < room else {
                staying.append(prepared)
                continue
            }
            let id = prepared.provider.id
            if let pause = breakers.pass(id, at: now) {
                shift.results.append(putBack(prepared.intent, behind: pause, at: now))
                continue
            }
            if queues[id] == nil, case .wait(let wait, let gap) = prepared.provider.takeTurn() {
                queues[id] = (wait, gap)
            }
            guard let (wait, gap) = queues[id] else {
                batch.append(prepared)
                continue
            }
            breakers.passBack(id, at: now)
            queues[id] = (wait + gap, gap)
            shift.nextTurn = min(shift.nextTurn ?? wait, wait)
            if mayPutBack, wait > options.longestWait {
                shift.results.append(aftermath.result(puttingBack: prepared.intent, until: now + wait))
            } else {
                staying.append(prepared)
            }
        }
        shift.prepared = staying
        return batch
    }

    /// A message whose provider rests: decided anew at once where another one works, else when the pause is over.
    private func putBack(_ intent: Intent, behind pause: Duration, at now: Instant) -> HandoverResult {
        let hasOther = playbook.hasWay(for: intent.attempt.channel, besides: breakers.resting(at: now))
        return aftermath.result(puttingBack: intent, until: hasOther ? nil : now + pause)
    }

    /// Notes an intent that may not begin.
    ///
    /// Where an earlier answer was lost it may have been begun by that very call: nobody but this worker could have
    /// handed it over, and it did not, so it is put back instead of standing as begun.
    private func stopped(_ intent: Intent, _ shift: inout Shift) {
        shift.summary.stopped += 1
        guard shift.doubtful.contains(intent.attempt.id) else { return }
        shift.results.append(aftermath.result(puttingBack: intent))
    }

    private func record(_ shift: inout Shift) async throws(StoreError) {
        let now = clock.now
        for (intent, handover) in shift.finished {
            shift.summary.count(handover)
            var result = aftermath.result(of: intent, ending: handover, at: now, using: &shift.generator)
            if let change = breakers.note(handover, of: intent.attempt, at: now) {
                result.entries.append(change)
            }
            shift.results.append(result)
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
        while await stop.wait(for: options.tick), !Task.isCancelled { mailbox.put(.tick) }
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
    /// How long until a prepared message may begin, where the providers' rates hold all of them.
    var nextTurn: Duration?
    /// Attempts whose beginning failed, and may have been written all the same.
    var doubtful: Set<AttemptID> = []

    init(generator: any RandomNumberGenerator & Sendable) { self.generator = generator }

    mutating func take(_ events: [Event]) {
        for case .finished(let intent, let handover) in events {
            inFlight -= 1
            finished.append((intent, handover))
        }
    }

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
