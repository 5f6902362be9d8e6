extension TaskReport {
    /// The columns in the order in which `init` reads them, from a join of `task k` and `action a`.
    package static let columns = """
        k.number, a.id, k.debtor, k.debt, k.step, k.what, k.owner, k.due, k.note, k.made_at, k.closed_at, k.closed_by,
        k.result
        """

    /// Reads a row.
    package init(row: some StoredRow) throws(StoreError) {
        let closedAt = row.optionalInstant(10)
        self.init(
            number: row.int(0),
            action: row.identifier(1),
            debtor: row.identifier(2),
            debt: row.identifier(3),
            draft: TaskDraft(
                step: Int(row.int(4)),
                what: row.text(5),
                owner: row.text(6),
                due: row.instant(7),
                note: row.optionalText(8)
            ),
            madeAt: row.instant(9),
            ending: closedAt.map {
                Ending(at: $0, by: row.optionalText(11) ?? "", result: row.optionalText(12) ?? "")
            }
        )
    }
}
