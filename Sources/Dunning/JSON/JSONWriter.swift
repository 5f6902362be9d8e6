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

    fileprivate func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += (number.isFinite ? "\(number)" : "null").utf8
        case .string(let text): JSON.write(text, to: &bytes)
        case .array(let elements): JSON.write(elements, to: &bytes)
        case .object(let members): members.write(to: &bytes)
        }
    }

    // Buffers are gone through and not arrays: taking each element out would count references for each.
    private static func write(_ elements: [JSON], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        elements.withUnsafeBufferPointer { elements in
            for index in elements.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                elements[index].write(to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "]"))
    }

    fileprivate static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write($0, to: &bytes) }
        if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { write($0, to: &bytes) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func write(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for index in source.indices where mustBeEscaped(source[index]) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
            bytes += escape(source[index]).utf8
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
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

extension JSONMembers {
    fileprivate func write(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        withUnsafeMembers { members in
            for index in members.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSON.write(members[index].key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                members[index].value.write(to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
