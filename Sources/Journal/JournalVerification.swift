/// Whether a list of entries is the whole journal that a head stands for.
public enum JournalVerification: Hashable, Sendable {
    case sound
    /// The entry at that place does not bear the number it should.
    case gap(expected: Int64, found: Int64)
    /// More or fewer entries than the head counts.
    case wrongSize(expected: Int64, found: Int64)
    /// The entries give another root: at least one of them was changed.
    case wrongRoot(expected: TreeHash, found: TreeHash)

    /// Checks entries, from the first to the last, against a head.
    public static func of(_ entries: some Swift.Sequence<JournalEntry>, against head: JournalHead) -> Self {
        var tree = MerkleTree()
        for entry in entries {
            guard entry.sequence == tree.size + 1 else {
                return .gap(expected: tree.size + 1, found: entry.sequence)
            }
            tree.append(entry.leafHash)
        }
        guard tree.size == head.size else { return .wrongSize(expected: head.size, found: tree.size) }
        guard tree.root == head.root else { return .wrongRoot(expected: head.root, found: tree.root) }
        return .sound
    }
}
