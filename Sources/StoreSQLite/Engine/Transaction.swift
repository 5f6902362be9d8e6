import Dunning
import Journal
import Storage

/// A write transaction: the connection, and the pen that writes on the journal.
final class Transaction {
    let connection: Connection
    private let stored: MerkleTree
    private(set) var pen: JournalPen

    init(on connection: Connection) throws(StoreError) {
        self.connection = connection
        stored = try Transaction.tree(on: connection)
        pen = JournalPen(tree: stored)
    }

    /// The journal's tree as the database holds it; another process may have written since we last looked.
    static func tree(on connection: Connection) throws(StoreError) -> MerkleTree {
        let row = try connection.prepare("SELECT size, peaks FROM tree").first { (row) throws(StoreError) in
            MerkleTree(size: row.int(0), peakBytes: row.bytes(1))
        }
        guard let tree = row ?? nil else { throw .damaged("the journal's tree is missing or does not fit its size") }
        return tree
    }

    func prepare(_ sql: String) throws(StoreError) -> Statement { try connection.prepare(sql) }

    /// Writes entries on the journal.
    func write(_ drafts: [JournalDraft], at now: Instant) throws(StoreError) {
        for draft in drafts { try write(draft, at: now) }
    }

    /// Writes one entry on the journal.
    func write(_ draft: JournalDraft, at now: Instant) throws(StoreError) {
        let written = pen.write(draft, at: now)
        let insert = try prepare(
            """
            INSERT INTO journal (sequence, at, kind, action, attempt, debtor, debt, entry, leaf)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        try insert.bind(written.entry.sequence).bind(now).bind(draft.kind.rawValue)
            .bind(draft.action).bind(draft.attempt).bind(draft.debtor).bind(draft.debt)
            .bind(text: written.text).bind(written.leaf.bytes)
            .run()
    }

    /// Keeps personal content; the same content twice is kept once.
    func keep(_ sealed: Sealed) throws(StoreError) {
        let insert = try prepare(
            "INSERT OR IGNORE INTO content (commitment, name, media_type, salt, bytes) VALUES (?, ?, ?, ?, ?)"
        )
        let content = sealed.content
        try insert.bind(sealed.commitment.bytes).bind(content.name).bind(content.mediaType)
            .bind(content.salt).bind(content.bytes)
            .run()
    }

    /// Does a part of the transaction that leaves no trace where it fails.
    func part<Value>(_ work: (Transaction) throws(StoreError) -> Value) throws(StoreError) -> Value {
        let before = pen
        try prepare("SAVEPOINT part").run()
        do throws(StoreError) {
            let value = try work(self)
            try prepare("RELEASE part").run()
            return value
        } catch {
            pen = before
            // A full disk may have rolled back everything already; then there is no savepoint to go back to.
            if connection.isInTransaction { try connection.execute("ROLLBACK TO part; RELEASE part") }
            throw error
        }
    }

    /// Stores the tree where it has grown; the last thing before the commit.
    func seal() throws(StoreError) {
        guard pen.tree != stored else { return }
        try prepare("UPDATE tree SET size = ?, peaks = ?").bind(pen.tree.size).bind(pen.tree.peakBytes).run()
    }
}
