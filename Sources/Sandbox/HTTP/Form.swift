/// Names and values as forms and queries carry them, in order, repeated names kept.
struct Form {
    private(set) var fields: [(name: String, value: [UInt8])] = []

    init() {}

    /// Reads `a=1&b=2`; both sides percent-decoded, `+` is a space.
    init(_ bytes: some Collection<UInt8>) {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentCoding.decode(sides[0], plusIsSpace: true)
            let value = sides.count == 2 ? PercentCoding.decode(sides[1], plusIsSpace: true) : []
            fields.append((String(decoding: name, as: UTF8.self), value))
        }
    }

    /// A form to send.
    init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.map { ($0.name, Array($0.value.utf8)) }
    }

    /// The names that occur.
    var names: Set<String> { Set(fields.map(\.name)) }

    /// The first value of that name as text.
    subscript(name: String) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first value of that name as it came, for a dialect that names its own character set.
    func bytes(_ name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// All values of a repeated name.
    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// Names and values as text, in order.
    var pairs: [(name: String, value: String)] {
        fields.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }
    }

    /// As a body or query.
    var encoded: String {
        pairs.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}
