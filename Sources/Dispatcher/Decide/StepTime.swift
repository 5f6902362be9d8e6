import ContactRules
import Dunning

/// When a step may come at the earliest, by its place in the ladder alone.
struct StepTime {
    /// The rungs of the ladder.
    let steps: [Step]
    /// The one that is asked about.
    let index: Int
    /// The last day to pay.
    let due: CivilDate
    /// The debtor's clock.
    let clock: LocalClock

    /// The earliest moment, and the word for it; nil where nothing holds the step back.
    ///
    /// The step before counts from when it really came, never from when it was planned: what an outage held up goes on
    /// at the planned distance and never in a burst.
    func earliest(after last: Instant?, notBefore: Instant?) -> (at: Instant, reason: String)? {
        let step = steps[index]
        var found: (at: Instant, reason: String)?
        func hold(until instant: Instant, _ reason: String) {
            if found.map({ instant > $0.at }) ?? true { found = (instant, reason) }
        }
        if let notBefore { hold(until: notBefore, "not-before") }
        if let last, step.after > .zero || step.at == nil { hold(until: last + step.after, "next-step") }
        guard let day = step.at else { return found }
        if let last, step.after == .zero, index > 0 {
            hold(until: clock.start(of: clock.day(at: last).adding(days: daysApart)), "next-step")
        }
        hold(until: clock.start(of: due.adding(days: day)), "due-day")
        return found
    }

    /// So many days lie between this step and the one before by their days alone, at least one.
    ///
    /// Steps between the two that are not bound to a day take what their own distance asks for.
    private var daysApart: Int {
        guard let day = steps[index].at, let before = steps[..<index].lastIndex(where: { $0.at != nil }),
            let dayBefore = steps[before].at
        else { return 1 }
        let between = steps[(before + 1)..<index].reduce(0) { $0 + $1.after.daysBegun }
        return max(day - dayBefore - between, 1)
    }
}

extension Duration {
    /// Days of 24 hours, a part of one counted as a whole.
    fileprivate var daysBegun: Int { Int((wholeMilliseconds + 86_399_999) / 86_400_000) }
}
