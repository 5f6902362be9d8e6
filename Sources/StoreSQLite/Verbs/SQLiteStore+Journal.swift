import Dunning
public import Journal
public import Storage

extension SQLiteStore {
    /// Entries of the journal, in order.
    public func journal(_ filter: JournalFilter) async throws(StoreError) -> [JournalEntry] {
        try await readers.run { (connection) throws(StoreError) in
            let statement = try connection.prepareOnce(JournalQuery.text(filter))
            try JournalQuery.bind(filter, to: statement)
            return try statement.rows { (row) throws(StoreError) in
                do {
                    return try JournalEntry(parsing: row.text(1))
                } catch {
                    throw .damaged("entry \(row.int(0)) of the journal cannot be read: \(error)")
                }
            }
        }
    }
}
