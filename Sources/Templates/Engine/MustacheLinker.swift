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
        linker.link(MustachePartials.body(of: template), into: &nodes)
        guard linker.size > byteLimit else { return (LinkedTemplate(file: template.file, nodes: nodes), nil) }
        let problem = MustacheProblem(
            spot: MustacheSpot(file: template.file, line: 1, column: 1),
            message: "more than \(byteLimit / 1_000_000) MB with all that it calls",
            mend: "call fewer partials, or shorter ones"
        )
        return (nil, problem)
    }

    private init(_ partials: MustachePartials) { self.partials = partials }

    private mutating func link(_ nodes: [MustacheNode], into result: inout [LinkedNode]) {
        for node in nodes where size <= Self.byteLimit {
            switch node {
            case .text(let bytes, let spot): add(bytes, spot, to: &result)
            case .variable(let field, let isEscaped): result.append(.variable(field, isEscaped: isEscaped))
            case .section(let field, let body): result.append(.section(field, linked(body)))
            case .inverted(let field, let body): result.append(.inverted(field, linked(body)))
            case .partial(let name, let indent, _):
                link(partials.body(of: name, indent: indent), into: &result)
            case .parent(let name, let indent, let blocks, _):
                link(partials.body(of: name, indent: indent, filling: blocks), into: &result)
            case .block(let block): link(block.body, into: &result)
            }
        }
    }

    private mutating func linked(_ nodes: [MustacheNode]) -> [LinkedNode] {
        var result: [LinkedNode] = []
        link(nodes, into: &result)
        return result
    }

    /// Texts of several places are not joined: each keeps its own.
    private mutating func add(_ bytes: [UInt8], _ spot: MustacheSpot, to result: inout [LinkedNode]) {
        guard !bytes.isEmpty else { return }
        size += bytes.count
        result.append(.text(bytes, spot))
    }
}
