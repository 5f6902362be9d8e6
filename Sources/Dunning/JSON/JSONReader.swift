/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte at which reading stopped, from 0.
    public let offset: Int
    /// What is wrong; small first letter, no full stop.
    public let message: String

    /// `byte 17: expected a comma`.
    public var description: String { "byte \(offset + 1): \(message)" }
}

extension JSON {
    /// Reads one JSON text (RFC 8259), strictly.
    ///
    /// Stricter than the RFC where laxness has done harm: a repeated member name, nesting deeper than 64 and whole
    /// numbers beyond 64 bits are errors. Invalid UTF-8 and lone surrogates are errors as well.
    /// - Throws: the first error with its offset; a line that is not JSON has no fields to collect more errors from.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        let bytes = Array(bytes)
        self = try bytes.withUnsafeBufferPointer { JSONReader.read($0, isUTF8: false) }.get()
    }

    /// Reads one JSON text (RFC 8259), strictly.
    /// - Throws: the first error with its offset.
    public init(parsing text: String) throws(JSONError) {
        var text = text
        self = try text.withUTF8 { JSONReader.read($0, isUTF8: true) }.get()
    }
}

extension JSON {
    /// Levels of nesting that are read.
    fileprivate static let deepest = 64

    /// Whether the canonical text of this value is read back as the same value.
    public var isReadBack: Bool { isReadBack(within: JSON.deepest) }

    private func isReadBack(within levels: Int) -> Bool {
        switch self {
        case .null, .boolean, .integer, .string: true
        case .number(let number): number.isFinite
        case .array(let elements): levels > 0 && elements.allSatisfy { $0.isReadBack(within: levels - 1) }
        case .object(let members): levels > 0 && members.allSatisfy { $0.value.isReadBack(within: levels - 1) }
        }
    }
}

/// A recursive-descent reader over bytes; it exists because no reader at hand reports repeated names and offsets.
///
/// It must not outlive the bytes.
private struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0
    /// Where the names of the objects begin that are being read, for the one that is there twice.
    private var names: [Int] = []

    /// Reads the one value of a text; what is known to be UTF-8 is not looked through for that.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, isUTF8: Bool) -> Result<JSON, JSONError> {
        var reader = JSONReader(bytes: bytes)
        return Result { () throws(JSONError) in try reader.document(isUTF8: isUTF8) }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func document(isUTF8: Bool) throws(JSONError) -> JSON {
        if !isUTF8, let bad = invalidUTF8Offset() { throw JSONError(offset: bad, message: "not valid UTF-8") }
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw error("unexpected text behind the value") }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        guard let byte = peek else { throw error("the text ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("expected a value")
        }
    }

    private mutating func object() throws(JSONError) -> JSON {
        try enter()
        var members = JSONMembers()
        if accept(UInt8(ascii: "}")) { return leave(.object(members)) }
        let first = names.count
        while true {
            skipSpace()
            names.append(index)
            guard peek == UInt8(ascii: "\"") else { throw error("expected a member name in double quotes") }
            let name = try string()
            guard accept(UInt8(ascii: ":")) else { throw error("expected a colon") }
            members.append(try value(), forKey: name)
            if accept(UInt8(ascii: ",")) { continue }
            guard accept(UInt8(ascii: "}")) else { throw error("expected a comma or the end of the object") }
            if let place = members.settle() { throw repeated(names[first + place]) }
            names.removeSubrange(first...)
            return leave(.object(members))
        }
    }

    /// The name that begins there, for a second time.
    private mutating func repeated(_ start: Int) -> JSONError {
        index = start
        let name = (try? string()) ?? ""
        return JSONError(offset: start, message: "member \(quoted(name)) is there twice")
    }

    private mutating func array() throws(JSONError) -> JSON {
        try enter()
        var elements: [JSON] = []
        if accept(UInt8(ascii: "]")) { return leave(.array(elements)) }
        while true {
            elements.append(try value())
            if accept(UInt8(ascii: ",")) { continue }
            guard accept(UInt8(ascii: "]")) else { throw error("expected a comma or the end of the array") }
            return leave(.array(elements))
        }
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= JSON.deepest else { throw error("nested deeper than 64 levels") }
        index += 1
    }

    private mutating func leave(_ value: JSON) -> JSON {
        depth -= 1
        return value
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        if peek == UInt8(ascii: "\"") {
            index += 1
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index - 1]), as: UTF8.self)
        }
        return try stringWithEscapes(from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<index])
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw JSONError(offset: index - 1, message: "control character in a string; escape it")
            default: text.append(byte)
            }
        }
        throw error("the text ends inside a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard let byte = peek else { throw error("the text ends inside a string") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(Character(try scalar())).utf8
        default: throw JSONError(offset: index - 1, message: "unknown escape in a string")
        }
    }

    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let start = index
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), peek == UInt8(ascii: "\\"), index + 1 < bytes.count,
            bytes[index + 1] == UInt8(ascii: "u")
        {
            index += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else {
                throw JSONError(offset: start, message: "lone surrogate in a string")
            }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw JSONError(offset: start, message: "lone surrogate in a string")
        }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error("expected four hexadecimal digits")
            }
            code = code * 16 + UInt32(digit)
            index += 1
        }
        return code
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = index
        _ = acceptHere(UInt8(ascii: "-"))
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else {
            throw JSONError(offset: start, message: "not a number")
        }
        var isWhole = true
        if acceptHere(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw error("expected a digit behind the point") }
        }
        if acceptHere(UInt8(ascii: "e")) || acceptHere(UInt8(ascii: "E")) {
            isWhole = false
            if !acceptHere(UInt8(ascii: "+")) { _ = acceptHere(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("expected a digit in the exponent") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole {
            guard let number = Int64(text) else {
                throw JSONError(offset: start, message: "number beyond 64 bits")
            }
            return .integer(number)
        }
        guard let number = Double(text), number.isFinite else {
            throw JSONError(offset: start, message: "number out of range")
        }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func literal(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[index...].starts(with: text.utf8) else { throw error("expected a value") }
        index += text.utf8.count
        return value
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        return acceptHere(byte)
    }

    private mutating func acceptHere(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private func error(_ message: String) -> JSONError { JSONError(offset: index, message: message) }

    /// The offset of the first byte that is not UTF-8; nil where all are.
    private func invalidUTF8Offset() -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput, .error: return offset
            }
        }
    }
}
