package import Dunning
package import Journal

/// What the entries about one action may speak of; the same in every engine.
///
/// Engines find the entries of a debtor, a debt or an attempt by way of the action that they name. One that named
/// another's would never be found, so it is refused.
package struct EntrySubject: Hashable, Sendable {
    private let action: ActionID
    private let attempt: AttemptID?
    private let debtor: DebtorID
    private let debt: DebtID

    /// An action with the attempt that is at hand; nil where there is none.
    package init(action: ActionID, attempt: AttemptID?, debtor: DebtorID, debt: DebtID) {
        self.action = action
        self.attempt = attempt
        self.debtor = debtor
        self.debt = debt
    }

    /// The subject of an attempt's entries.
    package init(_ attempt: Attempt) {
        self.init(action: attempt.action, attempt: attempt.id, debtor: attempt.debtor, debt: attempt.debt)
    }

    /// Refuses entries that name anything else; one may leave out what it does not speak of, but never the action alone.
    package func check(_ entries: [JournalDraft]) throws(StoreError) {
        for entry in entries {
            guard entry.action == action, entry.attempt == nil || entry.attempt == attempt,
                entry.debtor == nil || entry.debtor == debtor, entry.debt == nil || entry.debt == debt
            else { throw .defect("an entry about action `\(action)` names another action, attempt, debtor or debt") }
        }
    }
}
