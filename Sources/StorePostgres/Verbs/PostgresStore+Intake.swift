public import Dunning
import Journal
public import Storage

extension PostgresStore {
    /// Makes actions durable; answers in the same order.
    public func accept(
        _ actions: [Acceptance],
        at now: Instant
    ) async throws(StoreError) -> [Acceptance.Answer] {
        let prepared = try await PreparedAction.all(of: actions)
        guard !prepared.isEmpty else { return [] }
        return try await pool.write { (transaction) throws(StoreError) in
            try transaction.accept(prepared, at: now)
        }
    }

    /// Keeps lines of the intake that could not be accepted.
    public func keepAside(_ lines: [RefusedLine], at now: Instant) async throws(StoreError) {
        try await pool.write { (transaction) throws(StoreError) in
            for line in lines { try transaction.keepAside(line, at: now) }
        }
    }

    /// Lines that were kept aside, oldest first.
    public func refusedLines(after: Int64, limit: Int) async throws(StoreError) -> [RefusedLine] {
        try await pool.read { (connection) throws(StoreError) in
            try connection.rows(
                """
                SELECT number, at, file, line, action, bytes, diagnostics FROM refused_line
                WHERE number > $1 ORDER BY number LIMIT $2
                """,
                Parameters().adding(after).adding(limit)
            ) { (row) throws(StoreError) in
                RefusedLine(
                    number: row.int(0),
                    at: row.instant(1),
                    file: row.text(2),
                    line: Int(row.int(3)),
                    action: row.optionalText(4),
                    bytes: row.bytes(5),
                    diagnostics: try StoredForm.diagnostics(row.text(6))
                )
            }
        }
    }
}

extension PostgresTransaction {
    fileprivate func accept(_ actions: [PreparedAction], at now: Instant) throws(StoreError) -> [Acceptance.Answer] {
        // An id that comes twice in one batch is looked at once; the later ones are compared with what is stored then.
        var first: [ActionID: PreparedAction] = [:]
        var order: [ActionID] = []
        for action in actions where first[action.action.id] == nil {
            first[action.action.id] = action
            order.append(action.action.id)
        }
        let numbers = try insert(order.compactMap { first[$0] }, at: now)
        for id in order {
            guard let action = first[id], let number = numbers[id] else { continue }
            keep(action.content)
            write(
                "INSERT INTO action_form (action, form, body) VALUES ($1, $2, $3)",
                Parameters().adding(number).adding(json: action.form).adding(action.content.commitment.bytes)
            )
            write([StoreEntries.accepted(action.action, content: action.content.commitment)], at: now)
        }
        return try answers(to: actions, new: Set(numbers.keys))
    }

    /// Inserts those that are not known yet; gives the numbers of these.
    private func insert(_ actions: [PreparedAction], at now: Instant) throws(StoreError) -> [ActionID: Int64] {
        let inserted = try rows(
            """
            INSERT INTO action (id, debtor, debt, lane, state, step, due, tries, spent, attempts, sent, accepted_at)
            SELECT id, debtor, debt, lane, 'queued', 0, $5::bigint, 0, '', 0, 0, $5::bigint
            FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[])
                WITH ORDINALITY AS new (id, debtor, debt, lane, place)
            ORDER BY place
            ON CONFLICT (id) DO NOTHING RETURNING id, number
            """,
            Parameters().adding(names: actions.map(\.action.id)).adding(names: actions.map(\.action.debtor.id))
                .adding(names: actions.map(\.action.debt.id)).adding(numbers: actions.map(\.action.lane.rank))
                .adding(now)
        ) { (row) throws(StoreError) -> (ActionID, Int64) in (row.identifier(0), row.int(1)) }
        return Dictionary(inserted, uniquingKeysWith: { $1 })
    }

    private func answers(
        to actions: [PreparedAction],
        new: Set<ActionID>
    ) throws(StoreError) -> [Acceptance.Answer] {
        var fresh = new
        let repeated = actions.filter { fresh.remove($0.action.id) == nil }
        let known = try bodies(of: repeated.map(\.action.id))
        fresh = new
        return actions.map { action in
            if fresh.remove(action.action.id) != nil { return .accepted }
            guard let (salt, commitment) = known[action.action.id] else { return .conflict }
            return Commitment(of: .body(action.body, salt: salt)).bytes == commitment ? .duplicate : .conflict
        }
    }

    /// Salts and commitments of bodies, by which they are compared.
    private func bodies(of actions: [ActionID]) throws(StoreError) -> [ActionID: ([UInt8], [UInt8])] {
        guard !actions.isEmpty else { return [:] }
        let found = try rows(
            """
            SELECT a.id, c.salt, f.body FROM action a JOIN action_form f ON f.action = a.number
            JOIN content c ON c.commitment = f.body WHERE a.id = ANY($1::text[])
            """,
            Parameters().adding(names: actions)
        ) { (row) throws(StoreError) -> (ActionID, ([UInt8], [UInt8])) in
            (row.identifier(0), (row.bytes(1), row.bytes(2)))
        }
        return Dictionary(found, uniquingKeysWith: { $1 })
    }

    fileprivate func keepAside(_ line: RefusedLine, at now: Instant) throws(StoreError) {
        let numbers = try rows(
            """
            INSERT INTO refused_line (at, file, line, action, bytes, diagnostics) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING number
            """,
            Parameters().adding(line.at).adding(line.file).adding(line.line).adding(line.action).adding(line.bytes)
                .adding(StoredForm.text(of: line.diagnostics))
        ) { (row) throws(StoreError) in row.int(0) }
        let content = CommittedContent(.line(line, salt: freshSalt()))
        keep(content)
        write([StoreEntries.refusedLine(line, number: numbers.first ?? 0, content: content.commitment)], at: now)
    }
}
