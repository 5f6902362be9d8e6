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
    private var withinLines: [String: MustacheTemplate] = [:]

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
        return templates[name].map { MustacheParser.parse($0.source, file: $0.file, indent: indent).template }
    }
}
