import Dunning
import Storage

extension Progress {
    /// Leaves the present step behind, fired or passed over at `now`; true where it was the last one.
    ///
    /// A step that is passed over keeps its place in time: the next one still comes its `after` later, so a debtor
    /// without an email address does not get the second notice on the day of the first.
    mutating func moveOn(from now: Instant, steps: [Step]) -> Bool {
        step += 1
        lastStepAt = now
        tries = 0
        throttles = 0
        spent = []
        guard step < steps.count else {
            state = .completed
            reason = nil
            until = nil
            return true
        }
        state = .waiting
        reason = "next-step"
        until = now + steps[step].after
        return false
    }
}
