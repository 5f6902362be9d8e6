public import Dunning
public import Journal
public import Storage

extension PostgresStore {
    /// One action with its attempts; nil where it is not known.
    public func action(_ id: ActionID) async throws(StoreError) -> ActionReport? {
        try await pool.read { (connection) throws(StoreError) in
            let found = try connection.rows(
                "SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number WHERE a.id = $1",
                Parameters().adding(id),
                ActionRow.init
            )
            return try connection.reports(of: found).first
        }
    }

    /// Actions in the order of their acceptance.
    public func actions(_ filter: ActionFilter) async throws(StoreError) -> [ActionReport] {
        try await pool.read { (connection) throws(StoreError) in
            let found = try connection.rows(
                """
                SELECT \(ActionRow.columns) FROM action a JOIN action_form f ON f.action = a.number
                WHERE ($1::text[] IS NULL OR a.state = ANY($1::text[]))
                    AND ($2::text IS NULL OR a.debtor = $2) AND ($3::text IS NULL OR a.debt = $3)
                    AND a.number > coalesce((SELECT number FROM action WHERE id = $4::text), 0)
                ORDER BY a.number LIMIT $5
                """,
                Parameters().adding(states: filter.states).adding(filter.debtor).adding(filter.debt)
                    .adding(filter.after).adding(filter.limit),
                ActionRow.init
            )
            return try connection.reports(of: found)
        }
    }

    /// How many actions there are in each state.
    public func counts() async throws(StoreError) -> [ActionState: Int] {
        try await pool.read { (connection) throws(StoreError) in
            let counts = try connection.rows("SELECT state, count(*) FROM action GROUP BY state") {
                (row) throws(StoreError) -> (ActionState, Int) in (try row.word(0), Int(row.int(1)))
            }
            return Dictionary(counts, uniquingKeysWith: +)
        }
    }

    /// How long the journal is, and the root of the Merkle tree over it.
    public func journalHead() async throws(StoreError) -> JournalHead {
        try await pool.read { (connection) throws(StoreError) in
            let trees = try connection.rows("SELECT size, peaks FROM tree") { (row) throws(StoreError) in
                MerkleTree(size: row.int(0), peakBytes: row.bytes(1))
            }
            guard let tree = trees.first ?? nil else { throw .damaged("the journal's tree does not fit its size") }
            return tree.head
        }
    }

    /// Entries of the journal, in order.
    public func journal(_ filter: JournalFilter) async throws(StoreError) -> [JournalEntry] {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(JournalQuery.text(filter), JournalQuery.parameters(filter)) {
                (row) throws(StoreError) in
                do {
                    return try JournalEntry(parsing: row.text(1))
                } catch {
                    throw .damaged("entry \(row.int(0)) of the journal cannot be read: \(error)")
                }
            }
        }
    }

    /// The personal content behind a commitment; nil where it was erased or never was.
    public func content(_ commitment: Commitment) async throws(StoreError) -> Content? {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                """
                SELECT name, media_type, salt, bytes FROM content
                WHERE commitment = $1 AND bytes IS NOT NULL AND salt IS NOT NULL
                """,
                Parameters().adding(commitment.bytes)
            ) { (row) throws(StoreError) in
                Content(name: row.text(0), mediaType: row.text(1), salt: row.bytes(2), bytes: row.bytes(3))
            }.first
        }
    }
}

extension PostgresConnection {
    /// Actions with their attempts, read at once for all.
    fileprivate func reports(of rows: [ActionRow]) throws(StoreError) -> [ActionReport] {
        let attempts = try self.rows(
            """
            SELECT \(AttemptRow.columns) FROM attempt t JOIN action a ON a.number = t.action
            WHERE t.action = ANY($1::bigint[]) ORDER BY t.number
            """,
            Parameters().adding(numbers: rows.map(\.number)),
            AttemptRow.init
        )
        let byAction = Dictionary(grouping: attempts, by: \.action)
        var reports: [ActionReport] = []
        for row in rows {
            reports.append(
                ActionReport(
                    action: try row.action(),
                    progress: row.progress,
                    acceptedAt: row.acceptedAt,
                    attempts: byAction[row.number, default: []].map(\.report)
                )
            )
        }
        return reports
    }
}

extension Parameters {
    /// States to choose from; NULL where all will do.
    fileprivate func adding(states: Set<ActionState>) -> Parameters {
        states.isEmpty ? adding(nil as String?) : adding(list: states.map(\.rawValue))
    }
}
