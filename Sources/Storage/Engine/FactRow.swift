import Dunning

extension RecordedFact {
    /// The columns in the order in which `init` reads them.
    package static let columns = "number, debtor, debt, source, recorded_at, form"

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        self.init(
            number: row.int(0),
            debtor: row.identifier(1),
            debt: row.optionalIdentifier(2),
            fact: try StoredForm.fact(row.text(5)),
            source: row.text(3),
            recordedAt: row.instant(4)
        )
    }
}
