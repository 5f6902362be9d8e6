/// Gathers words and marks, and puts values and sections of the page back in their places among them.
struct MarkedTextBuilder {
    private struct Frame {
        let section: Int
        var nodes: [LinkedNode] = []
    }

    private let page: MailPage
    private var frames: [Frame] = []
    private var top: [LinkedNode] = []
    private var bytes: [UInt8] = []
    private var isBroken = false

    init(_ page: MailPage) { self.page = page }

    /// The marked text; nil where sections do not hold together.
    var nodes: [LinkedNode]? {
        guard !isBroken, frames.isEmpty else { return nil }
        return bytes.isEmpty ? top : top + [.text(bytes, spot)]
    }

    /// The text is made by us, out of many places.
    private var spot: MustacheSpot { MustacheSpot(file: page.file, line: 1, column: 1) }

    mutating func add(_ mark: TextMark) { bytes.append(mark.rawValue) }

    /// Adds words; runs of white space become one, which remembers whether it held a line end.
    mutating func add(_ text: String) {
        for scalar in text.unicodeScalars {
            if let index = page.variable(scalar) {
                flush()
                append(.variable(page.variables[index].field, isEscaped: false))
            } else if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{C}" {
                add(blank: scalar == "\n" ? 0x0A : 0x20)
            } else if scalar.value > 0x20, scalar != "\u{AD}" {
                bytes += Array(String(scalar).utf8)
            }
        }
    }

    private mutating func add(blank: UInt8) {
        guard let last = bytes.last, last == 0x20 || last == 0x0A else { return bytes.append(blank) }
        if blank == 0x0A { bytes[bytes.count - 1] = blank }
    }

    /// Adds the value of an attribute, in which no section may stand.
    mutating func add(_ attribute: HTMLTree.Attribute) {
        let holdsSections = page.sections.contains { section in
            section.attribute != nil && section.open >= attribute.valueRange.lowerBound
                && section.open <= attribute.valueRange.upperBound
        }
        if holdsSections { isBroken = true }
        add(attribute.value)
    }

    /// Opens or closes the section of which a comment is an end; other comments say nothing.
    mutating func take(comment: String) {
        guard let (index, isClose) = page.section(comment) else { return }
        flush()
        guard isClose else { return frames.append(Frame(section: index)) }
        guard let frame = frames.popLast(), frame.section == index else {
            isBroken = true
            return
        }
        let section = page.sections[index]
        guard !frame.nodes.isEmpty else { return }
        append(section.isInverted ? .inverted(section.field, frame.nodes) : .section(section.field, frame.nodes))
    }

    private mutating func flush() {
        guard !bytes.isEmpty else { return }
        let text = bytes
        bytes = []
        append(.text(text, spot))
    }

    private mutating func append(_ node: LinkedNode) {
        if frames.isEmpty { top.append(node) } else { frames[frames.count - 1].nodes.append(node) }
    }
}
