/// A linked template in which every field is known by its full name.
///
/// Within `{{#invoices}}` the field `due` is `invoices.due`; which one a name means depends on the sections around it.
indirect enum ResolvedNode: Hashable, Sendable {
    case text([UInt8], MustacheSpot)
    case show(ResolvedField)
    /// `{{#name}}` or `{{^name}}`.
    case section(ResolvedField, isInverted: Bool, [ResolvedNode])
}

/// A field as a template names it, and what it is.
struct ResolvedField: Hashable, Sendable {
    /// The full name, such as `invoices.due.short`.
    let name: String
    let kind: FieldDescription.Kind
    let spot: MustacheSpot
}

/// Finds out which fields a linked template means.
struct TreeResolver {
    private struct Context {
        let shape: FieldShape
        /// In front of the names of its members.
        let prefix: String
    }

    private var contexts = [Context(shape: .view, prefix: "")]

    static func resolved(_ template: LinkedTemplate) -> [ResolvedNode] {
        var resolver = TreeResolver()
        return resolver.resolved(template.nodes)
    }

    private mutating func resolved(_ nodes: [LinkedNode]) -> [ResolvedNode] {
        nodes.map { node in
            switch node {
            case .text(let bytes, let spot): .text(bytes, spot)
            case .variable(let field, _): .show(resolved(field).field)
            case .section(let field, let body): section(field, body)
            case .inverted(let field, let body): .section(resolved(field).field, isInverted: true, resolved(body))
            }
        }
    }

    private mutating func section(_ field: MustacheField, _ body: [LinkedNode]) -> ResolvedNode {
        let (found, shape) = resolved(field)
        contexts.append(Context(shape: shape, prefix: found.name.isEmpty ? "" : found.name + "."))
        defer { contexts.removeLast() }
        return .section(found, isInverted: false, resolved(body))
    }

    private func resolved(_ field: MustacheField) -> (field: ResolvedField, shape: FieldShape) {
        guard let first = field.path.first else {
            let context = contexts[contexts.count - 1]
            let name = String(context.prefix.dropLast())
            return (ResolvedField(name: name, kind: .text, spot: field.spot), context.shape)
        }
        for context in contexts.reversed() {
            guard let shape = context.shape.members[first]?.at(field.path.dropFirst()) else { continue }
            let name = context.prefix + field.path.joined(separator: ".")
            return (ResolvedField(name: name, kind: shape.kind, spot: field.spot), shape)
        }
        let shape = FieldShape(kind: .open)
        return (ResolvedField(name: field.name, kind: .open, spot: field.spot), shape)
    }
}
