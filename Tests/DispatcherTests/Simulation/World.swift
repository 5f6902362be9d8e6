import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Synchronization

/// All that a simulated run shares: its chance, what lies on the wire, what was told to whom, in one order.
final class World: Sendable {
    /// A message on the wire.
    struct Sent: Sendable {
        let attempt: Attempt
        let at: Instant
        let answer: Handover
        /// Its place among all events.
        let order: Int
    }

    /// A word that stops messages, once whoever gave it has the answer.
    struct Stop: Sendable {
        let order: Int
        let subject: Subject
        /// What was being handed over at that moment.
        let inFlight: Set<AttemptID>

        enum Subject: Hashable, Sendable {
            case action(ActionID)
            case debt(DebtID)
            case texts(DebtorID)

            func covers(_ attempt: Attempt) -> Bool {
                switch self {
                case .action(let id): attempt.action == id
                case .debt(let id): attempt.debt == id
                case .texts(let debtor): attempt.debtor == debtor && attempt.channel == .sms
                }
            }
        }
    }

    private struct State {
        var chance: SeededGenerator
        var order = 0
        var deaths = 0
        var wire: [Sent] = []
        var stops: [Stop] = []
    }

    let clock: VirtualClock
    private let state: Mutex<State>

    init(seed: UInt64, clock: VirtualClock) {
        self.clock = clock
        state = Mutex(State(chance: SeededGenerator(seed: seed &* 7919)))
    }

    var deaths: Int { state.withLock { $0.deaths } }
    var wire: [Sent] { state.withLock { $0.wire } }
    var stops: [Stop] { state.withLock { $0.stops } }

    /// A number from 0 to one less than the sides.
    func roll(_ sides: Int) -> Int { state.withLock { Int($0.chance.next() % UInt64(sides)) } }

    func noteDeath() { state.withLock { $0.deaths += 1 } }

    /// Puts a message on the wire and makes up the provider's answer.
    func send(_ attempt: Attempt) -> Handover {
        state.withLock { state in
            state.order += 1
            let answer = World.answer(&state.chance)
            state.wire.append(Sent(attempt: attempt, at: clock.now, answer: answer, order: state.order))
            return answer
        }
    }

    /// From now on nothing about the subject may go on the wire but what is in flight.
    func stopped(_ subject: Stop.Subject, but inFlight: [AttemptID]) {
        state.withLock { state in
            state.order += 1
            state.stops.append(Stop(order: state.order, subject: subject, inFlight: Set(inFlight)))
        }
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
}

/// A process that can die at any moment: from then on it writes nothing and sends nothing.
final class Mortal: Sendable {
    private let world: World
    private let dead = Mutex(false)

    init(_ world: World) { self.world = world }

    var isDead: Bool { dead.withLock { $0 } }

    /// Lets others go first, and perhaps never comes back.
    func live(dyingOneIn sides: Int) async -> Bool {
        for _ in 0..<world.roll(4) { await Task.yield() }
        let dies = world.roll(sides) == 0
        return dead.withLock { isDead in
            if !isDead, dies {
                isDead = true
                world.noteDeath()
            }
            return !isDead
        }
    }

    /// The store as this process reaches it.
    func reaching(_ store: any Store) -> FaultyStore {
        FaultyStore(store) { [self] _, _ in await live(dyingOneIn: 40) ? nil : .unavailable("dead") }
    }

    /// What is on the wire stays there; a dead process puts nothing on it, and learns no answer.
    func deliver(_ delivery: Delivery) async -> Handover {
        guard await live(dyingOneIn: 60) else { return .unknown("dead") }
        let answer = world.send(delivery.attempt)
        return await live(dyingOneIn: 60) ? answer : .unknown("dead")
    }
}
