/// One thing that is different between two versions of a rule or a pack.
public struct RuleChange: Hashable, Sendable {
    /// What a change does to decisions, as far as it can be told from the rule alone.
    public enum Effect: String, CaseIterable, Hashable, Sendable {
        /// It can only hold more.
        case stricter
        /// It can only let more through.
        case looser
        /// It may hold some that went, and let some go that were held.
        case either
        /// It decides as before: only what is told about it is different.
        case none
    }

    /// What is different, in words: "opens 08:00 instead of 07:00, every day".
    public let words: String
    /// What that does.
    public let effect: Effect

    init(_ words: String, _ effect: Effect) {
        self.words = words
        self.effect = effect
    }
}

extension RuleChange.Effect {
    /// The effect of going from one number to another, where more is stricter.
    init<Value: Comparable>(moreIsStricter old: Value, _ new: Value) {
        self = new == old ? .none : new > old ? .stricter : .looser
    }

    /// The same in the other direction.
    var reversed: RuleChange.Effect {
        switch self {
        case .stricter: .looser
        case .looser: .stricter
        case .either, .none: self
        }
    }
}
