/// What the fields of a view look like, so that names can be checked before there are values.
struct FieldShape: Sendable {
    var kind: FieldDescription.Kind
    var members: [String: FieldShape] = [:]

    /// The whole view, from the catalogue.
    static let view: FieldShape = {
        var root = FieldShape(kind: .group)
        for field in FieldCatalogue.fields {
            root.add(field.name.split(separator: ".").map(String.init)[...], field.kind)
        }
        return root
    }()

    private mutating func add(_ path: ArraySlice<String>, _ kind: FieldDescription.Kind) {
        guard let first = path.first else {
            self.kind = kind
            return
        }
        members[first, default: FieldShape(kind: .group)].add(path.dropFirst(), kind)
    }

    /// The shape that a path leads to; open shapes hold everything.
    func at(_ path: ArraySlice<String>) -> FieldShape? {
        guard kind != .open else { return self }
        guard let first = path.first else { return self }
        return members[first]?.at(path.dropFirst())
    }

    /// All names below, with dots.
    func names(under prefix: String = "") -> [String] {
        members.flatMap { name, shape in [prefix + name] + shape.names(under: prefix + name + ".") }
    }
}
