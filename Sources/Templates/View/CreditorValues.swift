import Dunning
import Synchronization

/// What the messages of one locale say of creditors; the same in all of them, and so kept.
final class CreditorValues: Sendable {
    /// All that it depends on.
    struct Question: Equatable, Sendable {
        let creditor: Creditor
        /// The creditor's number as people read it.
        let phone: String?
        let isolation: Isolation
    }

    /// What is said, and what cannot be.
    struct Values: Sendable {
        let creditor: MustacheValue
        let originalCreditor: MustacheValue
        let unusable: [UnusableValue]
    }

    private struct Key: Hashable {
        let creditor: CreditorID
        let isOn: Bool
    }

    /// Previews invent creditors; they shall not fill the memory.
    private static let limit = 256

    private let known = Mutex<[Key: (question: Question, values: Values)]>([:])

    /// A creditor that was configured anew is written anew.
    func values(of question: Question, _ make: () -> Values) -> Values {
        let key = Key(creditor: question.creditor.id, isOn: question.isolation.isOn)
        if let (before, values) = known.withLock({ $0[key] }), before == question { return values }
        let values = make()
        known.withLock { known in
            if known.count >= Self.limit { known = [:] }
            known[key] = (question, values)
        }
        return values
    }
}
