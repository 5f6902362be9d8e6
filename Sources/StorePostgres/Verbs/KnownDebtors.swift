import Dunning
import Storage

/// What is known about the debtors of one claim, read at once for all and kept up to date with the intents.
struct KnownDebtors {
    /// What is known about one debtor.
    struct Known {
        var background: Background
        /// The debtor's attempts as they stood before this claim, oldest first.
        var attempts: [AttemptReport]
        /// The highest number of a fact about the debtor, 0 where there is none.
        var lastFact: Int64
    }

    private var known: [DebtorID: Known] = [:]

    /// Reads by the closures, so that it works inside a writing transaction and outside of one.
    init(
        _ debtors: [DebtorID],
        facts: (String, Parameters) throws(StoreError) -> [RecordedFact],
        attempts: (String, Parameters) throws(StoreError) -> [AttemptRow]
    ) throws(StoreError) {
        let asked = Parameters().adding(names: debtors)
        let facts = Dictionary(
            grouping: try facts(
                "SELECT \(RecordedFact.columns) FROM fact WHERE debtor = ANY($1::text[]) ORDER BY number",
                asked
            ),
            by: \.debtor
        )
        let attempts = Dictionary(
            grouping: try attempts(
                """
                SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
                WHERE t.debtor = ANY($1::text[]) ORDER BY t.number
                """,
                asked
            ),
            by: \.attempt.debtor
        )
        for debtor in debtors {
            let own = facts[debtor, default: []]
            let tried = attempts[debtor, default: []].map(\.report)
            known[debtor] = Known(
                background: Background(facts: own, attempts: tried),
                attempts: tried,
                lastFact: own.map(\.number).max() ?? 0
            )
        }
    }

    /// What is known about one of the debtors, with the intents added since.
    func of(_ debtor: DebtorID) -> Known {
        known[debtor] ?? Known(background: Background(facts: [], history: []), attempts: [], lastFact: 0)
    }

    /// Takes an intent into the history of its debtor.
    mutating func add(_ attempt: Attempt, at now: Instant) {
        known[attempt.debtor]?.background.add(attempt, at: now)
    }
}
