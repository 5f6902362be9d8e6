import Dunning
import Storage

/// What decides about the beginning of one hand-over: few columns, because every mail reads them.
struct AttemptToBegin {
    /// The engine's number for the attempt.
    let number: Int64
    /// What its entries may speak of.
    let subject: EntrySubject
    /// What the rule asks for, but for the approval of its revision.
    let situation: BeginRule.Situation

    /// Whether a fact came after the decision is asked by the way.
    static let query = SQL(
        """
        SELECT t.number, t.state, t.code, t.open_until, a.state, a.id, t.debtor, t.debt,
            EXISTS (SELECT 1 FROM fact WHERE debtor = t.debtor AND number > t.facts_seen)
            OR EXISTS (SELECT 1 FROM fact WHERE point = t.point AND number > t.points_seen)
        FROM attempt t JOIN action a ON a.number = t.action WHERE t.id = ?
        """
    )

    /// Reads the row of an attempt.
    init(_ row: Statement, of attempt: AttemptID) throws(StoreError) {
        number = row.int(0)
        subject = EntrySubject(
            action: row.identifier(5),
            attempt: attempt,
            debtor: row.identifier(6),
            debt: row.identifier(7)
        )
        situation = BeginRule.Situation(
            attempt: try row.word(1),
            code: row.optionalText(2),
            action: try row.word(4),
            hasNewFact: row.int(8) != 0,
            openUntil: row.optionalInstant(3)
        )
    }
}
