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
    private var tail: [UInt8] = []

    /// Whether a comment may stand here and would be read as one.
    var isText: Bool { state == .text }

    /// Whether it stands in a tag, between its name and its `>`.
    var isInTag: Bool {
        switch state {
        case .tag, .tagStart, .quoted: true
        case .text, .comment, .raw: false
        }
    }

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
            tail = tail.suffix(2) + [byte]
            if tail == Array("-->".utf8) { endTag() }
        case .raw:
            tail = tail.suffix(name.count + 1) + [byte | 0x20]
            if tail == Array("</".utf8) + name { state = .tag }
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
            tail = []
        }
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
        let isRaw = Self.rawElements.contains(String(decoding: name, as: UTF8.self))
        // The end of a raw element comes back to here with its name, which then must not begin it again.
        state = isRaw && tail.isEmpty ? .raw : .text
        tail = []
    }
}
