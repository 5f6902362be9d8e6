/// What a reader sees or hears of markup, with all white space taken out; for proving that a text is there.
///
/// Comments, scripts, styles, the head, and elements that are hidden by an attribute or an inline style do not count.
struct VisibleText {
    private static let voids: Set<String> = [
        "br", "img", "hr", "meta", "link", "input", "col", "wbr", "break", "source",
    ]
    private static let silent: Set<String> = ["script", "style", "head", "title", "template", "noscript"]

    private let markup: [UInt8]
    private var index = 0
    private var text: [UInt8] = []
    /// The element that hides what is within it, and how many of its name are open.
    private var hidden: (name: String, depth: Int)?

    /// Whether a plain text can be read in markup.
    static func of(_ markup: [UInt8]) -> [UInt8] {
        var reader = VisibleText(markup: markup)
        reader.read()
        return squeezed(reader.text)
    }

    /// Plain text without white space.
    static func squeezed(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text where byte > 0x20 {
            // The no-break space is C2 A0 in UTF-8.
            if byte == 0xA0, result.last == 0xC2 { result.removeLast() } else { result.append(byte) }
        }
        return result
    }

    /// Whether one squeezed text is within another.
    static func isIn(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, text.count >= needle.count else { return false }
        return (0...(text.count - needle.count)).contains { start in
            text[start] == first && text[start..<start + needle.count].elementsEqual(needle)
        }
    }

    private init(markup: [UInt8]) {
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
                if hidden == nil { text.append(byte) }
                index += 1
            }
        }
    }

    private mutating func readTag() {
        if markup[index...].starts(with: Array("<!--".utf8)) { return skip(past: Array("-->".utf8)) }
        let end = tagEnd()
        let tag = markup[index..<end]
        index = end
        let isEnd = tag.dropFirst().first == UInt8(ascii: "/")
        let name = String(
            decoding: tag.dropFirst(isEnd ? 2 : 1).prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F },
            as: UTF8.self
        ).lowercased()
        guard !name.isEmpty, !Self.voids.contains(name), tag.dropLast().last != UInt8(ascii: "/") else { return }
        if let open = hidden {
            guard open.name == name else { return }
            let depth = open.depth + (isEnd ? -1 : 1)
            hidden = depth > 0 ? (name, depth) : nil
        } else if !isEnd, Self.silent.contains(name) || isHidden(tag) {
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

    private func isHidden(_ tag: ArraySlice<UInt8>) -> Bool {
        guard tag.contains(UInt8(ascii: " ")) || tag.contains(0x0A) else { return false }
        let squeezed = String(decoding: Self.squeezed(tag), as: UTF8.self).lowercased()
        let isStyledAway = ["display:none", "visibility:hidden", "font-size:0;", "font-size:0\"", "opacity:0;"].contains
        {
            squeezed.contains($0)
        }
        return isStyledAway || String(decoding: tag, as: UTF8.self).lowercased().contains(" hidden")
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
