import Dunning
import Storage

/// What decides about the record of one hand-over: few columns, because every mail reads them.
struct AttemptToRecord {
    /// The engine's number for the attempt.
    let number: Int64
    /// The engine's number for its action.
    let action: Int64
    /// What its entries may speak of.
    let subject: EntrySubject
    /// Where the attempt stands.
    let state: AttemptState
    /// Whether its provider's reference is known.
    let hasReference: Bool
    /// Who handed it over.
    let provider: ProviderID
    /// Where its action stands.
    let actionState: ActionState
    /// Attempts that were ever made for its action.
    let attempts: Int

    static let query = SQL(
        """
        SELECT t.number, t.action, a.id, t.debtor, t.debt, t.state, t.reference IS NOT NULL, t.provider, a.state,
            a.attempts
        FROM attempt t JOIN action a ON a.number = t.action WHERE t.id = ?
        """
    )

    /// Reads the row of an attempt.
    init(_ row: Statement, of attempt: AttemptID) throws(StoreError) {
        number = row.int(0)
        action = row.int(1)
        subject = EntrySubject(
            action: row.identifier(2),
            attempt: attempt,
            debtor: row.identifier(3),
            debt: row.identifier(4)
        )
        state = try row.word(5)
        hasReference = row.int(6) != 0
        provider = row.identifier(7)
        actionState = try row.word(8)
        attempts = Int(row.int(9))
    }
}
