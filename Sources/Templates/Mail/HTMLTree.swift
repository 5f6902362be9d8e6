import CGumbo

/// A page as the HTML standard's own parsing algorithm reads it, with the place of every tag in its source.
///
/// Places are offsets in bytes. Gumbo's memory ends here: the tree is made of values.
struct HTMLTree: Sendable {
    struct Attribute: Sendable {
        /// In small letters.
        let name: String
        /// Without quotes, entities read.
        let value: String
        /// What stands between the quotes; empty where there is no value.
        let valueRange: Range<Int>
    }

    struct Element: Sendable {
        /// In small letters.
        let name: String
        let attributes: [Attribute]
        let parent: Int?
        /// Nil where the parser put the element in because the standard says so (`<tbody>`).
        let startTag: Range<Int>?
        /// Nil where the source has none.
        let endTag: Range<Int>?
        /// Whether the parser had to mend the source: it stood where it may not stand, or was cut in two.
        fileprivate(set) var isMended: Bool
        var children: [Node] = []

        subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

        /// The names in the attribute `class`.
        var classes: [Substring] {
            self["class"]?.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" } ?? []
        }
    }

    enum Node: Sendable {
        case element(Int)
        /// Entities are read; white space is as in the source.
        case text(String, at: Int)
        case comment(String, at: Int)
    }

    /// Elements that hold nothing and have no end tag.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    /// No mail nests deeper, and a parser that calls itself needs an end.
    static let depthLimit = 400

    /// In the order of their start tags, parents before their children.
    private(set) var elements: [Element] = []
    private(set) var roots: [Node] = []

    /// Nil where elements are nested deeper than ``depthLimit``.
    init?(_ source: [UInt8]) {
        guard HTMLTree.depth(of: source) <= HTMLTree.depthLimit else { return nil }
        source.withUnsafeBytes { buffer in
            let text = buffer.bindMemory(to: CChar.self)
            var options = kGumboDefaultOptions
            guard let base = text.baseAddress,
                let output = gumbo_parse_with_options(&options, base, text.count)
            else { return }
            defer { gumbo_destroy_output(&options, output) }
            guard let document = output.pointee.document else { return }
            var reader = GumboReader(base: base, count: text.count)
            roots = reader.nodes(in: document.pointee.v.document.children, parent: nil)
            elements = reader.elements
        }
        markMoved()
    }

    /// What the parser took out of a table comes before it in the tree, and after its beginning in the source.
    private mutating func markMoved() {
        var next = Int.max
        for index in elements.indices.reversed() {
            guard let start = elements[index].startTag?.lowerBound else { continue }
            if start > next { elements[index].isMended = true }
            next = min(next, start)
        }
    }

    /// The ancestors of an element, the nearest first.
    func ancestors(of element: Int) -> some Sequence<Int> {
        sequence(state: elements[element].parent) { [elements] next in
            guard let index = next else { return nil }
            next = elements[index].parent
            return index
        }
    }

    /// The most elements that can be open at once; counts those without end tags as open until the end.
    private static func depth(of source: [UInt8]) -> Int {
        var open = 0
        var deepest = 0
        var index = 0
        while let next = source[index...].firstIndex(of: UInt8(ascii: "<")), next + 1 < source.count {
            index = next + 1
            let isEnd = source[index] == UInt8(ascii: "/")
            let letters = source[(isEnd ? index + 1 : index)...].prefix(8).prefix {
                $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
            }
            guard !letters.isEmpty else { continue }
            let name = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
            // What is closed by what follows it does not nest.
            guard !void.contains(name), !["p", "li", "tr", "td", "th", "dt", "dd"].contains(name) else { continue }
            open = max(0, open + (isEnd ? -1 : 1))
            deepest = max(deepest, open)
        }
        return deepest
    }
}

/// Turns Gumbo's nodes into values.
private struct GumboReader {
    let base: UnsafePointer<CChar>
    let count: Int
    var elements: [HTMLTree.Element] = []

    mutating func nodes(in vector: GumboVector, parent: Int?) -> [HTMLTree.Node] {
        (0..<Int(vector.length)).compactMap { index in
            guard let pointer = vector.data[index] else { return nil }
            return node(pointer.assumingMemoryBound(to: GumboNode.self), parent: parent)
        }
    }

    private mutating func node(_ node: UnsafePointer<GumboNode>, parent: Int?) -> HTMLTree.Node? {
        switch node.pointee.type {
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE: return element(node.pointee, parent)
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
            let text = node.pointee.v.text
            return .text(String(cString: text.text), at: Int(text.start_pos.offset))
        case GUMBO_NODE_COMMENT:
            let text = node.pointee.v.text
            return .comment(String(cString: text.text), at: Int(text.start_pos.offset))
        default: return nil
        }
    }

    private mutating func element(_ node: GumboNode, _ parent: Int?) -> HTMLTree.Node {
        let element = node.v.element
        let flags = node.parse_flags.rawValue
        let moved = GUMBO_INSERTION_ADOPTION_AGENCY_MOVED.rawValue | GUMBO_INSERTION_FOSTER_PARENTED.rawValue
        let name = name(of: element)
        let index = elements.count
        elements.append(
            HTMLTree.Element(
                name: name,
                attributes: attributes(element.attributes),
                parent: parent,
                startTag: flags & GUMBO_INSERTION_BY_PARSER.rawValue == 0 ? range(element.original_tag) : nil,
                endTag: range(element.original_end_tag).flatMap { ends($0, name) ? $0 : nil },
                isMended: flags & moved != 0
            )
        )
        elements[index].children = nodes(in: element.children, parent: index)
        return .element(index)
    }

    /// Gumbo names the tag that brought an element to its end, which may be its parent's.
    private func ends(_ tag: Range<Int>, _ name: String) -> Bool {
        text(tag).dropFirst(2).prefix(name.utf8.count).lowercased() == name
    }

    private func name(of element: GumboElement) -> String {
        if element.tag != GUMBO_TAG_UNKNOWN { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        return range(piece).map { text($0).lowercased() } ?? ""
    }

    private func attributes(_ vector: GumboVector) -> [HTMLTree.Attribute] {
        (0..<Int(vector.length)).compactMap { index in
            guard let pointer = vector.data[index] else { return nil }
            let attribute = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
            var value = range(attribute.original_value)
            let end = Int(attribute.name_end.offset)
            if let quoted = value, quoted.count >= 2, ["\"", "'"].contains(text(quoted.prefix(1))) {
                value = quoted.lowerBound + 1..<quoted.upperBound - 1
            }
            return HTMLTree.Attribute(
                name: String(cString: attribute.name),
                value: String(cString: attribute.value),
                valueRange: value ?? end..<end
            )
        }
    }

    private func range(_ piece: GumboStringPiece) -> Range<Int>? {
        guard let data = piece.data, piece.length > 0 else { return nil }
        let start = data - base
        return start >= 0 && start + piece.length <= count ? start..<start + piece.length : nil
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
    }
}
