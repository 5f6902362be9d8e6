/// Where in markup the next byte stands: what an HTML parser would make of it.
struct MarkupPosition {
    private enum State: Equatable {
        case text, tagStart, tag
        case quoted(UInt8)
        case comment
        /// In an element whose content is no markup.
        case raw
    }

    private static let rawElements: Set<String> = ["style", "script", "title", "textarea"]

    private var state = State.text
    private var name: [UInt8] = []
    private var attribute: [UInt8] = []
    /// How much of the end of a comment or a raw element was read.
    private var matched = 0
    private var isEnding = false

    /// Whether a comment may stand here and would be read as one.
    var isText: Bool { state == .text }

    /// Whether it stands in a tag, between its name and its `>`.
    var isInTag: Bool {
        switch state {
        case .tag, .tagStart, .quoted: true
        case .text, .comment, .raw: false
        }
    }

    /// Whether it stands in a style sheet.
    var isInStyle: Bool { state == .raw && name == Array("style".utf8) }

    /// The attribute in whose quoted value it stands.
    var quotedAttribute: String? {
        guard case .quoted = state else { return nil }
        return String(decoding: attribute, as: UTF8.self).lowercased()
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { take(byte) }
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .text:
            guard byte == UInt8(ascii: "<") else { return }
            state = .tagStart
            name = []
        case .tagStart: takeName(byte)
        case .tag: takeInTag(byte)
        case .quoted(let quote): if byte == quote { endValue() }
        case .comment:
            if byte == UInt8(ascii: ">"), matched == 2 { return endTag() }
            matched = byte == UInt8(ascii: "-") ? min(2, matched + 1) : 0
        case .raw:
            takeRaw(byte)
        }
    }

    private mutating func takeName(_ byte: UInt8) {
        if byte == UInt8(ascii: ">") { return endTag() }
        if byte == UInt8(ascii: " ") || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            // `a < b` is text.
            state = name.isEmpty ? .text : .tag
            attribute = []
            return
        }
        name.append(byte | 0x20)
        if name == Array("!--".utf8) {
            state = .comment
            matched = 0
        }
    }

    /// A raw element ends with `</` and its name.
    private mutating func takeRaw(_ byte: UInt8) {
        let wanted = matched == 0 ? UInt8(ascii: "<") : matched == 1 ? UInt8(ascii: "/") : name[matched - 2]
        guard byte == wanted || (byte | 0x20 == wanted && matched > 1) else {
            matched = byte == UInt8(ascii: "<") ? 1 : 0
            return
        }
        matched += 1
        guard matched == name.count + 2 else { return }
        state = .tag
        isEnding = true
    }

    private mutating func takeInTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quoted(byte)
        case UInt8(ascii: " "), 0x09, 0x0A, 0x0D: attribute = []
        case UInt8(ascii: "="): return
        default: attribute.append(byte)
        }
    }

    private mutating func endValue() {
        state = .tag
        attribute = []
    }

    private mutating func endTag() {
        let isRaw = !isEnding && Self.rawElements.contains(String(decoding: name, as: UTF8.self))
        state = isRaw ? .raw : .text
        isEnding = false
        matched = 0
    }
}
