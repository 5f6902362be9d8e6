public import Dunning

/// One place at which a template uses a value.
public struct FieldUse: Hashable, Sendable {
    /// The name in the catalogue, or the engine's own name under `data`.
    public let field: String
    /// The locale of the text.
    public let locale: String
    /// The part, such as `email.html`.
    public let part: String
    /// Where the tag stands: in the part itself or in a partial of it.
    public let place: Place
}

extension TemplateLibrary.Entry {
    /// Every value that the template uses, in all its texts, in the order of locale and part.
    public var fieldUses: [FieldUse] {
        parts.sorted { $0.key < $1.key }.flatMap { locale, own in
            TemplatePart.allCases.flatMap { part -> [FieldUse] in
                guard let linked = own.linked[part] else { return [] }
                var walk = FieldWalk(locale: locale, part: part.rawValue)
                walk.visit(linked.nodes)
                return walk.uses
            }
        }
    }
}

/// Walks through a part and names each value as the catalogue does, also within lists.
private struct FieldWalk {
    let locale: String
    let part: String
    var uses: [FieldUse] = []
    /// The values that are open, the innermost last, with their names.
    private var open: [(name: String, shape: FieldShape)] = [("", .view)]

    init(locale: String, part: String) {
        self.locale = locale
        self.part = part
    }

    mutating func visit(_ nodes: [LinkedNode]) {
        for node in nodes {
            switch node {
            case .text: continue
            case .variable(let field, _): note(field)
            case .inverted(let field, let body):
                note(field)
                visit(body)
            case .section(let field, let body):
                guard let found = note(field) else { return visit(body) }
                open.append(found)
                visit(body)
                open.removeLast()
            }
        }
    }

    @discardableResult
    private mutating func note(_ field: MustacheField) -> (name: String, shape: FieldShape)? {
        guard let found = find(field.path) else { return nil }
        let spot = field.spot
        uses.append(
            FieldUse(
                field: found.name,
                locale: locale,
                part: part,
                place: Place(file: spot.file, line: spot.line, column: spot.column)
            )
        )
        return found
    }

    /// The first part of a name is looked for from the inside out, as rendering does.
    private func find(_ path: [String]) -> (name: String, shape: FieldShape)? {
        guard let first = path.first else { return open.last.map { ($0.name, $0.shape) } }
        for (name, shape) in open.reversed() {
            let isOpen = shape.kind == .open
            guard isOpen || shape.members[first] != nil, let inner = shape.at(path[...]) else { continue }
            let names = name.isEmpty ? path : [name] + path
            return (names.joined(separator: "."), inner)
        }
        return nil
    }
}
