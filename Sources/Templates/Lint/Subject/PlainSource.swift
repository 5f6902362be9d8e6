/// The text of a template file without its tags; every character knows where it stands in the file.
///
/// A tag that shows a value becomes one character that stands for it; all others leave nothing.
struct PlainSource: Sendable {
    /// A character and the byte of the file that it begins at.
    struct Letter: Hashable, Sendable {
        let scalar: Unicode.Scalar
        let offset: Int

        /// Whether it stands for a value.
        var isValue: Bool { scalar == PlainSource.value }
        /// Whether it is white space.
        var isSpace: Bool { scalar.properties.isWhitespace }
    }

    /// What stands for a value: the object replacement character.
    static let value: Unicode.Scalar = "\u{FFFC}"

    private(set) var letters: [Letter] = []
    /// The names of the values that are shown, by the places of their tags.
    private(set) var fields: [Int: String] = [:]
    /// The names of values that are shown or asked for.
    private(set) var names: Set<String> = []
    /// Whether it calls others.
    private(set) var hasCalls = false
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var scanner = MustacheScanner(bytes)
        var start = 0
        // What follows a tag that cannot be read is not text that anybody sees; loading complains of it.
        while let tag = try? scanner.next(from: start) {
            append(start..<tag.range.lowerBound)
            note(tag)
            if tag.kind == .variable || tag.kind == .unescaped {
                fields[tag.range.lowerBound] = tag.name
                letters.append(Letter(scalar: Self.value, offset: tag.range.lowerBound))
            }
            start = tag.range.upperBound
        }
        append(start..<bytes.count)
    }

    private mutating func note(_ tag: MustacheTag) {
        switch tag.kind {
        case .variable, .unescaped, .section, .inverted: names.insert(tag.name)
        case .partial, .parent: hasCalls = true
        case .close, .block, .comment, .delimiters: break
        }
    }

    private mutating func append(_ range: Range<Int>) {
        var offset = range.lowerBound
        for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
            letters.append(Letter(scalar: scalar, offset: offset))
            offset += UTF8.width(scalar)
        }
    }

    /// Line and column of a byte, both from 1.
    func position(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count { $0 & 0xC0 != 0x80 } + 1
        return (line, column)
    }
}

extension [PlainSource.Letter] {
    /// The characters as a text.
    var text: String { self[...].text }
}

extension ArraySlice<PlainSource.Letter> {
    /// The characters as a text.
    var text: String {
        var scalars = String.UnicodeScalarView()
        for letter in self { scalars.append(letter.scalar) }
        return String(scalars)
    }
}
