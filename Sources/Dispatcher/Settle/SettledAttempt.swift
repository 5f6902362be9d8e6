public import Dunning

/// What came of asking about one attempt of unknown fate.
public struct SettledAttempt: Hashable, Sendable {
    /// What was found out.
    public enum Finding: Hashable, Sendable {
        /// The provider has it; its own reference where it gives one.
        case handedOver(reference: String?)
        /// Nothing went out: the step is made again.
        case notTaken
        /// It was handed over once more under its old name, and refused with this code.
        case refused(String)
        /// Nobody can tell yet; why.
        case open(String)
    }

    /// The attempt.
    public let attempt: AttemptID
    /// Its action.
    public let action: ActionID
    /// What was found out.
    public let finding: Finding

    /// Whether it is settled.
    public var isSettled: Bool {
        switch finding {
        case .handedOver, .notTaken, .refused: true
        case .open: false
        }
    }
}

/// When to ask about an attempt again; its age alone decides.
enum SettleSchedule {
    /// Ages at which a provider may know more than before, denser while an answer is likely.
    private static let ages = [10, 30, 60, 120, 240, 420, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600]
    private static let day = 86_400
    /// After two weeks no provider tells what it did not tell before.
    private static let lastDay = 14

    /// Whether an age at which to ask lies between two looks at the clock.
    static func isDue(since made: Instant, lookedAt last: Instant, now: Instant) -> Bool {
        let moments = ages + (1...lastDay).map { $0 * day }
        return moments.contains { age in
            let moment = made + .seconds(age)
            return last < moment && moment <= now
        }
    }
}
