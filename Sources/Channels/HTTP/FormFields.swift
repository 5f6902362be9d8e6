/// Names and values as `application/x-www-form-urlencoded`, in bodies and behind a `?`.
struct FormFields: Hashable, Sendable {
    /// One name with one value.
    struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// In their order; a name may come more than once.
    private(set) var fields: [Field] = []

    init() {}

    init(_ fields: KeyValuePairs<String, String>) {
        self.fields = fields.map { Field(name: $0, value: $1) }
    }

    init(pairs: [(name: String, value: String)]) {
        fields = pairs.map { Field(name: $0.name, value: $0.value) }
    }

    mutating func add(_ name: String, _ value: String?) {
        if let value { fields.append(Field(name: name, value: value)) }
    }

    /// The value of a name that comes exactly once; nil where there is none, or where two could contradict each other.
    subscript(_ name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }

    var encoded: String {
        fields.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&")
    }
}

/// Percent-encoding (RFC 3986 2.1).
enum PercentCoding {
    /// Everything but unreserved characters as `%XX`, a space as `%20`, so that it fits in every part of a URL.
    static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || "-._~".utf8.contains(byte)
    }
}
