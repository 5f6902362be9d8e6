/// Puts partials, parents and blocks in their places once, when templates are loaded, so that rendering looks up no name.
///
/// Circles and missing partials must have been refused before, as ``TemplateCheck`` does.
struct MustacheLinker {
    /// No message is as long as this; partials that call others many times over may be.
    static let byteLimit = 2_000_000

    private let partials: MustachePartials
    /// How many bytes of text there are by now.
    private var size = 0

    /// The tree of a template, or why there is none: with all that it calls it may be too big.
    static func link(
        _ template: MustacheTemplate,
        with partials: MustachePartials
    ) -> (linked: LinkedTemplate?, problem: MustacheProblem?) {
        var linker = MustacheLinker(partials)
        var nodes: [LinkedNode] = []
        linker.link(template.nodes, [:], into: &nodes)
        guard linker.size > byteLimit else { return (LinkedTemplate(file: template.file, nodes: nodes), nil) }
        let problem = MustacheProblem(
            spot: MustacheSpot(file: template.file, line: 1, column: 1),
            message: "more than \(byteLimit / 1_000_000) MB with all that it calls",
            mend: "call fewer partials, or shorter ones"
        )
        return (nil, problem)
    }

    private init(_ partials: MustachePartials) { self.partials = partials }

    /// `filled` holds the blocks that templates further out have filled.
    private mutating func link(
        _ nodes: [MustacheNode],
        _ filled: [String: [LinkedNode]],
        into result: inout [LinkedNode]
    ) {
        for node in nodes where size <= Self.byteLimit {
            switch node {
            case .text(let bytes, let spot): add(bytes, spot, to: &result)
            case .variable(let field, let isEscaped): result.append(.variable(field, isEscaped: isEscaped))
            case .section(let field, let body): result.append(.section(field, linked(body, filled)))
            case .inverted(let field, let body): result.append(.inverted(field, linked(body, filled)))
            case .partial(let name, let indent, _):
                // A plain partial is closed to the blocks of whoever calls it.
                link(partials.template(name, indent: indent)?.nodes ?? [], [:], into: &result)
            case .parent(let name, let indent, let blocks, _):
                let own = blocks.mapValues { linked($0.body, filled) }
                let all = filled.merging(own) { outer, _ in outer }
                link(partials.template(name, indent: indent)?.nodes ?? [], all, into: &result)
            case .block(let block):
                guard let body = filled[block.name] else {
                    link(block.body, filled, into: &result)
                    continue
                }
                put(body, into: &result)
            }
        }
    }

    private mutating func linked(_ nodes: [MustacheNode], _ filled: [String: [LinkedNode]]) -> [LinkedNode] {
        var result: [LinkedNode] = []
        link(nodes, filled, into: &result)
        return result
    }

    /// What fills a block may be put in several times, and counts each time.
    private mutating func put(_ nodes: [LinkedNode], into result: inout [LinkedNode]) {
        for node in nodes {
            if case .text(let bytes, let spot) = node {
                add(bytes, spot, to: &result)
            } else {
                size += LinkedNode.size(of: [node])
                result.append(node)
            }
        }
    }

    /// Texts of several places are not joined: each keeps its own.
    private mutating func add(_ bytes: [UInt8], _ spot: MustacheSpot, to result: inout [LinkedNode]) {
        guard !bytes.isEmpty else { return }
        size += bytes.count
        result.append(.text(bytes, spot))
    }
}

extension LinkedNode {
    fileprivate static func size(of nodes: [LinkedNode]) -> Int {
        nodes.reduce(0) { sum, node in
            switch node {
            case .text(let bytes, _): sum + bytes.count
            case .variable: sum
            case .section(_, let body), .inverted(_, let body): sum + size(of: body)
            }
        }
    }
}
