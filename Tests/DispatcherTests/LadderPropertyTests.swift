import ContactRules
import DunlinTesting
import Dunning
import Journal
import Storage
import Testing

@testable import Dispatcher

/// Random ladders under random outages and facts, judged by an oracle that knows nothing of how the times are found.
struct LadderPropertyTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `no step comes twice, none is left out without a word, and distances, days and lateness hold`(
        seed: UInt64
    ) throws {
        var chance = SeededGenerator(seed: seed)
        let shelf = try Shelf.shipped.get()
        for round in 0..<5 {
            let steps = RandomLadder.steps(&chance)
            let walk = try LadderWalk(steps, shelf).run(&chance)
            let judge = LadderJudge(steps: steps)
            #expect(judge.complaint(about: walk.events) == nil, "seed \(seed), round \(round)")
            #expect(walk.events.count == steps.count, "seed \(seed), round \(round)")
        }
    }
}

/// What became of a step, and when.
struct LadderEvent {
    enum Kind: Hashable { case sent, late, condition, task }
    let step: Int
    let kind: Kind
    let at: Instant
}

enum RandomLadder {
    /// Up to five steps, in the order of their days.
    static func steps(_ chance: inout SeededGenerator) -> [Step] {
        var day = 40
        return (0..<Int.random(in: 1...5, using: &chance)).map { index in
            var step = Step(channels: [.email], template: TemplateID(trusted: "reminder"))
            if Int.random(in: 0..<6, using: &chance) == 0 {
                step = Step(task: TaskOrder(what: "call", owner: "x", due: .seconds(60)))
            }
            if Bool.random(using: &chance) {
                day += Int.random(in: 0...8, using: &chance)
                step.at = day
            }
            if step.at == nil || Bool.random(using: &chance) {
                let hours = Int64.random(in: 1...120, using: &chance)
                step.after = index == 0 ? .zero : .seconds(hours * 3600)
            }
            if Int.random(in: 0..<4, using: &chance) == 0 {
                step.late = .seconds(Int64.random(in: 1...96, using: &chance) * 3600)
            }
            if Int.random(in: 0..<5, using: &chance) == 0 {
                step.condition = StepCondition(levelFrom: Int.random(in: 1...2, using: &chance))
            }
            return step
        }
    }
}

/// Walks a ladder as a worker does that now and then sleeps for days, with facts that wake it early.
struct LadderWalk {
    let decider: Decider
    let steps: [Step]
    var events: [LadderEvent] = []
    init(_ steps: [Step], _ shelf: Shelf) {
        self.steps = steps
        let id = SequenceID(trusted: "standard")
        let playbook = Playbook(
            creditors: [Trial.acme.id: Trial.acme],
            sequences: [id: Sequence(id: id, steps: steps)],
            providers: Trial.accepting
        )
        decider = Decider(gate: Gate(shelf.book), playbook: playbook, templates: shelf.templates)
    }

    func run(_ chance: inout SeededGenerator) throws -> LadderWalk {
        var walk = self
        var progress = Progress()
        var attempts: [AttemptReport] = []
        var now = Trial.start
        for _ in 0..<200 where !progress.state.isFinal {
            // Woken by a fact before its time, by the clock, or long after it, when the worker is back.
            if let until = progress.until, Int.random(in: 0..<4, using: &chance) > 0 {
                let outage = Int.random(in: 0..<3, using: &chance) == 0 ? Int64.random(in: 0...12, using: &chance) : 0
                now = max(now, until + .seconds(outage * 86_400))
            } else {
                now = now + .seconds(Int64.random(in: 0...36_000, using: &chance))
            }
            let claimed = Claimed(
                action: .sample(),
                progress: progress,
                background: Background(facts: [], history: []),
                attempts: attempts
            )
            let ruling = decider.ruling(on: claimed, at: now)
            for entry in ruling.entries where entry.kind == .skipped {
                walk.note(entry.body["reason"] == "late" ? .late : .condition, entry.body["step"]?.integer, now)
            }
            progress = ruling.progress
            if let attempt = ruling.attempt {
                walk.note(.sent, Int64(attempt.step + 1), now)
                attempts.append(.sent(attempt, at: now))
                progress.sent += 1
                _ = progress.moveOn(from: now, steps: steps)
            } else if ruling.task != nil {
                walk.note(.task, Int64(progress.step + 1), now)
                _ = progress.moveOn(from: now, steps: steps)
            }
        }
        try #require(progress.state.isFinal, "the ladder never ends")
        return walk
    }

    private mutating func note(_ kind: LadderEvent.Kind, _ step: Int64?, _ at: Instant) {
        events.append(LadderEvent(step: Int(step ?? 0) - 1, kind: kind, at: at))
    }
}

extension AttemptReport {
    fileprivate static func sent(_ attempt: Attempt, at now: Instant) -> AttemptReport {
        AttemptReport(
            attempt: attempt,
            state: .handedOver,
            reference: nil,
            code: nil,
            outcome: nil,
            changedAt: now,
            content: []
        )
    }
}

/// Judges by trying every moment at which a step could begin to be possible.
struct LadderJudge {
    let steps: [Step]

    /// What is wrong with a walk; nil where nothing is.
    func complaint(about events: [LadderEvent]) -> String? {
        guard events.map(\.step) == Array(events.indices) else { return "order \(events.map(\.step))" }
        var last: Instant?
        for event in events {
            let step = steps[event.step]
            let first = firstMoment(of: event.step, after: last)
            if let first, event.at < first { return "step \(event.step) came before \(first)" }
            let isLate = first.map { first in step.late.map { event.at > first + $0 } ?? false } ?? false
            let holds = step.condition.levelFrom.map { $0 <= 1 } ?? true
            let expected: LadderEvent.Kind =
                isLate ? .late : !holds ? .condition : step.task != nil ? .task : .sent
            guard event.kind == expected else { return "step \(event.step) was \(event.kind), not \(expected)" }
            last = event.kind == .late ? first : event.at
        }
        return nil
    }

    /// The first moment at which a step could have come; nil where nothing held it back.
    private func firstMoment(of index: Int, after last: Instant?) -> Instant? {
        let step = steps[index]
        if last == nil, step.at == nil { return nil }
        // What holds a step back ends at midnight, or when its distance is over.
        let ends = [last, last.map { $0 + step.after }].compactMap { $0 } + midnights
        return ends.sorted().first { isOpen(index, at: $0, after: last) }
    }

    /// Midnights in Cologne around the days of the walk, which lie in winter: UTC+1.
    private var midnights: [Instant] {
        (-20..<125).map { Trial.start - .seconds(11 * 3600) + .seconds(Int64($0) * 86_400) }
    }

    private func isOpen(_ index: Int, at moment: Instant, after last: Instant?) -> Bool {
        let step = steps[index]
        if let at = step.at, day(of: moment) < 20_727 + at { return false }
        guard let last else { return true }
        if moment < last { return false }
        if step.after > .zero || step.at == nil { return moment >= last + step.after }
        return day(of: moment) >= day(of: last) + gap(index)
    }

    /// Days between two steps that are bound to days, less what the steps between them ask for.
    private func gap(_ index: Int) -> Int {
        var days = 0
        for earlier in stride(from: index - 1, through: 0, by: -1) {
            if let at = steps[earlier].at { return max(1, (steps[index].at ?? 0) - at - days) }
            days += Int((steps[earlier].after.wholeMilliseconds + 86_399_999) / 86_400_000)
        }
        return 1
    }

    private func day(of moment: Instant) -> Int { Int((moment.milliseconds + 3_600_000).dividedFloor(by: 86_400_000)) }
}
