/// One tag as it stands in the source.
struct MustacheTag {
    enum Kind {
        case variable, unescaped, section, inverted, close, partial, parent, block, comment, delimiters
    }

    let kind: Kind
    /// What stands between sigil and closing delimiter, without the white space around it.
    let name: String
    /// The bytes of the whole tag, delimiters included.
    let range: Range<Int>
}

/// Finds tags in bytes; knows delimiters and lines, but nothing of what tags mean.
struct MustacheScanner {
    /// Why no tag could be read.
    enum Failure: Error { case unclosed(at: Int), delimiters(at: Int, after: Int) }

    private let source: [UInt8]
    private var open: [UInt8] = Array("{{".utf8)
    private var close: [UInt8] = Array("}}".utf8)

    init(_ source: [UInt8]) { self.source = source }

    /// The next tag at or after an offset; nil where only text is left.
    mutating func next(from offset: Int) throws(Failure) -> MustacheTag? {
        guard let start = find(open, from: offset) else { return nil }
        var inner = start + open.count
        while inner < source.count, isBlank(source[inner]) || isBreak(source[inner]) { inner += 1 }
        let sigil = inner < source.count ? source[inner] : 0
        if sigil == UInt8(ascii: "=") { return try delimiters(start, inner + 1) }
        let kind = kind(of: sigil)
        if kind != .variable { inner += 1 }
        let ending = sigil == UInt8(ascii: "{") ? [UInt8(ascii: "}")] + close : close
        guard let end = find(ending, from: inner) else { throw .unclosed(at: start) }
        return MustacheTag(kind: kind, name: name(inner..<end), range: start..<end + ending.count)
    }

    /// Where the line of a tag begins, if there are only blanks before the tag; nil where something else is.
    func lineStart(before offset: Int) -> Int? {
        var start = offset
        while start > 0, isBlank(source[start - 1]) { start -= 1 }
        return start == 0 || source[start - 1] == UInt8(ascii: "\n") ? start : nil
    }

    /// Where the line behind a tag ends, and where the next begins, if only blanks follow; nil where something else does.
    func lineEnd(after offset: Int) -> (end: Int, next: Int)? {
        var end = offset
        while end < source.count, isBlank(source[end]) { end += 1 }
        var next = end
        if next < source.count, source[next] == UInt8(ascii: "\r") { next += 1 }
        guard next < source.count else { return (end, next) }
        return source[next] == UInt8(ascii: "\n") ? (end, next + 1) : nil
    }

    /// What a line begins with.
    func indentation(at start: Int) -> [UInt8] { Array(source[start...].prefix(while: isBlank)) }

    private func kind(of sigil: UInt8) -> MustacheTag.Kind {
        switch sigil {
        case UInt8(ascii: "#"): .section
        case UInt8(ascii: "^"): .inverted
        case UInt8(ascii: "/"): .close
        case UInt8(ascii: ">"): .partial
        case UInt8(ascii: "<"): .parent
        case UInt8(ascii: "$"): .block
        case UInt8(ascii: "!"): .comment
        case UInt8(ascii: "{"), UInt8(ascii: "&"): .unescaped
        default: .variable
        }
    }

    /// `{{=<% %>=}}`: two delimiters, neither of which holds white space or an equals sign.
    private mutating func delimiters(_ start: Int, _ inner: Int) throws(Failure) -> MustacheTag {
        guard let end = find([UInt8(ascii: "=")] + close, from: inner) else { throw .unclosed(at: start) }
        let after = end + 1 + close.count
        let parts = source[inner..<end].split { isBlank($0) || isBreak($0) }
        guard parts.count == 2, !parts.joined().contains(UInt8(ascii: "=")) else {
            throw .delimiters(at: start, after: after)
        }
        open = Array(parts[0])
        close = Array(parts[1])
        return MustacheTag(kind: .delimiters, name: "", range: start..<after)
    }

    private func find(_ needle: [UInt8], from offset: Int) -> Int? {
        guard let first = needle.first, source.count >= needle.count else { return nil }
        var index = offset
        while index <= source.count - needle.count {
            if source[index] == first, source[index..<index + needle.count].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }

    /// Of a dynamic name, `* name`, the asterisk is part, and the blanks behind it are not.
    private func name(_ range: Range<Int>) -> String {
        let name = trimmed(range)
        guard name.hasPrefix("*") else { return name }
        return "*" + name.dropFirst().drop { $0.isWhitespace }
    }

    private func trimmed(_ range: Range<Int>) -> String {
        var slice = source[range]
        while let byte = slice.first, isBlank(byte) || isBreak(byte) { slice.removeFirst() }
        while let byte = slice.last, isBlank(byte) || isBreak(byte) { slice.removeLast() }
        return String(decoding: slice, as: UTF8.self)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
