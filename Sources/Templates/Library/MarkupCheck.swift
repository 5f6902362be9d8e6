/// Follows the HTML around the tags of a template and reports places where an escaped value would still do harm.
///
/// Escaping makes a value neutral in text and in quoted attributes; in a script, a style, a comment, an unquoted
/// attribute or at the beginning of an address it is not enough.
struct MarkupCheck {
    private enum State {
        case text
        case tagName, tag, attribute, afterAttribute, beforeValue
        case quoted(UInt8), unquoted
        case comment, raw
    }

    /// Attributes whose value a reader's program may fetch or open.
    private static let addresses: Set<String> = ["href", "src", "action", "background", "cite", "poster", "formaction"]
    /// Values that the view has checked to be web addresses.
    private static let links: Set<String> = ["payment.link", "optOut.link"]

    private var state = State.text
    private var element = ""
    private var attribute = ""
    private var valueLength = 0
    /// The last bytes of a comment or script, to see its end.
    private var tail: [UInt8] = []

    /// What was found, at the places of the tags in question.
    private(set) var problems: [MustacheProblem] = []

    /// Goes on over text of the template.
    mutating func feed(_ bytes: [UInt8]) {
        for byte in bytes { take(byte) }
    }

    /// Goes on over a tag that shows a value.
    mutating func feed(variable field: MustacheField) {
        switch state {
        case .text: break
        case .quoted:
            checkValue(field)
            valueLength += 1
        case .unquoted, .beforeValue:
            complain(field, "value of attribute `\(attribute)` is not quoted", "put it in double quotes")
        case .comment: complain(field, "a value stands in a comment", "take it out; use {{! … }} for comments")
        case .raw: complain(field, "a value stands in <\(element)>", "take it out; no escaping makes it safe there")
        case .tagName, .tag, .attribute, .afterAttribute:
            complain(field, "a value stands within a tag", "put it in a quoted attribute or in text")
        }
    }

    private mutating func checkValue(_ field: MustacheField) {
        if attribute == "style" || attribute.hasPrefix("on") {
            complain(
                field,
                "a value stands in attribute `\(attribute)`",
                "take it out; no escaping makes it safe there"
            )
        } else if Self.addresses.contains(attribute), valueLength == 0, !Self.links.contains(field.name) {
            let known = Self.links.sorted().map { "`\($0)`" }.joined(separator: ", ")
            complain(
                field,
                "an address begins with `\(field.name)`",
                "begin it with `https://…`, or use one of \(known)"
            )
        }
    }

    private mutating func complain(_ field: MustacheField, _ message: String, _ mend: String) {
        problems.append(MustacheProblem(spot: field.spot, message: message, mend: mend))
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { begin() }
        case .tagName: takeName(byte)
        case .tag, .afterAttribute: takeInTag(byte)
        case .attribute:
            switch byte {
            case UInt8(ascii: "="): state = .beforeValue
            case UInt8(ascii: ">"): endTag()
            case UInt8(ascii: " "), 0x09, 0x0A, 0x0D: state = .afterAttribute
            default: attribute.unicodeScalars.append(Unicode.Scalar(byte | (isCapital(byte) ? 0x20 : 0)))
            }
        case .beforeValue: beginValue(byte)
        case .quoted(let quote):
            valueLength += 1
            if byte == quote { state = .tag }
        case .unquoted:
            if isSpace(byte) { state = .tag } else if byte == UInt8(ascii: ">") { endTag() }
        case .comment: takeInComment(byte)
        case .raw: takeRaw(byte)
        }
    }

    private mutating func begin() {
        state = .tagName
        element = ""
    }

    private mutating func takeName(_ byte: UInt8) {
        if isSpace(byte) {
            state = element.isEmpty ? .text : .tag
        } else if byte == UInt8(ascii: ">") {
            endTag()
        } else {
            element.unicodeScalars.append(Unicode.Scalar(byte | (isCapital(byte) ? 0x20 : 0)))
            if element == "!--" {
                state = .comment
                tail = []
            }
        }
    }

    private mutating func takeInTag(_ byte: UInt8) {
        if byte == UInt8(ascii: ">") { return endTag() }
        if byte == UInt8(ascii: "=") {
            state = .beforeValue
        } else if !isSpace(byte), byte != UInt8(ascii: "/") {
            attribute = ""
            state = .attribute
            take(byte)
        }
    }

    private mutating func beginValue(_ byte: UInt8) {
        guard !isSpace(byte) else { return }
        valueLength = 0
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            state = .quoted(byte)
        } else if byte == UInt8(ascii: ">") {
            endTag()
        } else {
            state = .unquoted
        }
    }

    private mutating func takeInComment(_ byte: UInt8) {
        tail = tail.suffix(2) + [byte]
        if tail.elementsEqual(Array("-->".utf8)) { state = .text }
    }

    private mutating func takeRaw(_ byte: UInt8) {
        tail = tail.suffix(element.utf8.count + 1) + [byte | (isCapital(byte) ? 0x20 : 0)]
        guard tail.elementsEqual(Array("</\(element)".utf8)) else { return }
        element = "/" + element
        state = .tag
    }

    private mutating func endTag() {
        state = .text
        if element == "script" || element == "style" {
            state = .raw
            tail = []
        }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    private func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
