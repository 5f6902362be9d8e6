/// What a reader sees or hears of markup, with all white space taken out; for proving that a text is there.
///
/// Comments, scripts, styles, the head, and elements that are hidden by an attribute or an inline style do not count.
struct VisibleText {
    private let markup: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var text: [UInt8] = []
    /// The element that hides what is within it, and how many of its name are open.
    private var hidden: (name: [UInt8], depth: Int)?

    /// What can be read in markup, squeezed.
    static func of(_ markup: [UInt8]) -> [UInt8] {
        markup.withUnsafeBufferPointer { buffer in
            var reader = VisibleText(markup: buffer)
            reader.read()
            return squeezed(reader.text)
        }
    }

    /// Plain text without white space.
    static func squeezed(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.underestimatedCount)
        for byte in text where byte > 0x20 {
            // The no-break space is C2 A0 in UTF-8.
            if byte == 0xA0, result.last == 0xC2 { result.removeLast() } else { result.append(byte) }
        }
        return result
    }

    /// Whether one squeezed text is within another.
    static func isIn(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, text.count >= needle.count else { return false }
        return text.withUnsafeBufferPointer { text in
            needle.withUnsafeBufferPointer { needle in
                (0...(text.count - needle.count)).contains { start in
                    text[start] == first && needle.indices.allSatisfy { text[start + $0] == needle[$0] }
                }
            }
        }
    }

    private init(markup: UnsafeBufferPointer<UInt8>) {
        self.markup = markup
        text.reserveCapacity(markup.count / 2)
    }

    private mutating func read() {
        while index < markup.count {
            let byte = markup[index]
            if byte == UInt8(ascii: "<") {
                readTag()
            } else if byte == UInt8(ascii: "&"), let (decoded, next) = entity() {
                if hidden == nil { text.append(contentsOf: decoded) }
                index = next
            } else {
                let start = index
                index += 1
                while index < markup.count, markup[index] != UInt8(ascii: "<"), markup[index] != UInt8(ascii: "&") {
                    index += 1
                }
                if hidden == nil { text.append(contentsOf: UnsafeBufferPointer(rebasing: markup[start..<index])) }
            }
        }
    }

    private mutating func readTag() {
        if Self.has("<!--", at: index, in: markup) { return skip(past: Array("-->".utf8)) }
        let tag = index..<tagEnd()
        index = tag.upperBound
        let isEnd = markup[tag].dropFirst().first == UInt8(ascii: "/")
        let name = markup[tag].dropFirst(isEnd ? 2 : 1).prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }.map {
            $0 | 0x20
        }
        guard markup[tag].dropLast().last != UInt8(ascii: "/") else { return }
        if let open = hidden {
            guard open.name == name else { return }
            let depth = open.depth + (isEnd ? -1 : 1)
            hidden = depth > 0 ? (name, depth) : nil
        } else if !isEnd, HiddenTag.isHidden(markup, tag, name: name) {
            hidden = (name, 1)
        }
    }

    /// Behind the `>` that ends the tag; one in a quoted value does not.
    private func tagEnd() -> Int {
        var quote: UInt8?
        var end = index + 1
        while end < markup.count {
            let byte = markup[end]
            end += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
        }
        return end
    }

    /// Whether bytes begin with a word at an index; the word is in small letters, the bytes need not be.
    fileprivate static func has(_ word: StaticString, at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index >= 0, index + word.utf8CodeUnitCount <= bytes.count else { return false }
        return word.withUTF8Buffer { letters in
            letters.indices.allSatisfy { offset in
                let byte = bytes[index + offset]
                return byte == letters[offset] || (byte | 0x20 == letters[offset] && letters[offset] >= 0x61)
            }
        }
    }

    private mutating func skip(past end: [UInt8]) {
        while index < markup.count, !markup[index...].starts(with: end) { index += 1 }
        index = min(markup.count, index + end.count)
    }

    private func entity() -> (bytes: [UInt8], next: Int)? {
        guard let end = markup[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: markup[(index + 1)..<end], as: UTF8.self)
        let scalar: Unicode.Scalar? =
            switch name {
            case "amp": "&"
            case "lt": "<"
            case "gt": ">"
            case "quot": "\""
            case "apos": "'"
            case "nbsp": " "
            default: numeric(name)
            }
        return scalar.map { (Array(String($0).utf8), end + 1) }
    }

    private func numeric(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init)
    }
}

/// Tells elements that nobody sees.
private enum HiddenTag {
    private static let silent = ["script", "style", "head", "title", "template", "noscript"].map { Array($0.utf8) }
    private static let empty = ["br", "img", "hr", "meta", "link", "input", "col", "wbr", "break"].map {
        Array($0.utf8)
    }

    /// Whether an element is silent by its name, by its attribute `hidden`, or by its style.
    static func isHidden(_ markup: UnsafeBufferPointer<UInt8>, _ tag: Range<Int>, name: [UInt8]) -> Bool {
        if silent.contains(name) { return true }
        for index in tag {
            let isMark =
                switch markup[index] {
                case UInt8(ascii: ":"): hides(markup, value: index + 1, property: index)
                case UInt8(ascii: " "), 0x09, 0x0A: isAttribute(markup, at: index + 1)
                default: false
                }
            // An element that holds nothing has no end tag to wait for.
            if isMark { return !empty.contains(name) }
        }
        return false
    }

    private static func isAttribute(_ markup: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard VisibleText.has("hidden", at: index, in: markup), index + 6 < markup.count else { return false }
        return [0x20, 0x09, 0x0A, UInt8(ascii: ">"), UInt8(ascii: "=")].contains(markup[index + 6])
    }

    private static func hides(_ markup: UnsafeBufferPointer<UInt8>, value: Int, property: Int) -> Bool {
        var value = value
        while value < markup.count, markup[value] == UInt8(ascii: " ") { value += 1 }
        var end = property
        while end > 0, markup[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if VisibleText.has("none", at: value, in: markup) { return VisibleText.has("display", at: end - 7, in: markup) }
        if VisibleText.has("hidden", at: value, in: markup) {
            return VisibleText.has("visibility", at: end - 10, in: markup)
        }
        guard VisibleText.has("0", at: value, in: markup), value + 1 < markup.count else { return false }
        let next = markup[value + 1]
        guard next != UInt8(ascii: "."), !(0x30...0x39).contains(next) else { return false }
        return VisibleText.has("font-size", at: end - 9, in: markup)
            || VisibleText.has("opacity", at: end - 7, in: markup)
    }
}
