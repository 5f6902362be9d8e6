import Dunning
import Journal
import Storage

/// The one row that says how far the journal has come, and what the actions come to at that point.
struct TreeRow {
    /// The right edge of the Merkle tree over the journal.
    let tree: MerkleTree
    /// How many actions stand in each state; nil where nobody has counted at this size of the journal.
    let counts: [ActionState: Int]?

    private static let query = SQL("SELECT size, peaks, counts, counted FROM tree")

    /// Reads the row; another process may have written since we last looked.
    static func read(on connection: Connection) throws(StoreError) -> TreeRow {
        let row = try connection.prepare(query).first { (row) throws(StoreError) -> TreeRow? in
            guard let tree = MerkleTree(size: row.int(0), peakBytes: row.bytes(1)) else { return nil }
            let isCounted = !row.isNull(3) && row.int(3) == tree.size
            return TreeRow(tree: tree, counts: isCounted ? StateTally.counts(row.text(2)) : nil)
        }
        guard let found = row ?? nil else {
            throw .damaged("the journal's tree is missing or does not fit its size")
        }
        return found
    }

    private static let update = SQL("UPDATE tree SET size = ?, peaks = ?, counts = ?, counted = ?")

    /// Writes the row.
    static func write(
        _ tree: MerkleTree,
        _ counts: [ActionState: Int],
        on connection: Connection
    ) throws(StoreError) {
        try connection.prepare(update).bind(tree.size).bind(tree.peakBytes).bind(StateTally.text(of: counts))
            .bind(tree.size).run()
    }
}
