import Dunning
import Journal
import Storage

/// A write transaction: reads at once, gathers writes, and writes the journal last of all.
///
/// The journal's numbers have no gaps, so whoever writes it holds the row of `tree` until its commit. Everything else
/// is therefore done before that lock is taken.
final class PostgresTransaction {
    private let connection: PostgresConnection
    private var writes: [(sql: String, parameters: Parameters)] = []
    private var drafts: [(draft: JournalDraft, at: Instant)] = []

    init(on connection: PostgresConnection) { self.connection = connection }

    /// Reads rows; what was written before is seen.
    func rows<Row>(
        _ sql: String,
        _ parameters: Parameters = Parameters(),
        _ read: (PostgresRow) throws(StoreError) -> Row
    ) throws(StoreError) -> [Row] {
        try flush()
        return try connection.rows(sql, parameters, read)
    }

    /// Writes something, together with what is written next.
    func write(_ sql: String, _ parameters: Parameters) { writes.append((sql, parameters)) }

    /// Writes entries on the journal.
    func write(_ entries: [JournalDraft], at now: Instant) {
        for entry in entries { drafts.append((entry, now)) }
    }

    /// Keeps personal content; the same content twice is kept once.
    func keep(_ committed: CommittedContent) {
        let content = committed.content
        write(
            """
            INSERT INTO content (commitment, name, media_type, salt, bytes) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (commitment) DO NOTHING
            """,
            Parameters().adding(committed.commitment.bytes).adding(content.name).adding(content.mediaType)
                .adding(content.salt).adding(content.bytes)
        )
    }

    /// The number under which a debtor is locked; other schemas of the same database have other ones.
    private static let lockKey = "hashtextextended(debtor, hashtext(current_schema()))"

    /// Keeps others from deciding about these debtors until this transaction ends; waits for those who do.
    ///
    /// Always in the same order, so that two who want the same debtors never wait for each other.
    func lock(_ debtors: some Collection<DebtorID>) throws(StoreError) {
        guard !debtors.isEmpty else { return }
        _ = try rows(
            """
            SELECT pg_advisory_xact_lock(key) FROM (
                SELECT DISTINCT \(PostgresTransaction.lockKey) AS key FROM unnest($1::text[]) AS debtor ORDER BY key
            ) AS keys
            """,
            Parameters().adding(names: Array(debtors))
        ) { (_) throws(StoreError) in () }
    }

    /// The number under which an address or number is locked.
    private static let pointKey = "hashtextextended(point, hashtext(current_schema() || '.point'))"

    /// Keeps others from adding facts about these addresses and numbers until this transaction ends.
    ///
    /// Who is about to add one keeps others from looking for them as well. Waits for those who do; debtors are locked
    /// before.
    func lock(points: some Collection<String>, toAdd: Bool) throws(StoreError) {
        guard !points.isEmpty else { return }
        let lock = toAdd ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared"
        _ = try rows(
            """
            SELECT \(lock)(key) FROM (
                SELECT DISTINCT \(PostgresTransaction.pointKey) AS key FROM unnest($1::text[]) AS point ORDER BY key
            ) AS keys
            """,
            Parameters().adding(list: Array(points))
        ) { (_) throws(StoreError) in () }
    }

    /// Locks those of the debtors that nobody else holds, without waiting; names them.
    func tryLock(_ debtors: some Collection<DebtorID>) throws(StoreError) -> Set<DebtorID> {
        let locked = try rows(
            """
            SELECT debtor FROM (
                SELECT debtor, pg_try_advisory_xact_lock(\(PostgresTransaction.lockKey)) AS is_ours
                FROM unnest($1::text[]) AS debtor
            ) AS tried WHERE is_ours
            """,
            Parameters().adding(names: Array(debtors))
        ) { (row) throws(StoreError) -> DebtorID in row.identifier(0) }
        return Set(locked)
    }

    /// Sends what was gathered; the journal last.
    func finish() throws(StoreError) {
        try flush()
        guard !drafts.isEmpty else { return }
        let tree = try connection.rows("SELECT size, peaks FROM tree FOR UPDATE") { (row) throws(StoreError) in
            MerkleTree(size: row.int(0), peakBytes: row.bytes(1))
        }
        guard let tree = tree.first ?? nil else {
            throw .damaged("the journal's tree is missing or does not fit its size")
        }
        var pen = JournalPen(tree: tree)
        write(JournalInsert.text, JournalInsert.parameters(drafts.map { pen.write($0.draft, at: $0.at) }))
        write(
            "UPDATE tree SET size = $1, peaks = $2",
            Parameters().adding(pen.tree.size).adding(pen.tree.peakBytes)
        )
        try flush()
    }

    private func flush() throws(StoreError) {
        guard !writes.isEmpty else { return }
        defer { writes = [] }
        try connection.run(writes)
    }
}

/// All entries of a transaction in one statement.
private enum JournalInsert {
    static let text = """
        INSERT INTO journal (sequence, at, kind, action, attempt, debtor, debt, entry, leaf)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::bytea[])
        """

    static func parameters(_ entries: [WrittenEntry]) -> Parameters {
        let drafts = entries.map(\.entry.draft)
        return Parameters()
            .adding(numbers: entries.map(\.entry.sequence))
            .adding(numbers: entries.map(\.entry.at.milliseconds))
            .adding(list: drafts.map(\.kind.rawValue))
            .adding(list: drafts.map { $0.action?.rawValue })
            .adding(list: drafts.map { $0.attempt?.rawValue })
            .adding(list: drafts.map { $0.debtor?.rawValue })
            .adding(list: drafts.map { $0.debt?.rawValue })
            .adding(list: entries.map { String(decoding: $0.text, as: UTF8.self) })
            .adding(hexadecimal: entries.map(\.leaf.hex))
    }
}
