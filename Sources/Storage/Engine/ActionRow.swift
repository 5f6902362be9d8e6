package import Dunning

/// An action as the database holds it.
package struct ActionRow: Sendable {
    /// The engine's number for it, in the order of acceptance.
    package let number: Int64
    /// When it was accepted.
    package let acceptedAt: Instant
    /// How far it has come.
    package let progress: Progress
    /// The text from which the action is built again.
    package let form: String

    /// The columns in the order in which `init` reads them, from a join of `action a` and `action_form f`.
    package static let columns = """
        a.number, a.accepted_at, a.state, a.reason, a.step, a.until, a.last_step_at, a.tries, a.spent, a.attempts,
        a.sent, a.throttles, f.form
        """

    /// How many columns these are; what a query asks for beside them comes behind.
    package static let width: Int32 = 13

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        number = row.int(0)
        acceptedAt = row.instant(1)
        progress = try Progress(row, from: 2)
        form = row.text(12)
    }

    /// Builds the action again.
    package func action() throws(StoreError) -> Action { try StoredForm.action(form) }
}

extension Progress {
    /// Reads ten columns, from `state` to `throttles`.
    package init(_ row: some StoredRow, from first: Int32) throws(StoreError) {
        var spent: [SpentWay] = []
        for name in StoredForm.names(row.text(first + 6)) { spent.append(try SpentWay(text: name)) }
        self.init(
            state: try row.word(first),
            reason: row.optionalText(first + 1),
            step: Int(row.int(first + 2)),
            until: row.optionalInstant(first + 3),
            lastStepAt: row.optionalInstant(first + 4),
            tries: Int(row.int(first + 5)),
            throttles: Int(row.int(first + 9)),
            spent: spent,
            attempts: Int(row.int(first + 7)),
            sent: Int(row.int(first + 8))
        )
    }
}

extension Lane {
    /// Urgent first.
    package var rank: Int64 {
        switch self {
        case .urgent: 0
        case .normal: 1
        case .bulk: 2
        }
    }
}
