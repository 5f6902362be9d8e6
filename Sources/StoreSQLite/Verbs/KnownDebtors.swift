import Dunning
import Storage

/// What is known about the debtors of one claim, read once for each and kept up to date with the intents.
struct KnownDebtors {
    /// What is known about one debtor.
    struct Known {
        var background: Background
        /// The debtor's attempts as they stood before this claim, oldest first.
        var attempts: [AttemptReport]
        /// The highest number of a fact about the debtor, 0 where there is none.
        var lastFact: Int64
    }

    private static let facts = "SELECT \(RecordedFact.columns) FROM fact WHERE debtor = ?"
    private static let attempts = """
        SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
        WHERE t.debtor = ? ORDER BY t.number
        """

    private var known: [DebtorID: Known] = [:]

    /// Facts and history of a debtor, with the intents added since.
    mutating func of(_ debtor: DebtorID, on connection: Connection) throws(StoreError) -> Known {
        if let known = known[debtor] { return known }
        let fresh = try KnownDebtors.read(debtor, on: connection)
        known[debtor] = fresh
        return fresh
    }

    /// Takes an intent into the history of its debtor.
    mutating func add(_ attempt: Attempt, at now: Instant) {
        known[attempt.debtor]?.background.add(attempt, at: now)
    }

    /// Reads a debtor's facts and attempts.
    static func read(_ debtor: DebtorID, on connection: Connection) throws(StoreError) -> Known {
        let facts = try connection.prepare(KnownDebtors.facts).bind(debtor).rows(RecordedFact.init)
        let attempts = try connection.prepare(KnownDebtors.attempts).bind(debtor).rows(AttemptRow.init).map(\.report)
        return Known(
            background: Background(facts: facts, attempts: attempts),
            attempts: attempts,
            lastFact: facts.map(\.number).max() ?? 0
        )
    }
}
