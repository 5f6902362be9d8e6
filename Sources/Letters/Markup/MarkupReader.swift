import CLibxml2

/// Reads the body's HTML fragment into blocks; whatever is not in the small language of letters is an error.
struct MarkupReader {
    /// No letter needs more; a page holds about 4,000 characters.
    static let byteLimit = 512 * 1024
    static let depthLimit = 12

    static func blocks(of html: String) throws(LetterError) -> [Block] {
        guard html.utf8.count <= byteLimit else { throw .markup(line: 1, .size) }
        return try ParsedMarkup(html).withBody { body throws(LetterError) in
            try MarkupReader().blocks(in: body, parent: "body", depth: 0)
        }
    }

    private func blocks(in parent: MarkupNode, parent name: String, depth: Int) throws(LetterError) -> [Block] {
        guard depth <= Self.depthLimit else { throw .markup(line: parent.line, .size) }
        var blocks: [Block] = []
        for node in parent.children {
            switch node.content {
            case .text(let text):
                guard text.unicodeScalars.allSatisfy(\.isCollapsible) else {
                    throw .markup(line: node.line, .text(inside: name))
                }
            case .element(let element): blocks.append(try block(node, element, inside: name, depth: depth + 1))
            case .ignored: continue
            }
        }
        return blocks
    }

    private func block(
        _ node: MarkupNode,
        _ name: String,
        inside parent: String,
        depth: Int
    ) throws(LetterError) -> Block {
        switch name {
        case "p":
            try node.refuseAttributes(of: name)
            return .paragraph(try InlineReader.runs(in: node, named: name))
        case "h2":
            try node.refuseAttributes(of: name)
            return .heading(try InlineReader.runs(in: node, named: name))
        case "ul", "ol":
            try node.refuseAttributes(of: name)
            return .list(ordered: name == "ol", items: try items(of: node, name, depth: depth))
        case "table":
            try node.refuseAttributes(of: name)
            return .table(try TableReader.table(node))
        default: throw .markup(line: node.line, .element(name, inside: parent))
        }
    }

    private func items(of list: MarkupNode, _ name: String, depth: Int) throws(LetterError) -> [[Block]] {
        try list.elements(inside: name).map { node, element throws(LetterError) in
            guard element == "li" else { throw .markup(line: node.line, .element(element, inside: name)) }
            try node.refuseAttributes(of: element)
            return try item(node, depth: depth)
        }
    }

    /// An item holds a line of text, blocks, or a line of text and then blocks.
    private func item(_ node: MarkupNode, depth: Int) throws(LetterError) -> [Block] {
        let isBlock: (MarkupNode) -> Bool = { child in
            if case .element(let name) = child.content {
                ["p", "ul", "ol", "table", "h2"].contains(name)
            } else {
                false
            }
        }
        let children = Array(node.children)
        let lead = Array(children.prefix { !isBlock($0) })
        var reader = InlineReader()
        for child in lead { try reader.read(child, inside: "li", as: Run(text: "")) }
        let runs = reader.finished()
        let first: [Block] = runs.isEmpty ? [] : [.paragraph(runs)]
        guard lead.count < children.count else { return first }
        guard depth < Self.depthLimit else { throw .markup(line: node.line, .size) }
        return first + (try blocks(after: lead.count, of: children, depth: depth))
    }

    private func blocks(after count: Int, of children: [MarkupNode], depth: Int) throws(LetterError) -> [Block] {
        var blocks: [Block] = []
        for child in children.dropFirst(count) {
            switch child.content {
            case .text(let text):
                guard text.unicodeScalars.allSatisfy(\.isCollapsible) else {
                    throw .markup(line: child.line, .text(inside: "li"))
                }
            case .element(let name): blocks.append(try block(child, name, inside: "li", depth: depth + 1))
            case .ignored: continue
            }
        }
        return blocks
    }
}

extension Unicode.Scalar {
    /// White space that HTML folds into one space; a no-break space is none.
    var isCollapsible: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" }
}
