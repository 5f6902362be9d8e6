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
        let subject = EntrySubject(
            action: action.id,
            attempt: attempt?.id,
            debtor: action.debtor.id,
            debt: action.debt.id
        )
        try subject.check(entries)
        guard let attempt, EntrySubject(attempt) != subject else { return }
        throw .defect("attempt `\(attempt.id)` belongs to another action, debtor or debt than `\(action.id)`")
    }
}
