import Channels
import Dunning
import Storage

extension Worker {
    /// Takes out those that may begin now; the rest stays prepared where its turn is near, and is put back where not.
    ///
    /// A message that waited long behind its decision would go out on old knowledge, and would hold up other channels.
    func takeTurns(_ shift: inout Shift, mayPutBack: Bool) -> [Prepared] {
        var desk = TurnDesk(now: clock.now, longestWait: mayPutBack ? options.longestWait : nil)
        var batch: [Prepared] = []
        var staying = LaneQueue<Prepared>()
        var slots = shift.slots
        let open = slots.open
        while true {
            let waiting = shift.prepared.lanes.filter { open.contains($0) && slots.hasRoom(for: $0) }
            guard let lane = shift.beginning.next(of: waiting), let prepared = shift.prepared.popFirst(in: lane) else {
                break
            }
            switch turn(of: prepared, &desk) {
            case .now:
                shift.beginning.took(lane, of: waiting)
                slots.take(lane)
                batch.append(prepared)
            case .soon: staying.append(prepared, in: lane)
            case .never(let result): shift.results.append(result)
            }
        }
        staying.append(shift.prepared)
        shift.prepared = staying
        shift.nextTurn = desk.next
        return batch
    }

    /// When a message may begin.
    private enum Chance {
        case now
        /// When its provider's rate has a turn for it, which is near.
        case soon
        /// Not by this decision.
        case never(HandoverResult)
    }

    private func turn(of prepared: Prepared, _ desk: inout TurnDesk) -> Chance {
        let now = desk.now
        // The clock was set back: what was right at a moment that is yet to come is decided anew.
        guard now >= prepared.intent.attempt.decidedAt else {
            return .never(aftermath.result(puttingBack: prepared.intent))
        }
        let id = prepared.provider.id
        if let pause = breakers.pass(id, at: now) { return .never(putBack(prepared.intent, behind: pause, at: now)) }
        guard let wait = desk.wait(for: prepared.provider) else { return .now }
        breakers.passBack(id, at: now)
        guard let longest = desk.longestWait, wait > longest else { return .soon }
        return .never(aftermath.result(puttingBack: prepared.intent, until: now + wait))
    }

    /// A message whose provider rests: decided anew at once where another one works, else when the pause is over.
    private func putBack(_ intent: Intent, behind pause: Duration, at now: Instant) -> HandoverResult {
        let hasOther = playbook.rest(of: intent.attempt.channel, breakers.resting(at: now)) == nil
        let end = hasOther ? nil : now + pause
        return aftermath.result(puttingBack: intent, until: end, because: Progress.providersRest)
    }
}

/// Hands out the turns of providers' rates, one after the other.
private struct TurnDesk {
    let now: Instant
    /// Who would wait longer is put back; nil = everybody waits as long as it takes.
    let longestWait: Duration?
    /// How long until the first of those that wait may begin.
    private(set) var next: Duration?
    private var queues: [ProviderID: (wait: Duration, gap: Duration)] = [:]

    init(now: Instant, longestWait: Duration?) {
        self.now = now
        self.longestWait = longestWait
    }

    /// How long the next message of a provider waits; nil = it may begin.
    mutating func wait(for provider: any Provider) -> Duration? {
        if queues[provider.id] == nil, case .wait(let wait, let gap) = provider.takeTurn() {
            queues[provider.id] = (wait, gap)
        }
        guard let (wait, gap) = queues[provider.id] else { return nil }
        queues[provider.id] = (wait + gap, gap)
        next = min(next ?? wait, wait)
        return wait
    }
}
