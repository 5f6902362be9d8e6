import Dunning

/// The values of one statement, as libpq takes them: text, or bytes as they are.
///
/// PostgreSQL's text holds no NUL; where one comes in (a provider's word, an operator's reason) U+FFFD takes its place.
struct Parameters: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each value begins, nil = NULL; a NUL stands behind each.
    private(set) var starts: [Int?] = []
    private(set) var lengths: [Int32] = []
    /// 1 = bytes as they are, 0 = text.
    private(set) var formats: [Int32] = []

    func adding(_ text: String?) -> Parameters {
        guard let text else { return adding(nil, isBinary: false) }
        guard text.utf8.contains(0) else { return adding(Array(text.utf8), isBinary: false) }
        return adding(Array(text.replacing("\u{0}", with: "\u{FFFD}").utf8), isBinary: false)
    }

    func adding(_ number: Int64) -> Parameters { adding(String(number)) }

    func adding(_ number: Int) -> Parameters { adding(String(number)) }

    func adding(_ instant: Instant?) -> Parameters { adding((instant?.milliseconds).map { String($0) }) }

    func adding(_ identifier: (some Identifier)?) -> Parameters { adding(identifier?.rawValue) }

    func adding(_ bytes: [UInt8]) -> Parameters { adding(bytes, isBinary: true) }

    /// UTF-8 that holds no NUL, such as JSON of ours.
    func adding(json: [UInt8]) -> Parameters { adding(json, isBinary: false) }

    /// An array; nil = NULL.
    func adding(list: [String?]) -> Parameters {
        var text: [UInt8] = [UInt8(ascii: "{")]
        for (index, element) in list.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            guard let element else {
                text += "NULL".utf8
                continue
            }
            text.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
                if byte == 0 { text += "\u{FFFD}".utf8 } else { text.append(byte) }
            }
            text.append(UInt8(ascii: "\""))
        }
        text.append(UInt8(ascii: "}"))
        return adding(text, isBinary: false)
    }

    /// An array of names.
    func adding(names: [some Identifier]) -> Parameters { adding(list: names.map(\.rawValue)) }

    /// An array of numbers.
    func adding(numbers: [Int64]) -> Parameters { adding(list: numbers.map { String($0) }) }

    /// An array of bytes, in PostgreSQL's hexadecimal form.
    func adding(hexadecimal list: [String]) -> Parameters { adding(list: list.map { "\\x" + $0 }) }

    private func adding(_ value: [UInt8]?, isBinary: Bool) -> Parameters {
        var next = self
        next.formats.append(isBinary ? 1 : 0)
        next.lengths.append(Int32(value?.count ?? 0))
        next.starts.append(value == nil ? nil : bytes.count)
        if let value {
            next.bytes += value
            next.bytes.append(0)
        }
        return next
    }
}
