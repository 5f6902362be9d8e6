/// Just enough of XML 1.0 to read TwiML strictly: elements, attributes, text, CDATA, comments, the five entities.
///
/// A document type is refused: TwiML needs none, and it is where entity bombs live.
struct XMLReader {
    /// What a document is made of, in order.
    enum Piece: Equatable {
        case open(String, [String: String])
        case close(String)
        case text(String)
    }

    /// What is wrong, in words.
    struct Malformed: Error, Equatable {
        let reason: String
    }

    private static let deepest = 32
    private var rest: Substring

    /// All pieces of a well-formed document with one root.
    static func pieces(of document: String) throws(Malformed) -> [Piece] {
        var reader = XMLReader(rest: document[...])
        return try reader.read()
    }

    private mutating func read() throws(Malformed) -> [Piece] {
        var pieces: [Piece] = []
        var open: [String] = []
        var roots = 0
        while !rest.isEmpty {
            guard rest.first == "<" else {
                let text = try unescape(take { $0 != "<" })
                guard !open.isEmpty || text.allSatisfy(\.isWhitespace) else {
                    throw Malformed(reason: "text outside of the root element")
                }
                if !open.isEmpty { pieces.append(.text(text)) }
                continue
            }
            if try skipped() { continue }
            if let data = try section("<![CDATA[", "]]>") {
                guard !open.isEmpty else { throw Malformed(reason: "text outside of the root element") }
                pieces.append(.text(String(data)))
            } else if let end = try section("</", ">") {
                guard let name = open.popLast(), end.trimmed == name else {
                    throw Malformed(reason: "`</\(end)>` closes nothing")
                }
                pieces.append(.close(name))
            } else {
                if open.isEmpty { roots += 1 }
                guard roots == 1, open.count < XMLReader.deepest else {
                    throw Malformed(reason: "not one shallow tree")
                }
                let (name, attributes, isEmpty) = try tag()
                pieces.append(.open(name, attributes))
                if isEmpty { pieces.append(.close(name)) } else { open.append(name) }
            }
        }
        guard roots == 1, open.isEmpty else { throw Malformed(reason: "`\(open.last ?? "")` is not closed") }
        return pieces
    }

    private mutating func skipped() throws(Malformed) -> Bool {
        if try section("<!--", "-->") != nil { return true }
        if try section("<?", "?>") != nil { return true }
        if rest.hasPrefix("<!"), !rest.hasPrefix("<![CDATA[") { throw Malformed(reason: "a document type") }
        return false
    }

    private mutating func section(_ start: String, _ end: String) throws(Malformed) -> Substring? {
        guard rest.hasPrefix(start) else { return nil }
        let inner = rest.dropFirst(start.count)
        guard let close = inner.firstRange(of: end) else { throw Malformed(reason: "`\(start)` without `\(end)`") }
        rest = inner[close.upperBound...]
        return inner[..<close.lowerBound]
    }

    private mutating func tag() throws(Malformed) -> (String, [String: String], Bool) {
        rest = rest.dropFirst()
        let name = try name()
        var attributes: [String: String] = [:]
        while true {
            let blanks = take(while: \.isWhitespace)
            if rest.hasPrefix("/>") {
                rest = rest.dropFirst(2)
                return (name, attributes, true)
            }
            if rest.hasPrefix(">") {
                rest = rest.dropFirst()
                return (name, attributes, false)
            }
            guard !blanks.isEmpty else { throw Malformed(reason: "`<\(name)` is not finished") }
            let (key, value) = try attribute(of: name)
            guard attributes.updateValue(value, forKey: key) == nil else {
                throw Malformed(reason: "`\(key)` twice in `<\(name)`")
            }
        }
    }

    private mutating func attribute(of element: String) throws(Malformed) -> (String, String) {
        let key = try name()
        take(while: \.isWhitespace)
        guard rest.first == "=" else { throw Malformed(reason: "`\(key)` in `<\(element)` has no value") }
        rest = rest.dropFirst()
        take(while: \.isWhitespace)
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            throw Malformed(reason: "the value of `\(key)` in `<\(element)` is not quoted")
        }
        rest = rest.dropFirst()
        let value = take { $0 != quote }
        guard rest.first == quote, !value.contains("<") else {
            throw Malformed(reason: "the value of `\(key)` in `<\(element)` does not end")
        }
        rest = rest.dropFirst()
        return (key, try unescape(value))
    }

    private mutating func name() throws(Malformed) -> String {
        let name = take { $0.isLetter || $0.isNumber || "_:-.".contains($0) }
        guard let first = name.first, first.isLetter || first == "_" else {
            throw Malformed(reason: "a name is missing after `<`; is it `&lt;`?")
        }
        return String(name)
    }

    @discardableResult
    private mutating func take(while matches: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: matches)
        rest = rest[taken.endIndex...]
        return taken
    }

    private func unescape(_ text: Substring) throws(Malformed) -> String {
        var result = ""
        var rest = text
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            let entity = rest[rest.index(after: ampersand)...].prefix { $0 != ";" }
            guard entity.endIndex < rest.endIndex, let character = XMLReader.character(entity) else {
                throw Malformed(reason: "`&` that is no entity; write `&amp;`")
            }
            result.unicodeScalars.append(character)
            rest = rest[rest.index(after: entity.endIndex)...]
        }
        return result + rest
    }

    private static func character(_ entity: Substring) -> Unicode.Scalar? {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard entity.first == "#" else { return nil }
            let digits = entity.dropFirst()
            let isHexadecimal = digits.first == "x"
            let value = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
            return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
        }
    }
}
