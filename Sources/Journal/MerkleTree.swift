/// The right edge of the journal's Merkle tree (RFC 6962): enough to append leaves and to name the root.
///
/// It keeps one hash for each one-bit of the size, so a tree of a million entries takes at most 20 hashes. The same
/// hashes are the start of every later inclusion or consistency proof, which is why they may be stored.
public struct MerkleTree: Hashable, Sendable {
    /// Leaves in the tree.
    public private(set) var size: Int64
    /// Roots of the perfect subtrees, from the largest (left) to the smallest (right).
    public private(set) var peaks: [TreeHash]

    /// A tree without leaves.
    public init() {
        size = 0
        peaks = []
    }

    /// A tree as it was stored; nil where the peaks do not belong to that size.
    public init?(size: Int64, peaks: [TreeHash]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// A tree as it was stored, with its peaks one after the other; nil where they do not belong to that size.
    public init?(size: Int64, peakBytes: [UInt8]) {
        guard peakBytes.count.isMultiple(of: TreeHash.length) else { return nil }
        let peaks = stride(from: 0, to: peakBytes.count, by: TreeHash.length)
            .compactMap { TreeHash(bytes: Array(peakBytes[$0..<$0 + TreeHash.length])) }
        self.init(size: size, peaks: peaks)
    }

    /// The peaks, one after the other, for storing.
    public var peakBytes: [UInt8] { peaks.flatMap(\.bytes) }

    /// Appends one leaf.
    public mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        var rest = size
        while rest & 1 == 1, let left = peaks.popLast() {
            hash = TreeHash(left: left, right: hash)
            rest >>= 1
        }
        peaks.append(hash)
        size += 1
    }

    /// The root over all leaves.
    public var root: TreeHash {
        guard var hash = peaks.last else { return .empty }
        for left in peaks.dropLast().reversed() { hash = TreeHash(left: left, right: hash) }
        return hash
    }

    /// Size and root.
    public var head: JournalHead { JournalHead(size: size, root: root) }
}

/// How long the journal is, and the one hash that stands for all of it.
public struct JournalHead: Hashable, Sendable {
    /// Entries of the journal.
    public let size: Int64
    /// The root of the Merkle tree over them.
    public let root: TreeHash

    /// A head as it was told.
    public init(size: Int64, root: TreeHash) {
        self.size = size
        self.root = root
    }
}
