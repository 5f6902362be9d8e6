import Dunning
import Journal
import Storage

/// A write transaction: the connection, the pen that writes on the journal, and what changes among the actions.
final class Transaction {
    let connection: Connection
    private let stored: TreeRow
    private(set) var pen: JournalPen
    private(set) var tally = StateTally()

    init(on connection: Connection) throws(StoreError) {
        self.connection = connection
        stored = try TreeRow.read(on: connection)
        pen = JournalPen(tree: stored.tree)
    }

    func prepare(_ sql: String) throws(StoreError) -> Statement { try connection.prepare(sql) }

    func prepare(_ sql: SQL) throws(StoreError) -> Statement { try connection.prepare(sql) }

    /// Writes entries on the journal.
    func write(_ drafts: [JournalDraft], at now: Instant) throws(StoreError) {
        for draft in drafts { try write(draft, at: now) }
    }

    private static let insertEntry = SQL(
        """
        INSERT INTO journal (sequence, at, kind, action, attempt, debtor, debt, entry, leaf)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )

    /// Writes one entry on the journal.
    func write(_ draft: JournalDraft, at now: Instant) throws(StoreError) {
        let written = pen.write(draft, at: now)
        try prepare(Transaction.insertEntry).bind(written.entry.sequence).bind(now).bind(draft.kind.rawValue)
            .bind(draft.action).bind(draft.attempt).bind(draft.debtor).bind(draft.debt)
            .bind(text: written.text).bind(written.leaf.bytes)
            .run()
    }

    private static let insertContent = SQL(
        "INSERT OR IGNORE INTO content (commitment, name, media_type, salt, bytes) VALUES (?, ?, ?, ?, ?)"
    )

    /// Keeps personal content; the same content twice is kept once.
    func keep(_ committed: CommittedContent) throws(StoreError) {
        let content = committed.content
        try prepare(Transaction.insertContent).bind(committed.commitment.bytes).bind(content.name)
            .bind(content.mediaType).bind(content.salt).bind(content.bytes)
            .run()
    }

    /// Notes that actions went from one state to another; nil = they are new.
    func count(from before: ActionState?, to after: ActionState, _ number: Int = 1) {
        tally.move(from: before, to: after, by: number)
    }

    private static let savepoint = SQL("SAVEPOINT part")
    private static let release = SQL("RELEASE part")

    /// Does a part of the transaction that leaves no trace where it fails.
    func part<Value>(_ work: (Transaction) throws(StoreError) -> Value) throws(StoreError) -> Value {
        let before = (pen, tally)
        try prepare(Transaction.savepoint).run()
        do throws(StoreError) {
            let value = try work(self)
            try prepare(Transaction.release).run()
            return value
        } catch {
            (pen, tally) = before
            // A full disk may have rolled back everything already; then there is no savepoint to go back to.
            if connection.isInTransaction { try connection.execute("ROLLBACK TO part; RELEASE part") }
            throw error
        }
    }

    /// Stores the tree and the counts where they have changed; the last thing before the commit.
    func seal() throws(StoreError) {
        guard pen.tree != stored.tree || !tally.isEmpty else { return }
        if let counts = stored.counts.flatMap(tally.applied) {
            try TreeRow.write(pen.tree, counts, on: connection)
        } else {
            try TreeRow.write(pen.tree, try StateTally.counted(on: connection), on: connection)
        }
    }
}
