extension JSON {
    /// The canonical text: members sorted, no white space (RFC 8785, but for numbers with a fraction).
    ///
    /// The journal commits to these bytes, so the same value must always give the same text. RFC 8785 sorts by UTF-16
    /// units; so do we. Numbers with a fraction are written as Swift writes them, which is shortest and round-trips.
    public var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The bytes of the canonical text, in UTF-8.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += (number.isFinite ? "\(number)" : "null").utf8
        case .string(let text): JSON.write(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members): JSON.write(members, to: &bytes)
        }
    }

    private static func write(_ members: [String: JSON], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        // Places are sorted and not members: half of all that we write is objects, and their values are heavy to move.
        let sorted = members.indices.sorted { precedes(members.keys[$0], members.keys[$1]) }
        for (number, index) in sorted.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            write(members.keys[index], to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            members.values[index].write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// The order of UTF-16 units; of ASCII it is the order of strings, which is compared many bytes at once.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        isASCII(left) && isASCII(right) ? left < right : left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    /// Only ASCII has as many units in UTF-8 as in UTF-16.
    private static func isASCII(_ text: String) -> Bool { text.utf8.count == text.utf16.count }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var start = 0
            for (index, byte) in source.enumerated() where mustBeEscaped(byte) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
                bytes += escape(byte).utf8
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): return #"\""#
        case UInt8(ascii: "\\"): return #"\\"#
        case 0x08: return #"\b"#
        case 0x09: return #"\t"#
        case 0x0A: return #"\n"#
        case 0x0C: return #"\f"#
        case 0x0D: return #"\r"#
        default:
            let digits = String(byte, radix: 16)
            return #"\u00"# + (digits.count == 1 ? "0" : "") + digits
        }
    }
}
