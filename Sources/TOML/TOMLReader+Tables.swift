extension TOMLReader {
    /// A reader of a table within this one.
    public func table(_ key: String) -> TOMLReader? {
        guard entry(key) != nil else {
            miss(key, expected: "a table")
            return nil
        }
        return optionalTable(key)
    }

    /// A reader of a table within this one, or nil where the key is absent.
    public func optionalTable(_ key: String) -> TOMLReader? {
        guard let node = entry(key)?.node else { return nil }
        return reader(of: node, path: path.appending(key))
    }

    /// Readers of an array of tables; those elements that are no tables are reported and left out.
    public func tables(_ key: String) -> [TOMLReader] {
        guard entry(key) != nil else {
            miss(key, expected: "an array of tables")
            return []
        }
        return optionalTables(key)
    }

    /// Readers of an array of tables, none where the key is absent.
    public func optionalTables(_ key: String) -> [TOMLReader] {
        guard let nodes = optionalValue(key, { node throws(TOMLMistake) in try node.array() }) else { return [] }
        return nodes.indices.compactMap { reader(of: nodes[$0], path: path.appending(key).appending($0)) }
    }

    /// All entries of this table as tables, whatever their names: the `primary` of `[email.primary]`.
    ///
    /// Entries that are no tables are reported and left out; all keys of this table are known afterwards.
    public func namedTables() -> [(name: String, reader: TOMLReader)] {
        keys.compactMap { key in optionalTable(key).map { (key, $0) } }
    }

    /// The tables within the table of a key, whatever their names; none where the key is absent.
    public func namedTables(_ key: String) -> [(name: String, reader: TOMLReader)] {
        optionalTable(key)?.namedTables() ?? []
    }

    private func reader(of node: TOMLNode, path: TOMLKeyPath) -> TOMLReader? {
        attempt(node, path) { node throws(TOMLMistake) in try node.table() }
            .map { reader(of: $0, path: path, position: node.position) }
    }
}
