extension TOMLReader {
    /// A value that the caller reads from its node; what it throws is reported at the node's place.
    ///
    /// `expected` names the kind with its article ("a rate such as `50/s`"), for when the key is missing.
    public func value<Value>(
        _ key: String,
        expected: String,
        _ read: (TOMLNode) throws(TOMLMistake) -> Value
    ) -> Value? {
        guard entry(key) != nil else {
            miss(key, expected: expected)
            return nil
        }
        return optionalValue(key, read)
    }

    /// A value that the caller reads from its node, or nil where the key is absent.
    public func optionalValue<Value>(_ key: String, _ read: (TOMLNode) throws(TOMLMistake) -> Value) -> Value? {
        guard let node = entry(key)?.node else { return nil }
        return attempt(node, path.appending(key), read)
    }

    /// An array of which the caller reads each element; every bad element is reported, and then the answer is nil.
    public func list<Element>(
        _ key: String,
        expected: String,
        _ read: (TOMLNode) throws(TOMLMistake) -> Element
    ) -> [Element]? {
        guard entry(key) != nil else {
            miss(key, expected: expected)
            return nil
        }
        return optionalList(key, read)
    }

    /// An array of which the caller reads each element, or nil where the key is absent.
    public func optionalList<Element>(
        _ key: String,
        _ read: (TOMLNode) throws(TOMLMistake) -> Element
    ) -> [Element]? {
        guard let nodes = optionalValue(key, { node throws(TOMLMistake) in try node.array() }) else { return nil }
        let elements = nodes.indices.compactMap { attempt(nodes[$0], path.appending(key).appending($0), read) }
        return elements.count == nodes.count ? elements : nil
    }

    /// A string; the empty one is refused unless it is allowed.
    public func string(_ key: String, mayBeEmpty: Bool = false) -> String? {
        value(key, expected: "a string") { node throws(TOMLMistake) in try node.string(mayBeEmpty: mayBeEmpty) }
    }

    /// A string, or nil where the key is absent.
    public func optionalString(_ key: String, mayBeEmpty: Bool = false) -> String? {
        optionalValue(key) { node throws(TOMLMistake) in try node.string(mayBeEmpty: mayBeEmpty) }
    }

    /// An array of strings.
    public func strings(_ key: String) -> [String]? {
        list(key, expected: "an array of strings") { node throws(TOMLMistake) in try node.string() }
    }

    /// An array of strings, or nil where the key is absent.
    public func optionalStrings(_ key: String) -> [String]? {
        optionalList(key) { node throws(TOMLMistake) in try node.string() }
    }

    /// A whole number within a range.
    public func integer(_ key: String, range: ClosedRange<Int> = .min ... .max) -> Int? {
        value(key, expected: "an integer") { node throws(TOMLMistake) in try node.integer(in: range) }
    }

    /// A whole number within a range, or nil where the key is absent.
    public func optionalInteger(_ key: String, range: ClosedRange<Int> = .min ... .max) -> Int? {
        optionalValue(key) { node throws(TOMLMistake) in try node.integer(in: range) }
    }

    /// A finite number, written with or without a fraction.
    public func number(_ key: String) -> Double? {
        value(key, expected: "a number") { node throws(TOMLMistake) in try node.number() }
    }

    /// A finite number, or nil where the key is absent.
    public func optionalNumber(_ key: String) -> Double? {
        optionalValue(key) { node throws(TOMLMistake) in try node.number() }
    }

    /// `true` or `false`.
    public func boolean(_ key: String) -> Bool? {
        value(key, expected: "`true` or `false`") { node throws(TOMLMistake) in try node.boolean() }
    }

    /// `true` or `false`, or nil where the key is absent.
    public func optionalBoolean(_ key: String) -> Bool? {
        optionalValue(key) { node throws(TOMLMistake) in try node.boolean() }
    }

    /// A day.
    public func date(_ key: String) -> TOMLDate? {
        value(key, expected: "a date such as `2026-12-31`") { node throws(TOMLMistake) in try node.date() }
    }

    /// A day, or nil where the key is absent.
    public func optionalDate(_ key: String) -> TOMLDate? {
        optionalValue(key) { node throws(TOMLMistake) in try node.date() }
    }

    /// A time of day.
    public func time(_ key: String) -> TOMLTime? {
        value(key, expected: "a time such as `08:30:00`") { node throws(TOMLMistake) in try node.time() }
    }

    /// A time of day, or nil where the key is absent.
    public func optionalTime(_ key: String) -> TOMLTime? {
        optionalValue(key) { node throws(TOMLMistake) in try node.time() }
    }

    /// An instant.
    public func dateTime(_ key: String) -> TOMLOffsetDateTime? {
        value(key, expected: "a date-time such as `2026-12-31T08:30:00Z`") { node throws(TOMLMistake) in
            try node.dateTime()
        }
    }

    /// An instant, or nil where the key is absent.
    public func optionalDateTime(_ key: String) -> TOMLOffsetDateTime? {
        optionalValue(key) { node throws(TOMLMistake) in try node.dateTime() }
    }

    /// Reads one node and reports what is thrown.
    func attempt<Value>(
        _ node: TOMLNode,
        _ path: TOMLKeyPath,
        _ read: (TOMLNode) throws(TOMLMistake) -> Value
    ) -> Value? {
        do {
            return try read(node)
        } catch {
            report.add(error, at: node.position, path: path)
            return nil
        }
    }
}
