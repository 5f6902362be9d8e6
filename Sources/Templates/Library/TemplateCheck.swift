import Dunning
import TOML

/// Reads one part of a template with everything that it calls, and reports what can never come out right.
struct TemplateCheck {
    /// Partials that each call others twice grow without bound; no message of ours needs as many.
    private static let callLimit = 1_000

    private let part: TemplatePart
    private let manifest: TemplateManifest
    private let partials: MustachePartials
    private(set) var diagnostics: [Diagnostic] = []
    /// The shapes of the contexts that are open, the outermost first.
    private var shapes: [FieldShape]
    /// The partials that are open: one that is called again would never end.
    private var open: [String] = []
    private var markup: MarkupCheck?
    private var calls = 0
    /// Whether the part says where disclosures shall stand.
    private(set) var placesDisclosures = false
    /// The first parts of all names that occur.
    private(set) var names: Set<String> = []

    init(part: TemplatePart, manifest: TemplateManifest, partials: MustachePartials) {
        self.part = part
        self.manifest = manifest
        self.partials = partials
        shapes = [.view]
        markup = part.escaping == .html ? MarkupCheck() : nil
    }

    mutating func run(_ template: MustacheTemplate) {
        if part.isOneLine, template.source.dropLastLineEnd.contains(UInt8(ascii: "\n")) {
            let place = Place(file: template.file, line: 2, column: 1)
            let mend = "put all of it on the first line"
            diagnostics.append(
                Diagnostic(at: place, "a subject is one line", mend: mend, rule: LoadRules.subjectLines.id)
            )
        }
        checkElements(of: template)
        walk(template.nodes)
        for problem in markup?.problems ?? [] { complain(problem, LoadRules.escaping) }
    }

    private mutating func walk(_ nodes: [MustacheNode]) {
        for node in nodes {
            switch node {
            case .text(let bytes, _): markup?.feed(bytes)
            case .variable(let field, let isEscaped): checkVariable(field, isEscaped: isEscaped)
            case .section(let field, let body): walkSection(field, body)
            case .inverted(let field, let body):
                _ = shape(of: field)
                walk(body)
            case .partial(let name, _, let spot): enter(name, spot)
            case .parent(let name, _, let blocks, let spot):
                for block in blocks.values.sorted(by: { $0.name < $1.name }) { walk(block.body) }
                enter(name, spot)
            case .block(let block): walk(block.body)
            }
        }
    }

    private mutating func walkSection(_ field: MustacheField, _ body: [MustacheNode]) {
        guard var shape = shape(of: field) else { return walk(body) }
        // Within the section the element is the context, and no longer the list.
        if shape.kind == .list { shape.kind = shape.members.isEmpty ? .text : .group }
        shapes.append(shape)
        walk(body)
        shapes.removeLast()
    }

    private mutating func checkVariable(_ field: MustacheField, isEscaped: Bool) {
        if !isEscaped, part.escaping != .none {
            let mend = "write {{\(field.name)}}"
            complain(field.spot, "`\(field.name)` is not escaped", mend: mend, LoadRules.escaping)
        }
        markup?.feed(variable: field)
        guard let shape = shape(of: field) else { return }
        switch shape.kind {
        case .text, .open: return
        case .flag: complainOfKind(field, "is true or false", mend: "test it: {{#\(field.name)}}…")
        case .list: complainOfKind(field, "is a list", mend: "repeat over it: {{#\(field.name)}}…")
        case .group:
            let inner = shape.members.keys.sorted().prefix(3).map { "`\(field.name).\($0)`" }.joined(separator: ", ")
            complainOfKind(field, "is a group of fields", mend: "write one of them, such as \(inner)")
        }
    }

    private mutating func complainOfKind(_ field: MustacheField, _ what: String, mend: String) {
        complain(field.spot, "`\(field.name)` \(what)", mend: mend, LoadRules.kind)
    }

    private mutating func enter(_ name: String, _ spot: MustacheSpot) {
        guard calls < Self.callLimit else { return }
        calls += 1
        if calls == Self.callLimit {
            let mend = "call fewer, or fewer within others"
            complain(spot, "more than \(Self.callLimit) calls of partials", mend: mend, LoadRules.partial)
        }
        guard !name.hasPrefix("*") else {
            return complain(.dynamicName(name, spot), LoadRules.partial)
        }
        guard let partial = partials[name] else {
            let nearest = NearestName.suggest(name, among: partials.names.sorted())
            let mend = nearest.map { "did you mean `\($0)`?" } ?? "add _partials/\(name).mustache"
            return complain(spot, "no partial is called `\(name)`", mend: mend, LoadRules.partial)
        }
        guard !open.contains(name) else {
            let circle = (open.drop { $0 != name } + [name]).joined(separator: " → ")
            let message = "partial `\(name)` calls itself: \(circle)"
            return complain(spot, message, mend: "break the circle", LoadRules.partial)
        }
        checkElements(of: partial)
        open.append(name)
        walk(partial.nodes)
        open.removeLast()
    }

    private mutating func checkElements(of template: MustacheTemplate) {
        guard let allowed = part.elements else { return }
        for (name, spot) in ElementNames.all(in: template) where !allowed.contains(name) {
            let mend = NearestName.suggest(name, among: allowed.sorted()).map { "did you mean <\($0)>?" }
            let others = "use " + allowed.sorted().joined(separator: ", ")
            let message = "<\(name)> is not understood in \(part.rawValue)"
            complain(spot, message, mend: mend ?? others, LoadRules.element)
        }
    }

    /// The shape of a field, looked for from the inside out as rendering does; nil, and a complaint, where there is none.
    private mutating func shape(of field: MustacheField) -> FieldShape? {
        guard let first = field.path.first else { return shapes.last }
        names.insert(first)
        if first == "disclosures" { placesDisclosures = true }
        if first == "data" { return dataShape(of: field) }
        for shape in shapes.reversed() {
            if shape.kind == .open { return shape }
            guard let found = shape.members[first] else { continue }
            if let shape = found.at(field.path.dropFirst()) { return shape }
            break
        }
        let known = shapes.reversed().flatMap { $0.names() }
        let nearest = NearestName.suggest(field.name, among: known)
        let mend = nearest.map { "did you mean `\($0)`?" } ?? "`dunlin templates fields` lists what there is"
        complain(field.spot, "no field is called `\(field.name)`", mend: mend, LoadRules.unknownField)
        return nil
    }

    /// Nobody but the template can say which fields of the engine's own there are, so it must.
    private mutating func dataShape(of field: MustacheField) -> FieldShape? {
        let declared = manifest.needs + manifest.optional
        let isDeclared = declared.contains { field.name == $0 || field.name.hasPrefix($0 + ".") }
        if !isDeclared {
            let nearest = NearestName.suggest(field.name, among: declared)
            let mend = nearest.map { "did you mean `\($0)`?" } ?? "add it to `needs` or `optional` in template.toml"
            complain(field.spot, "`\(field.name)` is not declared", mend: mend, LoadRules.undeclaredField)
        }
        return FieldShape(kind: .open)
    }

    private mutating func complain(_ spot: MustacheSpot, _ message: String, mend: String, _ rule: LintRule) {
        complain(MustacheProblem(spot: spot, message: message, mend: mend), rule)
    }

    private mutating func complain(_ problem: MustacheProblem, _ rule: LintRule) {
        var diagnostic = problem.diagnostic
        diagnostic.rule = rule.id
        diagnostics.append(diagnostic)
    }
}

extension [UInt8] {
    /// Without one line end at the end.
    fileprivate var dropLastLineEnd: ArraySlice<UInt8> {
        guard last == UInt8(ascii: "\n") else { return self[...] }
        return dropLast()
    }
}
