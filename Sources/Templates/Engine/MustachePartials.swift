/// The templates that others may name, each ready for every indentation that it is called with.
struct MustachePartials: Sendable {
    private struct Key: Hashable {
        let name: String
        let indent: [UInt8]
    }

    private var templates: [String: MustacheTemplate] = [:]
    private var indented: [Key: MustacheTemplate] = [:]

    /// Names in no special order.
    var names: some Collection<String> { templates.keys }

    /// The template of a name, as its author wrote it.
    subscript(name: String) -> MustacheTemplate? { templates[name] }

    /// Adds a template under a name.
    mutating func add(_ template: MustacheTemplate, named name: String) { templates[name] = template }

    /// The template of a name with an indentation in front of each line.
    func template(_ name: String, indent: [UInt8]) -> MustacheTemplate? {
        guard !indent.isEmpty else { return templates[name] }
        if let ready = indented[Key(name: name, indent: indent)] { return ready }
        return templates[name].map { MustacheParser.parse($0.source, file: $0.file, indent: indent).template }
    }

    /// Makes the indented copies that a template calls for, so that rendering never parses.
    mutating func prepare(for nodes: [MustacheNode]) {
        for node in nodes {
            switch node {
            case .text, .variable: continue
            case .section(_, let body), .inverted(_, let body): prepare(for: body)
            case .block(let block): prepare(for: block.body)
            case .partial(let name, let indent, _): prepare(name, indent)
            case .parent(let name, let indent, let blocks, _):
                prepare(name, indent)
                for block in blocks.values { prepare(for: block.body) }
            }
        }
    }

    private mutating func prepare(_ name: String, _ indent: [UInt8]) {
        let key = Key(name: name, indent: indent)
        guard !indent.isEmpty, indented[key] == nil, let copy = template(name, indent: indent) else { return }
        indented[key] = copy
        prepare(for: copy.nodes)
    }
}
