/// The templates that others may name.
struct MustachePartials: Sendable {
    /// What becomes of the last line end of a partial that is called within a line.
    enum LastLineEnd: Sendable {
        /// It stays, as the specification says.
        case kept
        /// It goes: files end with a line end because editors want it, not because their authors do.
        case droppedWithinLines
    }

    private let lastLineEnd: LastLineEnd
    private var templates: [String: MustacheTemplate] = [:]

    init(lastLineEnd: LastLineEnd) { self.lastLineEnd = lastLineEnd }

    /// Names in no special order.
    var names: some Collection<String> { templates.keys }

    /// The template of a name, as its author wrote it.
    subscript(name: String) -> MustacheTemplate? { templates[name] }

    /// Adds a template under a name.
    mutating func add(_ template: MustacheTemplate, named name: String) { templates[name] = template }

    /// What stands in the place of a call: the template that it names, moved to its indentation, its blocks filled.
    ///
    /// The nodes hold no blocks any more, but calls of their own; a missing template is empty. A plain partial is closed
    /// to the blocks of whoever calls it, so it is called without any.
    func body(of name: String, indent: [UInt8]?, filling blocks: [String: MustacheBlock] = [:]) -> [MustacheNode] {
        guard let template = templates[name] else { return [] }
        guard let indent else {
            let isWhole = lastLineEnd == .kept
            return Self.filled(isWhole ? template.nodes : Self.withoutLastLineEnd(template.nodes), blocks)
        }
        let nodes = indent.isEmpty ? template.nodes : MustacheLines.indented(template.nodes, by: indent).nodes
        return Self.filled(nodes, blocks)
    }

    /// The same for the template that is rendered itself: nobody fills its blocks.
    static func body(of template: MustacheTemplate) -> [MustacheNode] { filled(template.nodes, [:]) }

    /// Puts fillings, or what their authors wrote, in the place of blocks.
    ///
    /// A parent within gets the fillings as well: the outermost counts.
    private static func filled(_ nodes: [MustacheNode], _ blocks: [String: MustacheBlock]) -> [MustacheNode] {
        nodes.flatMap { node -> [MustacheNode] in
            switch node {
            case .text, .variable, .partial: return [node]
            case .section(let field, let body): return [.section(field, filled(body, blocks))]
            case .inverted(let field, let body): return [.inverted(field, filled(body, blocks))]
            case .parent(let name, let indent, let own, let spot):
                let own = own.mapValues { block in
                    var block = block
                    block.body = filled(block.body, blocks)
                    return block
                }
                return [.parent(name, indent: indent, own.merging(blocks) { _, outer in outer }, spot)]
            case .block(let block):
                guard let filling = blocks[block.name] else { return filled(block.body, blocks) }
                guard let lines = block.lines else { return filling.body }
                let (body, endsLine) = MustacheLines.indented(filling.body, by: lines.indent)
                return endsLine ? body : body + [.text(lines.end, block.spot)]
            }
        }
    }

    private static func withoutLastLineEnd(_ nodes: [MustacheNode]) -> [MustacheNode] {
        guard let last = nodes.last else { return nodes }
        switch last {
        case .text(let bytes, let spot):
            guard bytes.last == UInt8(ascii: "\n") else { return nodes }
            let isWindows = bytes.suffix(2).first == UInt8(ascii: "\r")
            return nodes.dropLast() + [.text(Array(bytes.dropLast(isWindows ? 2 : 1)), spot)]
        case .block(var block):
            guard let end = block.lines?.end, !end.isEmpty else { return nodes }
            block.lines?.end = []
            if case .text(end, _)? = block.body.last { block.body.removeLast() }
            return nodes.dropLast() + [.block(block)]
        case .variable, .section, .inverted, .partial, .parent: return nodes
        }
    }
}
