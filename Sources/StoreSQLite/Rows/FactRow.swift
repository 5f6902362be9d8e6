import Dunning
import Storage

extension RecordedFact {
    /// The columns in the order in which `init` reads them.
    static var columns: String { "number, debtor, debt, source, recorded_at, form" }

    init(_ row: Statement) throws(StoreError) {
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
