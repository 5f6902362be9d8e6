package import Dunning

extension Background {
    /// What is known about a debtor, put together from everything that is recorded.
    package init(facts: [RecordedFact], attempts: [AttemptReport]) {
        let told = facts.compactMap { recorded -> PastContact? in
            guard case .contact(let contact) = recorded.fact.kind else { return nil }
            return contact
        }
        self.init(
            facts: facts.sorted { ($0.fact.at, $0.number) < ($1.fact.at, $1.number) },
            history: Background.inOrder(told + attempts.compactMap(\.pastContact))
        )
    }

    /// Takes an attempt that was just intended into the history.
    package mutating func add(_ attempt: Attempt, at now: Instant) {
        let intent = AttemptReport(
            attempt: attempt,
            state: .intended,
            reference: nil,
            code: nil,
            outcome: nil,
            changedAt: now,
            content: []
        )
        guard let contact = intent.pastContact else { return }
        history = Background.inOrder(history + [contact])
    }

    /// The oldest first; of the same instant, in the order in which they were recorded.
    private static func inOrder(_ contacts: [PastContact]) -> [PastContact] {
        contacts.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }
}

extension Ruling {
    /// Refuses what a decision must never say.
    package func check(for action: Action) throws(StoreError) {
        guard (attempt != nil) == (progress.state == .working) else {
            throw .defect(
                "action `\(action.id)` is `\(progress.state.rawValue)` \(attempt == nil ? "without" : "with") an attempt"
            )
        }
        guard let attempt else { return }
        guard attempt.action == action.id, attempt.debtor == action.debtor.id else {
            throw .defect("attempt `\(attempt.id)` belongs to another action or debtor than `\(action.id)`")
        }
    }
}
