/// How a value becomes neutral in the part that it is put into.
enum Escaping: Hashable, Sendable {
    /// Plain text: email text parts, subjects, text messages.
    case none
    /// HTML text and quoted attribute values.
    case html
    /// XML text and quoted attribute values; the same five characters, by names that XML knows without a DTD.
    case xml

    /// Adds a value to the output.
    func append(_ text: String, to output: inout [UInt8]) {
        guard self != .none else {
            output.append(contentsOf: text.utf8)
            return
        }
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                guard let entity = Self.entity(bytes[index]) else { continue }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
                entity.withUTF8Buffer { output.append(contentsOf: $0) }
                start = index + 1
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }

    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
