import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Journal
import Storage
import Synchronization
import Testing

/// Hundreds of actions under a worker that dies again and again at any point; the whole run follows from its seed.
struct SimulationTests {
    @Test(arguments: [1, 2, 3, 5, 8] as [UInt64])
    func `never twice and never lost, whenever the worker dies`(seed: UInt64) async throws {
        let chaos = Chaos(seed: seed)
        var setting = Trial.Setting()
        for channel in [Channel.email, .sms, .voice] {
            setting.ways[channel] = [WireProvider(channel, answering: { await chaos.deliver($0) })]
        }
        setting.retry.attempts = 3
        try await Trial.with(setting) { trial in
            try await trial.accept(Population.actions(120, seed: seed))
            try await chaos.work(trial)
            #expect(chaos.deaths > 10, "seed \(seed): too few deaths to prove anything")
            let reports = try await trial.store.actions(ActionFilter())
            #expect(reports.count == 120)
            let judge = Judge(wire: chaos.wire, clock: trial.clock.now, seed: seed)
            for report in reports { judge.look(at: report) }
            judge.lookAtCaps(reports)
            let counts = try await trial.store.counts()
            for state in [ActionState.completed, .review, .cancelled, .blocked] {
                #expect(counts[state, default: 0] > 0, "seed \(seed): no action is \(state), nothing is proved")
            }
            try await StoreAgreement.check(trial.store)
        }
    }
}

/// Actions of many kinds.
enum Population {
    static func actions(_ count: Int, seed: UInt64) -> [Action] {
        var chance = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            if number % 4 == 0 { return capped(number) }
            let isLadder = chance.next() % 3 != 0
            let hasEnd = chance.next() % 8 == 0
            let hasBeginning = chance.next() % 8 == 0
            return .sample(
                id: "A\(number)",
                debtor: "P\(number / 2)",
                debt: "D\(number / 2)",
                plan: isLadder ? .sequence(SequenceID(trusted: "standard")) : .email(),
                lane: Lane.allCases[Int(chance.next() % 3)],
                contacts: chance.next() % 10 == 0 ? [] : nil,
                notBefore: hasBeginning ? Trial.start + .seconds(40_000) : nil,
                notAfter: hasEnd ? Trial.start + .seconds(5 * 86_400) : nil
            )
        }
    }

    /// One of many messages about few debts, in a country where only the house's caps hold.
    private static func capped(_ number: Int) -> Action {
        var action = Action.sample(
            id: "A\(number)",
            debtor: "capped-\(number % 3)",
            debt: "capped-\(number % 3)",
            plan: .sms()
        )
        action.debtor.locale = "en-GB"
        action.debtor.address?.country = "CZ"
        action.debtor.address?.region = nil
        action.debtor.contacts = [ContactPoint(channel: .sms, value: "+420601123456", use: .home, line: .mobile)]
        return action
    }
}

/// Everything that goes wrong: deaths between and within the steps, refusals, unknown fates, facts and cancellations.
final class Chaos: Sendable {
    struct Sent: Sendable {
        let attempt: Attempt
        let at: Instant
        let answer: Handover
    }

    private struct State {
        var chance: SeededGenerator
        var isDead = false
        var deaths = 0
        var wire: [Sent] = []
    }

    private let state: Mutex<State>
    private let store = Mutex<Trial?>(nil)

    init(seed: UInt64) { state = Mutex(State(chance: SeededGenerator(seed: seed &* 7919))) }

    var deaths: Int { state.withLock { $0.deaths } }
    var wire: [Sent] { state.withLock { $0.wire } }

    /// Works until nothing waits any more, with a new worker after each death.
    func work(_ trial: Trial) async throws {
        store.withLock { $0 = trial }
        for round in 0..<20_000 as Range<UInt64> {
            state.withLock { $0.isDead = false }
            let life = try trial.sibling()
            let isDead = await isDead(after: round, life)
            await life.store.close()
            if try isDead.get() { continue }
            guard let next = try await trial.store.nextWake(after: trial.clock.now) else { return }
            trial.clock.advance(to: next)
        }
        Issue.record("the simulation never comes to rest")
    }

    /// One worker's life, with a store of its own that is closed by its death.
    private func isDead(after round: UInt64, _ life: Trial) async -> Result<Bool, StoreError> {
        let faulty = FaultyStore(life.store) { [self] verb, moment in await pass(verb, moment, life) }
        // One in flight at a time, so that the same seed gives the same run.
        let options = WorkerOptions(batch: 16, inFlight: 1, tick: .milliseconds(1), lastTries: 1)
        do throws(StoreError) {
            _ = try await life.store.recover(at: life.clock.now)
            _ = try await life.worker(on: faulty, options).drain(using: SeededGenerator(seed: round))
            return .success(false)
        } catch {
            return error == .unavailable("dead") ? .success(true) : .failure(error)
        }
    }

    private func pass(_ verb: FaultyStore.Verb, _ moment: FaultyStore.Moment, _ trial: Trial) async -> StoreError? {
        if moment == .before, verb != .claim { await interfere(trial) }
        return dies(oneIn: 25) ? .unavailable("dead") : nil
    }

    /// What is on the wire stays there; a dead worker puts nothing on it.
    func deliver(_ delivery: Delivery) async -> Handover {
        guard let trial = store.withLock({ $0 }), !dies(oneIn: 60) else { return .unknown("dead") }
        let now = trial.clock.now
        let answer = state.withLock { state -> Handover in
            let answer = Self.answer(&state.chance)
            state.wire.append(Sent(attempt: delivery.attempt, at: now, answer: answer))
            return answer
        }
        if roll(20) == 0 { await interfere(trial) }
        return dies(oneIn: 60) ? .unknown("dead") : answer
    }

    private static func answer(_ chance: inout SeededGenerator) -> Handover {
        switch chance.next() % 20 {
        case 0, 1: .refused(Refusal(.temporary, code: "busy", text: "later"))
        case 2: .refused(Refusal(.throttled, code: "429", text: "slow", retryAfter: .seconds(600)))
        case 3: .refused(Refusal(.permanent, code: "gone", text: "no such"))
        case 4: .unknown("connection lost")
        default: .accepted(reference: nil)
        }
    }

    private func roll(_ sides: UInt64) -> UInt64 { state.withLock { $0.chance.next() % sides } }

    private func dies(oneIn sides: UInt64) -> Bool {
        state.withLock { state in
            if !state.isDead, state.chance.next() % sides == 0 {
                state.isDead = true
                state.deaths += 1
            }
            return state.isDead
        }
    }

    private func interfere(_ trial: Trial) async {
        let number = roll(120)
        let action = ActionID(trusted: "A\(number)")
        let debtor = "P\(number / 2)"
        switch roll(60) {
        case 0: _ = try? await trial.store.cancel(action, reason: "engine", at: trial.clock.now)
        case 1: try? await trial.add(.paid, about: debtor, debt: debtor.replacing("P", with: "D"))
        case 2: try? await trial.add(.hold(until: nil, reason: "complaint"), about: debtor)
        case 3, 4: try? await trial.add(.release(kind: "hold"), about: debtor)
        case 5: try? await trial.add(.optOut(channel: .sms, value: nil, via: "reply", about: nil), about: debtor)
        case 6: try? await trial.add(.homeUnreachable, about: debtor)
        case 7, 8, 9: await report(trial)
        default: break
        }
    }
}

extension Chaos {
    /// A provider reports what became of one of the messages that it took, whatever we know of it.
    private func report(_ trial: Trial) async {
        let taken = wire.filter(\.answer.isAccepted)
        guard !taken.isEmpty else { return }
        let sent = taken[Int(roll(UInt64(taken.count)))]
        let state: AttemptState = roll(4) == 0 ? .undelivered : .delivered
        let receipt = Receipt(subject: .attempt(sent.attempt.id), state: state, code: "network")
        _ = try? await trial.store.receive([receipt], at: trial.clock.now)
    }
}

/// Looks at the end of a run for anything that must never be.
struct Judge {
    let wire: [Chaos.Sent]
    let clock: Instant
    let seed: UInt64

    func look(at report: ActionReport) {
        let action = report.action
        let sent = wire.filter { $0.attempt.action == action.id }
        let note = Comment(rawValue: "seed \(seed), action \(action.id), \(report.progress)")
        #expect(Set(sent.map(\.attempt.id)).count == sent.count, note)
        for delivery in sent { lookAtFate(of: delivery, in: report, note) }
        for attempt in report.attempts { lookAtTruth(of: attempt, sent, note) }
        // What its provider reports as not delivered may be tried another way.
        let failed = Set(report.attempts.filter { $0.state == .undelivered }.map(\.attempt.id))
        let taken = sent.filter { $0.answer.mayHaveArrived && !failed.contains($0.attempt.id) }
        #expect(Set(taken.map(\.attempt.step)).count == taken.count, note)
        lookAtSpacing(of: taken, note)
        for delivery in sent {
            if let start = action.notBefore { #expect(delivery.at >= start, note) }
            if let end = action.notAfter { #expect(delivery.at < end, note) }
        }
        let isAtRest = report.progress.state.isFinal || report.progress.state == .review
        #expect(isAtRest || (report.progress.state == .paused && report.progress.reason == "house.hold"), note)
        #expect(report.progress.state != .review || report.attempts.contains { $0.state == .unknown }, note)
    }

    /// Never lost: what is on the wire is known by its answer, or stands as unknown.
    private func lookAtFate(of delivery: Chaos.Sent, in report: ActionReport, _ note: Comment) {
        let state = report.attempts.first { $0.attempt.id == delivery.attempt.id }?.state
        switch delivery.answer {
        case .accepted: #expect([.handedOver, .unknown, .delivered, .undelivered].contains(state), note)
        case .refused: #expect(state == .refused || state == .unknown, note)
        case .unknown: #expect(state == .unknown, note)
        }
    }

    /// Nothing is told that did not happen, and nothing stays under way.
    private func lookAtTruth(of attempt: AttemptReport, _ sent: [Chaos.Sent], _ note: Comment) {
        let answer = sent.first { $0.attempt.id == attempt.attempt.id }?.answer
        switch attempt.state {
        case .handedOver, .delivered, .undelivered: #expect(answer?.isAccepted == true, note)
        case .refused: #expect(answer?.isRefused == true, note)
        case .withdrawn: #expect(answer == nil, note)
        case .unknown: break
        case .intended, .begun: Issue.record(note)
        }
    }

    private func lookAtSpacing(of taken: [Chaos.Sent], _ note: Comment) {
        let inOrder = taken.sorted { $0.at < $1.at }
        #expect(inOrder.map(\.attempt.step) == inOrder.map(\.attempt.step).sorted(), note)
        for (earlier, later) in zip(inOrder, inOrder.dropFirst()) {
            let step = Trial.steps[later.attempt.step]
            #expect(later.at - earlier.at >= step.after, note)
        }
    }

    /// Three contacts in seven days about one debt: of any four that count, the last is on the seventh day or later.
    func lookAtCaps(_ reports: [ActionReport]) {
        let counting = reports.flatMap(\.attempts).filter {
            $0.state.counts && $0.attempt.debt.rawValue.hasPrefix("capped")
        }
        for (debt, attempts) in Dictionary(grouping: counting, by: \.attempt.debt) {
            let times = attempts.map(\.attempt.decidedAt).sorted()
            #expect(times.count > 4, "seed \(seed), debt \(debt): too few to prove the cap")
            for (first, fourth) in zip(times, times.dropFirst(3)) {
                #expect(fourth - first >= .seconds(6 * 86_400), "seed \(seed), debt \(debt)")
            }
        }
    }
}

extension Handover {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var isRefused: Bool { if case .refused = self { true } else { false } }
    /// Whether the debtor may have got it.
    var mayHaveArrived: Bool { !isRefused }
}
