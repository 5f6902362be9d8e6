import Foundation

/// What a reader sees or hears of markup, with all white space taken out; for proving that a text is there.
///
/// Comments, scripts, styles, the head, and elements that are hidden by an attribute or an inline style do not count.
/// Markup may come in pieces with values between them, so that what is seen of a template's own text is told once.
struct VisibleText {
    fileprivate enum Mode: Hashable {
        case text
        /// The bytes of the tag so far, and the quote that is open.
        case tag([UInt8], quote: UInt8?)
        /// The last two bytes.
        case comment(UInt8, UInt8)
    }

    /// Where a reader is between two pieces.
    struct State: Hashable {
        fileprivate var mode = Mode.text
        /// The element that hides what is within it, and how many of its name are open.
        fileprivate var hiddenName: [UInt8]?
        fileprivate var hiddenDepth = 0

        /// Whether a value here is seen.
        var isSeen: Bool { mode == .text && hiddenName == nil }

        /// Whether a value here is escaped for good: it stands in text, or between quotes.
        var isSafe: Bool {
            switch mode {
            case .text: true
            case .tag(_, let quote): quote != nil
            case .comment: false
            }
        }

        /// Whether a tag has begun and not ended.
        var isInTag: Bool { mode != .text }
    }

    private(set) var state = State()
    /// Whether a piece ended within what may be a character reference.
    private(set) var cutsReference = false
    private var text: [UInt8] = []

    /// What can be read in markup, squeezed.
    static func of(_ markup: [UInt8]) -> [UInt8] {
        var reader = VisibleText()
        reader.text.reserveCapacity(markup.count / 2)
        markup.withUnsafeBufferPointer { reader.feed($0) }
        return reader.text.withUnsafeBufferPointer { squeezed($0) }
    }

    /// Plain text without white space.
    static func squeezed(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { squeezed($0) }
    }

    /// The same of bytes.
    static func squeezed(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        Array(unsafeUninitializedCapacity: text.count) { result, count in
            for byte in text where byte > 0x20 {
                // The no-break space is C2 A0 in UTF-8.
                if byte == 0xA0, count > 0, result[count - 1] == 0xC2 {
                    count -= 1
                } else {
                    result[count] = byte
                    count += 1
                }
            }
        }
    }

    /// Adds a text without its white space.
    static func squeeze(_ text: String, into result: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes where byte > 0x20 {
                if byte == 0xA0, result.last == 0xC2 { result.removeLast() } else { result.append(byte) }
            }
        }
    }

    /// Whether one squeezed text is within another.
    static func isIn(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
        guard !needle.isEmpty, text.count >= needle.count else { return false }
        return text.withUnsafeBytes { text in
            needle.withUnsafeBytes { needle in
                guard let base = text.baseAddress, let word = needle.baseAddress else { return false }
                var start = base
                let last = base + (text.count - needle.count)
                while start <= last, let found = memchr(start, Int32(needle[0]), last - start + 1) {
                    if memcmp(found, word, needle.count) == 0 { return true }
                    start = UnsafeRawPointer(found) + 1
                }
                return false
            }
        }
    }

    /// What can be read in the next piece of a template, squeezed.
    mutating func piece(_ markup: [UInt8]) -> [UInt8] {
        text.removeAll(keepingCapacity: true)
        markup.withUnsafeBufferPointer { feed($0) }
        return text.withUnsafeBufferPointer { Self.squeezed($0) }
    }

    /// Goes past a value, which is escaped.
    mutating func skipValue() {
        guard case .tag(let bytes, let quote) = state.mode else { return }
        state.mode = .tag(bytes + [UInt8(ascii: "x")], quote: quote)
    }

    private mutating func feed(_ markup: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < markup.count {
            switch state.mode {
            case .text: index = readText(markup, from: index)
            case .tag(let bytes, let quote): index = readTag(markup, from: index, bytes, quote)
            case .comment(let first, let second): index = readComment(markup, from: index, first, second)
            }
        }
    }

    private mutating func readText(_ markup: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        if markup[index] == UInt8(ascii: "<") {
            state.mode = .tag([UInt8(ascii: "<")], quote: nil)
            return index + 1
        }
        if markup[index] == UInt8(ascii: "&") {
            if let (decoded, next) = reference(markup, at: index) {
                if state.hiddenName == nil { text.append(contentsOf: decoded) }
                return next
            }
            index += 1
        }
        while index < markup.count, markup[index] != UInt8(ascii: "<"), markup[index] != UInt8(ascii: "&") {
            index += 1
        }
        if state.hiddenName == nil { text.append(contentsOf: UnsafeBufferPointer(rebasing: markup[start..<index])) }
        return index
    }

    /// Up to the `>` that ends the tag; one in a quoted value does not.
    private mutating func readTag(
        _ markup: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ before: [UInt8],
        _ quote: UInt8?
    ) -> Int {
        var quote = quote
        var tag = before
        var index = start
        while index < markup.count {
            let byte = markup[index]
            index += 1
            tag.append(byte)
            if tag.count == 4, tag == Array("<!--".utf8) {
                state.mode = .comment(UInt8(ascii: "-"), UInt8(ascii: "-"))
                return index
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                state.mode = .text
                take(tag)
                return index
            }
        }
        state.mode = .tag(tag, quote: quote)
        return index
    }

    private mutating func readComment(
        _ markup: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ first: UInt8,
        _ second: UInt8
    ) -> Int {
        var (first, second) = (first, second)
        var index = start
        while index < markup.count {
            let byte = markup[index]
            index += 1
            if byte == UInt8(ascii: ">"), first == UInt8(ascii: "-"), second == UInt8(ascii: "-") {
                state.mode = .text
                return index
            }
            (first, second) = (second, byte)
        }
        state.mode = .comment(first, second)
        return index
    }

    private mutating func take(_ tag: [UInt8]) {
        let isEnd = tag.dropFirst().first == UInt8(ascii: "/")
        let name = tag.dropFirst(isEnd ? 2 : 1).prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }.map { $0 | 0x20 }
        guard tag.dropLast().last != UInt8(ascii: "/") else { return }
        if let open = state.hiddenName {
            guard open == name else { return }
            state.hiddenDepth += isEnd ? -1 : 1
            if state.hiddenDepth == 0 { state.hiddenName = nil }
        } else if !isEnd, tag.withUnsafeBufferPointer({ HiddenTag.isHidden($0, name: name) }) {
            state.hiddenName = name
            state.hiddenDepth = 1
        }
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

    /// A character reference of at most 12 bytes.
    private mutating func reference(
        _ markup: UnsafeBufferPointer<UInt8>,
        at index: Int
    ) -> (bytes: [UInt8], next: Int)? {
        guard let end = markup[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            if markup.count - index < 12 { cutsReference = true }
            return nil
        }
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
    static func isHidden(_ tag: UnsafeBufferPointer<UInt8>, name: [UInt8]) -> Bool {
        if silent.contains(name) { return true }
        for index in tag.indices {
            let isMark =
                switch tag[index] {
                case UInt8(ascii: ":"): hides(tag, value: index + 1, property: index)
                case UInt8(ascii: " "), 0x09, 0x0A: isAttribute(tag, at: index + 1)
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
