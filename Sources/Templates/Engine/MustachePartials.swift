/// The templates that others may name, each ready for every indentation that it is called with.
struct MustachePartials: Sendable {
    /// What becomes of the last line end of a partial that is called within a line.
    enum LastLineEnd: Sendable {
        /// It stays, as the specification says.
        case kept
        /// It goes: files end with a line end because editors want it, not because their authors do.
        case droppedWithinLines
    }

    private struct Key: Hashable {
        let name: String
        let indent: [UInt8]
    }

    private let lastLineEnd: LastLineEnd
    private var templates: [String: MustacheTemplate] = [:]
    private var withinLines: [String: MustacheTemplate] = [:]
    private var indented: [Key: MustacheTemplate] = [:]
    /// Those whose own calls are ready.
    private var prepared: Set<String> = []

    init(lastLineEnd: LastLineEnd) { self.lastLineEnd = lastLineEnd }

    /// Names in no special order.
    var names: some Collection<String> { templates.keys }

    /// The template of a name, as its author wrote it.
    subscript(name: String) -> MustacheTemplate? { templates[name] }

    /// Adds a template under a name.
    mutating func add(_ template: MustacheTemplate, named name: String) {
        templates[name] = template
        guard lastLineEnd == .droppedWithinLines, template.source.last == UInt8(ascii: "\n") else { return }
        let isWindows = template.source.suffix(2).first == UInt8(ascii: "\r")
        let source = Array(template.source.dropLast(isWindows ? 2 : 1))
        withinLines[name] = MustacheParser.parse(source, file: template.file).template
    }

    /// The template of a name with an indentation in front of each line; nil = called within a line.
    func template(_ name: String, indent: [UInt8]?) -> MustacheTemplate? {
        guard let indent else { return withinLines[name] ?? templates[name] }
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

    /// Partials that call each other without end were refused before; their copies are made once.
    private mutating func prepare(_ name: String, _ indent: [UInt8]?) {
        guard let indent, !indent.isEmpty else {
            if let template = templates[name], prepared.insert(name).inserted { prepare(for: template.nodes) }
            return
        }
        let key = Key(name: name, indent: indent)
        guard indented[key] == nil, let copy = template(name, indent: indent) else { return }
        indented[key] = copy
        prepare(for: copy.nodes)
    }
}
