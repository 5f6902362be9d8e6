/// The keys and values of a table, in the order of the file.
public struct TOMLTable: Sendable, Hashable {
    /// All entries, in the order in which the file first names their keys.
    public private(set) var entries: [TOMLEntry]

    /// Where each key is in `entries`.
    private var places: [String: Int]

    /// Makes a table; of two entries with the same key the later one counts.
    public init(_ entries: [TOMLEntry] = []) {
        self.entries = []
        self.places = [:]
        self.entries.reserveCapacity(entries.count)
        self.places.reserveCapacity(entries.count)
        for entry in entries { set(entry) }
    }

    /// The entry with a key.
    public subscript(key: String) -> TOMLEntry? {
        places[key].map { entries[$0] }
    }

    /// Adds an entry, or puts it in the place of the one with the same key.
    public mutating func set(_ entry: TOMLEntry) {
        if let place = places[entry.key] {
            entries[place] = entry
        } else {
            places[entry.key] = entries.count
            entries.append(entry)
        }
    }

    /// Puts a value at a path of keys, making the tables on the way; what an override from the environment needs.
    ///
    /// - Returns: False, and nothing changes, where a value that is no table stands on the way, or the path is empty.
    public mutating func set(_ node: TOMLNode, at path: [String]) -> Bool {
        guard let key = path.first else { return false }
        let rest = path.dropFirst()
        let old = self[key]
        if rest.isEmpty {
            set(TOMLEntry(key: key, at: old?.keyPosition ?? .outside, node: node))
            return true
        }
        var inner = TOMLTable()
        if let old {
            guard case .table(let table) = old.node.value else { return false }
            inner = table
        }
        guard inner.set(node, at: Array(rest)) else { return false }
        let position = old?.node.position ?? .outside
        set(TOMLEntry(key: key, at: old?.keyPosition ?? .outside, node: TOMLNode(.table(inner), at: position)))
        return true
    }
}
