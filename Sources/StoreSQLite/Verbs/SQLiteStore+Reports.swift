public import Dunning
public import Journal
public import Storage

extension SQLiteStore {
    /// One action with its attempts; nil where it is not known.
    public func action(_ id: ActionID) async throws(StoreError) -> ActionReport? {
        try await readers.run { (connection) throws(StoreError) in
            let row = try connection.prepare(
                "SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number WHERE a.id = ?"
            )
            .bind(id).first(ActionRow.init)
            guard let row else { return nil }
            return try connection.report(of: row)
        }
    }

    /// Actions in the order of their acceptance.
    public func actions(_ filter: ActionFilter) async throws(StoreError) -> [ActionReport] {
        try await readers.run { (connection) throws(StoreError) in
            var conditions = ["TRUE"]
            if !filter.states.isEmpty {
                conditions.append("a.state IN (\(filter.states.map { _ in "?" }.joined(separator: ", ")))")
            }
            if filter.debtor != nil { conditions.append("a.debtor = ?") }
            if filter.debt != nil { conditions.append("a.debt = ?") }
            if filter.after != nil {
                conditions.append("a.number > coalesce((SELECT number FROM action WHERE id = ?), -1)")
            }
            let statement = try connection.prepareOnce(
                """
                SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number
                WHERE \(conditions.joined(separator: " AND ")) ORDER BY a.number LIMIT ?
                """
            )
            for state in filter.states { try statement.bind(state.rawValue) }
            if let debtor = filter.debtor { try statement.bind(debtor) }
            if let debt = filter.debt { try statement.bind(debt) }
            if let after = filter.after { try statement.bind(after) }
            let rows = try statement.bind(filter.limit).rows(ActionRow.init)
            var reports: [ActionReport] = []
            for row in rows { reports.append(try connection.report(of: row)) }
            return reports
        }
    }

    /// How many actions there are in each state.
    public func counts() async throws(StoreError) -> [ActionState: Int] {
        try await readers.run { (connection) throws(StoreError) in
            if let kept = try TreeRow.read(on: connection).counts { return kept }
            return try StateTally.counted(on: connection)
        }
    }

    /// How long the journal is, and the root of the Merkle tree over it.
    public func journalHead() async throws(StoreError) -> JournalHead {
        try await readers.run { (connection) throws(StoreError) in
            try TreeRow.read(on: connection).tree.head
        }
    }

    /// The personal content behind a commitment; nil where it was erased or never was.
    public func content(_ commitment: Commitment) async throws(StoreError) -> Content? {
        try await readers.run { (connection) throws(StoreError) in
            try connection.prepare(
                """
                SELECT name, media_type, salt, bytes FROM content
                WHERE commitment = ? AND bytes IS NOT NULL AND salt IS NOT NULL
                """
            )
            .bind(commitment.bytes)
            .first { (row) throws(StoreError) in
                Content(name: row.text(0), mediaType: row.text(1), salt: row.bytes(2), bytes: row.bytes(3))
            }
        }
    }
}

extension Connection {
    fileprivate func report(of row: ActionRow) throws(StoreError) -> ActionReport {
        let attempts = try prepare(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.action = ? ORDER BY t.number
            """
        )
        .bind(row.number).rows(AttemptRow.init)
        return ActionReport(
            action: try row.action(),
            progress: row.progress,
            acceptedAt: row.acceptedAt,
            attempts: attempts.map(\.report)
        )
    }
}
