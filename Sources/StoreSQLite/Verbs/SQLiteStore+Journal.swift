import Dunning
public import Journal
public import Storage

extension SQLiteStore {
    /// Entries of the journal, in order.
    public func journal(_ filter: JournalFilter) async throws(StoreError) -> [JournalEntry] {
        try await readers.run { (connection) throws(StoreError) in
            let statement = try connection.prepareOnce(JournalQuery.text(filter))
            try statement.bind(filter.after)
            if let action = filter.action { try statement.bind(action) }
            if let attempt = filter.attempt { try statement.bind(attempt) }
            if let debtor = filter.debtor { try statement.bind(debtor) }
            if let debt = filter.debt { try statement.bind(debt) }
            for kind in filter.kinds { try statement.bind(kind.rawValue) }
            if let from = filter.from { try statement.bind(from) }
            if let to = filter.to { try statement.bind(to) }
            return try statement.bind(filter.limit).rows { (row) throws(StoreError) in
                do {
                    return try JournalEntry(parsing: row.text(1))
                } catch {
                    throw .damaged("entry \(row.int(0)) of the journal cannot be read: \(error)")
                }
            }
        }
    }
}

/// The text of a query; its parameters stand in the order of the filter's fields.
private enum JournalQuery {
    static func text(_ filter: JournalFilter) -> String {
        var conditions = ["sequence > ?"]
        if filter.action != nil { conditions.append("action = ?") }
        if filter.attempt != nil { conditions.append("attempt = ?") }
        if filter.debtor != nil { conditions.append("debtor = ?") }
        if filter.debt != nil { conditions.append("debt = ?") }
        if !filter.kinds.isEmpty {
            conditions.append("kind IN (\(filter.kinds.map { _ in "?" }.joined(separator: ", ")))")
        }
        if filter.from != nil { conditions.append("at >= ?") }
        if filter.to != nil { conditions.append("at < ?") }
        return """
            SELECT sequence, entry FROM journal WHERE \(conditions.joined(separator: " AND "))
            ORDER BY sequence LIMIT ?
            """
    }
}
