import Channels
public import Dunning
import Journal
public import Storage

/// Works the queue: claim and decide, compose, begin, hand over, record.
///
/// Each arrow between the steps is a commit: nothing is handed over whose intent is not on the journal, and a crash
/// between two steps leaves an attempt that is known not to have begun, or one that stands as unknown.
public struct Worker: Sendable {
    let store: any Store
    let decider: Decider
    let composer: Composer
    let aftermath: Aftermath
    let playbook: Playbook
    let clock: any WallClock
    let options: WorkerOptions
    let breakers: BreakerBoard
    let approvals: Approvals?
    let meter: WorkMeter
    let tell: @Sendable (WorkNews) -> Void

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
        approvals: Approvals? = nil,
        meter: WorkMeter = WorkMeter(),
        tell: @escaping @Sendable (WorkNews) -> Void = { _ in }
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
        self.meter = meter
        self.tell = tell
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
    //                                         ├─ an alarm for the next turn of a rate
    //                                         └─ the ticker, until stopped
    private func work(
        draining: Bool,
        until stop: StopSignal,
        using generator: any RandomNumberGenerator & Sendable
    ) async throws(StoreError) -> WorkSummary {
        var shift = Shift(size: options.inFlight, generator: generator)
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
                            // Turns and pauses end by the time on the wall, and no event tells of it.
                            try? await Task.sleep(for: wait)
                            mailbox.put(.turn)
                        }
                    }
                ) {}
            } catch {
                outcome = .failure(error)
            }
            // Who drains leaves the signal alone where it has come to its end: another worker may still be at it.
            if !draining || isOver(stop) || outcome.hasFailed { stop.stop() }
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
            if let lanes = shift.wanted(batch: options.batch) { goesOn = try await claim(lanes, &shift) > 0 }
            // Composing takes its time; what was not begun when the signal came is put back.
            guard !isOver(stop) else { return false }
            goesOn = await compose(&shift) || goesOn
            guard !isOver(stop) else { return false }
            goesOn = try await begin(&shift, mayPutBack: !draining, handOver: handOver) || goesOn
        } catch {
            // A running worker outlives a full disk: it sends nothing that it cannot record, and tries again.
            guard !draining, error.isWorthTryingAgain else { throw error }
            shift.summary.storeErrors += 1
            meter.storeFailed()
            goesOn = false
        }
        if goesOn { return true }
        if draining, shift.slots.total == 0, shift.nextTurn == nil { return false }
        // Turns that come close together are begun in one commit.
        if let wait = shift.nextTurn { wakeAfter(max(wait, .milliseconds(10))) }
        shift.take(await mailbox.take())
        return true
    }

    private func isOver(_ stop: StopSignal) -> Bool { stop.isStopped || Task.isCancelled }

    /// Waits for what is in flight and records it; what has not begun is put back on the queue.
    ///
    /// Nothing is dropped at the first error: a result that is not recorded leaves a person with an unknown fate.
    private func finish(_ shift: inout Shift, _ mailbox: Mailbox<Event>) async -> Result<Void, StoreError> {
        let left = shift.decided.elements.flatMap(\.intents) + shift.prepared.elements.map(\.intent)
        shift.results += left.map { aftermath.result(puttingBack: $0) }
        shift.decided = LaneQueue()
        shift.prepared = LaneQueue()
        var tries = 0
        while true {
            do throws(StoreError) {
                try await record(&shift)
                if shift.slots.total == 0 { return .success(()) }
            } catch {
                shift.summary.storeErrors += 1
                meter.storeFailed()
                if shift.slots.total == 0 {
                    tries += 1
                    guard error.isWorthTryingAgain, tries < options.lastTries else { return .failure(error) }
                    // A database that is away tells nobody when it is back.
                    try? await Task.sleep(for: options.tick)
                }
            }
            if shift.slots.total > 0 { shift.take(await mailbox.take()) }
        }
    }

    private func deliver(_ prepared: Prepared, to mailbox: Mailbox<Event>) async {
        let start = meter.start()
        let handover = await prepared.provider.deliver(prepared.sealed, for: prepared.delivery)
        meter.handedOver(prepared.intent.attempt, handover, since: start)
        mailbox.put(.finished(prepared.intent, handover))
    }

    /// Looks out for urgent work in short steps, and for all of it in longer ones.
    private func tick(_ mailbox: Mailbox<Event>, until stop: StopSignal) async {
        let step = min(options.tick, options.lookout)
        var passed = Duration.zero
        while await stop.wait(for: step), !Task.isCancelled {
            passed += step
            let isIdleOver = passed >= options.tick
            if isIdleOver { passed = .zero }
            mailbox.put(.tick(isIdleOver: isIdleOver))
        }
        mailbox.put(.tick(isIdleOver: true))
    }
}

// MARK: - What a turn is made of

extension Worker {
    private func claim(_ lanes: LaneShares, _ shift: inout Shift) async throws(StoreError) -> Int {
        let now = clock.now
        breakers.learn(try await store.standings())
        let resting = breakers.resting(at: now)
        var inForce = try await approvals?.lastKnown(store)
        while true {
            let decider = inForce.map(decider.using) ?? decider
            let request = ClaimRequest(
                worker: options.name,
                limit: options.batch,
                now: now,
                lanes: lanes,
                lastReview: inForce?.lastReview
            )
            let start = meter.start()
            let claim = try await asking(.claim, &shift) { () async throws(StoreError) in
                try await store.claim(request) { decider.ruling(on: $0, at: now, resting: resting) }
            }
            if claim.isStale {
                inForce = try await approvals?.inForce(store)
                continue
            }
            meter.claimed(claim.decided, since: start)
            shift.add(claim, from: lanes, composer: inForce.map(composer.using) ?? composer, at: now)
            return claim.decided
        }
    }

    /// Composes a part of what was decided, of the lane whose turn it is; false where there is nothing.
    private func compose(_ shift: inout Shift) async -> Bool {
        let waiting = shift.decided.lanes
        guard let lane = shift.composing.next(of: waiting), let piece = shift.decided.popFirst(in: lane) else {
            return false
        }
        shift.composing.took(lane, of: waiting)
        let salts = shift.salts(for: piece.intents.count)
        let composed = await piece.composer.prepare(piece.intents, at: piece.now, salts: salts)
        for (intent, result) in zip(piece.intents, composed) {
            switch result {
            case .success(let prepared): shift.prepared.append(prepared, in: lane)
            case .failure(let failure):
                shift.summary.notComposed += 1
                shift.results.append(aftermath.result(of: intent, failing: failure.problems, at: piece.now))
            }
        }
        return true
    }

    /// Begins as many hand-overs as there is room for and the providers' rates allow; false where nothing came of it.
    private func begin(
        _ shift: inout Shift,
        mayPutBack: Bool,
        handOver: (Prepared) -> Void
    ) async throws(StoreError) -> Bool {
        shift.nextTurn = nil
        let batch = takeTurns(&shift, mayPutBack: mayPutBack)
        guard !batch.isEmpty else { return !shift.results.isEmpty }
        let answers: [Start.Answer]
        do throws(StoreError) {
            answers = try await asking(.begin, &shift) { () async throws(StoreError) in
                try await store.begin(batch.map(\.start), at: clock.now)
            }
        } catch {
            // The commit may have reached the disk all the same; see `stopped`.
            for prepared in batch.reversed() {
                shift.doubtful.insert(prepared.intent.attempt.id)
                breakers.passBack(prepared.provider.id, at: clock.now)
                shift.prepared.putBack(prepared, in: prepared.intent.action.lane)
            }
            throw error
        }
        for (prepared, answer) in zip(batch, answers) {
            switch answer {
            case .go:
                shift.slots.take(prepared.intent.action.lane)
                handOver(prepared)
            case .stop:
                shift.looksAround = true
                breakers.passBack(prepared.provider.id, at: clock.now)
                stopped(prepared.intent, &shift)
            }
            shift.doubtful.remove(prepared.intent.attempt.id)
        }
        return true
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
            let result = aftermath.result(of: intent, ending: handover, at: now, using: &shift.generator)
            if let change = breakers.note(handover, of: intent.attempt, at: now) { shift.news.append(change) }
            if case .refused = handover, result.progress.state == .waiting {
                meter.willRetry(on: intent.attempt.channel)
            }
            shift.results.append(result)
        }
        shift.finished = []
        let (results, news) = (shift.results, shift.news)
        if !results.isEmpty {
            try await asking(.record, &shift) { () async throws(StoreError) in
                try await store.record(results, at: now)
            }
            shift.results = []
            shift.looksAround = true
        }
        guard !news.isEmpty else { return }
        try await asking(.record, &shift) { () async throws(StoreError) in try await store.note(news, at: now) }
        shift.news = []
    }

    /// Asks the store for something, and tells where that fails for the first time, and where it works again.
    ///
    /// It works again where what had failed succeeds: reading goes on behind a full disk, and proves nothing.
    private func asking<Value>(
        _ verb: Shift.Verb,
        _ shift: inout Shift,
        _ work: () async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        do throws(StoreError) {
            let value = try await work()
            if shift.trouble == verb {
                shift.trouble = nil
                tell(.storeWorks)
            }
            return value
        } catch {
            if shift.trouble == nil { tell(.storeFails(error)) }
            shift.trouble = verb
            throw error
        }
    }
}

extension Result {
    fileprivate var hasFailed: Bool { if case .failure = self { true } else { false } }
}

extension StoreError {
    fileprivate var isWorthTryingAgain: Bool {
        switch self {
        case .unavailable, .cannotWrite: true
        case .schemaTooNew, .damaged, .defect: false
        }
    }
}
