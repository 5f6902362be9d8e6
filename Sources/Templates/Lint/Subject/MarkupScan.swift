/// Takes the text of a file apart into what is markup and what is read.
///
/// It forgives everything, as browsers do: whether markup is right is for others to say.
struct MarkupScan {
    /// An attribute with its value; a value of the message's stands in it as one character.
    struct Attribute: Hashable, Sendable {
        let name: String
        let value: [PlainSource.Letter]
        let offset: Int
    }

    /// A tag of the markup.
    struct Element: Hashable, Sendable {
        let name: String
        let attributes: [Attribute]
        /// The byte of the file that it begins at.
        let offset: Int

        subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
    }

    /// One piece of the file.
    enum Piece: Hashable, Sendable {
        case text([PlainSource.Letter])
        case open(Element)
        case close(String)
    }

    /// Elements whose content nobody reads.
    private static let silent: Set<String> = ["script", "style"]

    private let letters: [PlainSource.Letter]
    private var index = 0
    private var pieces: [Piece] = []

    /// The pieces in the order of the file.
    static func pieces(of letters: [PlainSource.Letter]) -> [Piece] {
        var scan = MarkupScan(letters: letters)
        scan.read()
        return scan.pieces
    }

    private init(letters: [PlainSource.Letter]) { self.letters = letters }

    private mutating func read() {
        while index < letters.count {
            if starts("<!--") {
                skip(past: "-->")
            } else if letters[index].scalar == "<", index + 1 < letters.count, beginsTag(letters[index + 1].scalar) {
                readTag()
            } else {
                readText()
            }
        }
    }

    private func beginsTag(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "/" || scalar == "!" || scalar == "?"
    }

    private mutating func readText() {
        let start = index
        index += 1
        while index < letters.count, letters[index].scalar != "<" { index += 1 }
        pieces.append(.text(Entities.decoded(letters[start..<index])))
    }

    private mutating func readTag() {
        let offset = letters[index].offset
        index += 1
        let isEnd = letters[index].scalar == "/"
        if isEnd { index += 1 }
        let name = word { $0 != ">" && $0 != "/" && !$0.properties.isWhitespace }.text.lowercased()
        var attributes: [Attribute] = []
        while index < letters.count, letters[index].scalar != ">" {
            let before = index
            if let attribute = readAttribute() { attributes.append(attribute) }
            // Whatever is no attribute is passed over.
            if index == before { index += 1 }
        }
        index = min(letters.count, index + 1)
        guard !isEnd else { return pieces.append(.close(name)) }
        pieces.append(.open(Element(name: name, attributes: attributes, offset: offset)))
        if Self.silent.contains(name) {
            skip(past: "</\(name)", keeping: true)
        }
    }

    private mutating func readAttribute() -> Attribute? {
        _ = word { $0.properties.isWhitespace || $0 == "/" }
        guard index < letters.count, letters[index].scalar != ">" else { return nil }
        let offset = letters[index].offset
        let name = word { $0 != "=" && $0 != ">" && !$0.properties.isWhitespace }.text.lowercased()
        _ = word { $0.properties.isWhitespace }
        guard index < letters.count, letters[index].scalar == "=" else {
            return name.isEmpty ? nil : Attribute(name: name, value: [], offset: offset)
        }
        index += 1
        _ = word { $0.properties.isWhitespace }
        guard index < letters.count else { return nil }
        let quote = letters[index].scalar
        guard quote == "\"" || quote == "'" else {
            let value = word { $0 != ">" && !$0.properties.isWhitespace }
            return Attribute(name: name, value: Entities.decoded(value), offset: offset)
        }
        index += 1
        let value = word { $0 != quote }
        index = min(letters.count, index + 1)
        return Attribute(name: name, value: Entities.decoded(value), offset: offset)
    }

    private mutating func word(while belongs: (Unicode.Scalar) -> Bool) -> ArraySlice<PlainSource.Letter> {
        let start = index
        while index < letters.count, belongs(letters[index].scalar) { index += 1 }
        return letters[start..<index]
    }

    private func starts(_ text: String) -> Bool {
        letters[index...].prefix(text.unicodeScalars.count).map(\.scalar).elementsEqual(text.unicodeScalars)
    }

    private mutating func skip(past end: String, keeping: Bool = false) {
        while index < letters.count, !starts(end) { index += 1 }
        if !keeping { index = min(letters.count, index + end.unicodeScalars.count) }
    }
}

/// Characters that markup writes by name or number.
enum Entities {
    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ndash": "–", "mdash": "—",
        "hellip": "…", "rsquo": "’", "lsquo": "‘", "rdquo": "”", "ldquo": "“", "bdquo": "„", "laquo": "«",
        "raquo": "»", "euro": "€", "shy": "\u{AD}", "zwnj": "\u{200C}",
    ]

    /// The text as it is read; what is no known entity stays.
    static func decoded(_ letters: ArraySlice<PlainSource.Letter>) -> [PlainSource.Letter] {
        guard letters.contains(where: { $0.scalar == "&" }) else { return Array(letters) }
        var result: [PlainSource.Letter] = []
        var index = letters.startIndex
        while index < letters.endIndex {
            let end = letters[index...].prefix(12).firstIndex { $0.scalar == ";" }
            if letters[index].scalar == "&", let end, let scalar = scalar(letters[(index + 1)..<end].text) {
                result.append(PlainSource.Letter(scalar: scalar, offset: letters[index].offset))
                index = end + 1
            } else {
                result.append(letters[index])
                index += 1
            }
        }
        return result
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return names[name] }
        let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
        return UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
    }
}
