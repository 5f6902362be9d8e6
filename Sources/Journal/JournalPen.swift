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
    ///
    /// The same bytes as `json.canonicalBytes`, written at once: members in the order of their names. Identifiers,
    /// kinds, hashes and instants hold nothing to escape; where an identifier is not spelt as one, the long way is taken.
    public var canonicalBytes: [UInt8] {
        let names = [draft.action?.rawValue, draft.attempt?.rawValue, draft.debtor?.rawValue, draft.debt?.rawValue]
        guard names.allSatisfy({ $0.map(ActionID.isSpeltRight) ?? true }) else { return json.canonicalBytes }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += "{".utf8
        if let action = draft.action { bytes.append(member: "\"action\":\"", action.rawValue) }
        bytes.append(member: "\"at\":\"", at.description)
        if let attempt = draft.attempt { bytes.append(member: "\"attempt\":\"", attempt.rawValue) }
        bytes += "\"body\":".utf8
        bytes += draft.body.canonicalBytes
        if !draft.content.isEmpty {
            bytes += ",\"content\":[\"".utf8
            bytes += draft.content.map(\.hex).joined(separator: "\",\"").utf8
            bytes += "\"]".utf8
        }
        bytes += ",".utf8
        if let debt = draft.debt { bytes.append(member: "\"debt\":\"", debt.rawValue) }
        if let debtor = draft.debtor { bytes.append(member: "\"debtor\":\"", debtor.rawValue) }
        bytes.append(member: "\"kind\":\"", draft.kind.rawValue)
        bytes += "\"seq\":".utf8
        bytes += String(sequence).utf8
        bytes += "}".utf8
        return bytes
    }

    /// The hash of this entry as a leaf of the tree.
    public var leafHash: TreeHash { TreeHash(leaf: canonicalBytes) }
}

extension [UInt8] {
    fileprivate mutating func append(member name: StaticString, _ text: String) {
        append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        append(contentsOf: text.utf8)
        append(UInt8(ascii: "\""))
        append(UInt8(ascii: ","))
    }
}
