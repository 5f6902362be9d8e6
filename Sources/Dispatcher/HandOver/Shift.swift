import Channels
import Dunning
import Storage

/// What one worker has in its hands.
struct Shift {
    var generator: any RandomNumberGenerator & Sendable
    var summary = WorkSummary()
    /// What is in flight.
    var slots: Slots
    /// Decided, not composed yet.
    var decided = LaneQueue<Piece>()
    /// Composed, not begun yet.
    var prepared = LaneQueue<Prepared>()
    var finished: [(Intent, Handover)] = []
    var results: [HandoverResult] = []
    /// What breakers found out and other processes are to know.
    var news: [BreakerReport] = []
    /// How long until a prepared message may begin, where the providers' rates hold all of them.
    var nextTurn: Duration?
    /// Attempts whose beginning failed, and may have been written all the same.
    var doubtful: Set<AttemptID> = []
    /// Whether there may be something to claim: at the start, and whenever something has happened since.
    var looksAround = true
    /// Whether it is time to look past what is in hand: an urgent action must not wait for it.
    var looksOut = true
    /// What the store could not do when it was last asked.
    var trouble: Verb?

    /// Who is served next where several lanes wait to be composed, or to begin.
    var composing = LaneTurns()
    var beginning = LaneTurns()

    /// What the store is asked to do.
    enum Verb { case record, claim, begin }

    /// Intents of one lane and one claim that are composed in one go.
    struct Piece: Sendable {
        var intents: [Intent]
        var composer: Composer
        /// When they were decided.
        var now: Instant
    }

    init(size: Int, generator: any RandomNumberGenerator & Sendable) {
        slots = Slots(size)
        self.generator = generator
    }

    /// Takes in what has happened.
    mutating func take(_ events: [Event]) {
        for event in events {
            switch event {
            case .finished(let intent, let handover):
                slots.free(intent.action.lane)
                finished.append((intent, handover))
                looksAround = true
            case .turn: looksAround = true
            case .tick(let isIdleOver):
                looksOut = true
                looksAround = looksAround || isIdleOver
            }
        }
    }

    /// What to claim now; nil = nothing.
    ///
    /// What is in hand is begun first, but for what only waits for its provider's turn: it holds up no other channel.
    /// Now and then lanes are looked at of which there is nothing in hand, so that none of them waits for another.
    func wanted(batch: Int) -> LaneShares? {
        let isEmptyHanded = decided.isEmpty && prepared.isEmpty
        let isHeldByRates = nextTurn != nil && decided.isEmpty && prepared.count < batch / 2
        if looksAround, isEmptyHanded || isHeldByRates, slots.areHalfFree { return .fair }
        guard looksOut else { return nil }
        let isIdle = isEmptyHanded && slots.total == 0
        let lanes = slots.open.filter { lane in
            switch lane {
            case .urgent: prepared.count(in: lane) < max(1, batch / 2) && decided.count(in: lane) == 0
            case .normal, .bulk: !isIdle && prepared.count(in: lane) == 0 && decided.count(in: lane) == 0
            }
        }
        return lanes.isEmpty ? nil : .fair.only(lanes)
    }

    /// Notes what a claim of these lanes has brought.
    mutating func add(_ claim: Claim, from lanes: LaneShares, composer: Composer, at now: Instant) {
        summary.decided += claim.decided
        // Where something came there may be more.
        if claim.decided > 0 { looksAround = true } else if lanes == .fair { looksAround = false }
        looksOut = false
        for (lane, intents) in Dictionary(grouping: claim.intents, by: \.action.lane) {
            for part in Self.parts(of: intents) {
                decided.append(Piece(intents: part, composer: composer, now: now), in: lane)
            }
        }
    }

    /// Intents of a lane in parts of about the same work: a long one must not hold up what is urgent.
    private static func parts(of intents: [Intent]) -> [[Intent]] {
        var parts: [[Intent]] = []
        var weight = mostWeight
        for intent in intents {
            // Typesetting a letter takes as long as writing a dozen mails.
            let own = intent.attempt.channel == .letter ? 16 : 1
            if weight + own > mostWeight {
                parts.append([])
                weight = 0
            }
            parts[parts.count - 1].append(intent)
            weight += own
        }
        return parts
    }

    private static let mostWeight = 256

    mutating func salts(for count: Int) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<2).flatMap { _ in withUnsafeBytes(of: generator.next().bigEndian) { Array($0) } }
        }
    }
}

/// What reaches the worker while hand-overs are in flight.
enum Event: Sendable {
    case finished(Intent, Handover)
    /// A provider's rate has a turn again.
    case turn
    /// Time to look for urgent work; where `isIdleOver`, for all of it.
    case tick(isIdleOver: Bool)
}
