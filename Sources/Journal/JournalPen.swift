public import Dunning

/// Turns drafts into entries: gives each its number, its canonical text and its place in the tree.
///
/// A value: a transaction that is rolled back throws its pen away, and no number is lost.
public struct JournalPen: Hashable, Sendable {
    /// The tree over all that is written so far.
    public private(set) var tree: MerkleTree

    /// Writes on behind that tree.
    public init(tree: MerkleTree) { self.tree = tree }

    /// Makes the next entry.
    public mutating func write(_ draft: JournalDraft, at now: Instant) -> WrittenEntry {
        let entry = JournalEntry(sequence: tree.size + 1, at: now, draft: draft)
        let text = entry.canonicalBytes
        let leaf = TreeHash(leaf: text)
        tree.append(leaf)
        return WrittenEntry(entry: entry, text: text, leaf: leaf)
    }
}

/// An entry as it is stored.
public struct WrittenEntry: Hashable, Sendable {
    /// The entry.
    public let entry: JournalEntry
    /// Its canonical JSON in UTF-8: the leaf of the tree.
    public let text: [UInt8]
    /// The hash of the leaf.
    public let leaf: TreeHash
}

extension JournalEntry {
    /// The canonical JSON in UTF-8, which the tree commits to.
    public var canonicalBytes: [UInt8] { json.canonicalBytes }

    /// The hash of this entry as a leaf of the tree.
    public var leafHash: TreeHash { TreeHash(leaf: canonicalBytes) }
}
