import Dispatcher
import Dunning
import Foundation
import Intake
import Storage
import Synchronization

/// How long a mail is on its way where there is room: from the moment when it is offered to the sink's last answer.
extension BenchPart {
    /// Half of what `dispatch` manages is offered, evenly, whether the mails before have gone out or not.
    func latencyFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        let rate: Int
        if let asked = arguments.rate { rate = asked } else { rate = try await Self.halfLoad(arguments, workshop) }
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let actions = try Samples(workshop).actions(0..<max(200, min(arguments.mails, rate * 10)))
        let times = TimesOnTheWay(actions.map(\.action.id))
        let stop = StopSignal()
        let crew = try BenchCrew(
            folder.path + "/bench.db",
            arguments,
            workshop,
            connections: 8,
            note: rawValue
        ) { action, count in
            times.arrived(action)
            if count == actions.count { stop.stop() }
        }
        let watch = Stopwatch()
        let handedOver = try await Self.working(crew, until: stop) {
            try await Self.offer(actions, to: crew, rate: rate, times)
        }
        let figure = times.figure(watch.figure("\(rawValue), \(rate) offered", "mails", handedOver))
        await crew.close()
        guard handedOver == actions.count else { throw BenchFault("\(handedOver) of \(actions.count) mails went out") }
        return [figure]
    }

    /// Ten urgent mails a second, beside a backlog of bulk ones that is worked off as fast as it goes.
    func urgentFigures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        let waiting = arguments.quick ? 100_000 : 1_000_000
        let folder = try BenchFolder(under: arguments.directory)
        defer { folder.remove() }
        let path = try await Self.backlog(of: waiting, .bulk, in: folder, arguments.root, workshop)
        let first = Self.backlogSamples.upperBound
        let actions = try Samples(workshop).actions(first..<first + 100, in: .urgent)
        let times = TimesOnTheWay(actions.map(\.action.id))
        let stop = StopSignal()
        let crew = try BenchCrew(path, arguments, workshop, connections: 8, note: rawValue) { action, _ in
            if times.arrived(action) == actions.count { stop.stop() }
        }
        let watch = Stopwatch()
        let handedOver = try await Self.working(crew, until: stop) {
            try await Self.offer(actions, to: crew, rate: 10, times)
        }
        let figure = times.figure(watch.figure("\(rawValue) beside \(waiting) bulk", "mails in all", handedOver))
        await crew.close()
        return [figure]
    }

    /// Every 20 milliseconds as many as the rate asks for; the time runs from the moment when they were due.
    private static func offer(
        _ actions: [ReadAction],
        to crew: BenchCrew,
        rate: Int,
        _ times: TimesOnTheWay
    ) async throws {
        let share = max(1, rate / 50)
        let gap = Duration.seconds(1) * share / rate
        var due = ContinuousClock.now
        for start in stride(from: 0, to: actions.count, by: share) {
            try await Task.sleep(until: due, clock: .continuous)
            let part = Array(actions[start..<min(start + share, actions.count)])
            times.offered(part.map(\.action.id), at: due)
            try await crew.accept(part)
            due += gap
        }
    }

    private static func halfLoad(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> Int {
        var few = arguments
        few.mails = min(arguments.mails, 3_000)
        few.connections = [8]
        let figures = try await BenchPart.dispatch.dispatchFigures(few, workshop)
        return max(1, Int((figures.first?.rate ?? 0) / 2))
    }
}

/// When mails were offered and when they arrived.
private final class TimesOnTheWay: Sendable {
    private let places: [ActionID: Int]
    private let state: Mutex<(offered: [ContinuousClock.Instant?], seconds: [Double])>

    init(_ actions: [ActionID]) {
        places = Dictionary(uniqueKeysWithValues: actions.enumerated().map { ($1, $0) })
        state = Mutex((Array(repeating: nil, count: actions.count), []))
    }

    /// The figure with how long half of the mails took at most, and how long all but a hundredth.
    func figure(_ figure: Figure) -> Figure {
        let sorted = state.withLock { $0.seconds }.sorted()
        var figure = figure
        figure.p50Microseconds = sorted[sorted.count / 2] * 1_000_000
        figure.p99Microseconds = sorted[min(sorted.count - 1, sorted.count * 99 / 100)] * 1_000_000
        return figure
    }

    func offered(_ actions: [ActionID], at due: ContinuousClock.Instant) {
        state.withLock { state in
            for place in actions.compactMap({ places[$0] }) { state.offered[place] = due }
        }
    }

    /// Notes an arrival and tells how many there were; others than those that were offered do not count.
    @discardableResult
    func arrived(_ action: ActionID) -> Int {
        let now = ContinuousClock.now
        return state.withLock { state in
            if let due = places[action].flatMap({ state.offered[$0] }) {
                state.seconds.append(Stopwatch.seconds(now - due))
            }
            return state.seconds.count
        }
    }
}
