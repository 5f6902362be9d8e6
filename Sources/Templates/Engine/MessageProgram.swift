/// A linked template as a row of steps: every name is resolved to a place before there are values, and what is seen of
/// the template's own text is told once.
///
/// It gives what ``MustacheRenderer`` gives for the same tree and the values of a ``MessageView``. An object, because taking
/// hold of one counts once where a struct's parts count each.
final class MessageProgram: Sendable {
    /// Where a value comes from.
    enum Source: Hashable, Sendable {
        /// One of the values of the message.
        case view(Int)
        /// The element or value of an open section, the outermost first.
        case context(Int)
        /// The innermost of these.
        case here
        /// Whatever open section has it: what the engine sends may hold any name.
        case searched(Int)
    }

    /// A tag's name, resolved.
    struct Reference: Sendable {
        let source: Source
        /// The names of members behind it, among those of the program.
        let path: Range<Int>
        let field: Int
    }

    /// What a section does with the value that it is about.
    enum Scope: Hashable, Sendable {
        /// It is a flag, and opens nothing.
        case closed
        /// Names are looked for in it first.
        case opened
        /// Only the value tells.
        case unknown
    }

    enum Step: Hashable, Sendable {
        /// Bytes of the template, and what is seen of them.
        case text(Range<Int>, seen: Range<Int>)
        case value(Int, isEscaped: Bool, isSeen: Bool)
        /// The steps up to an end, for each element of a list, or if there is a value.
        case section(Int, Scope, end: Int)
        /// The steps up to an end, if there is no value.
        case inverted(Int, end: Int)
    }

    let file: String
    let escaping: Escaping
    let steps: [Step]
    let references: [Reference]
    /// The names of members that references ask for.
    let names: [String]
    /// The tags, for what is said of one that has nothing to show.
    let fields: [MustacheField]
    let bytes: [UInt8]
    let seen: [UInt8]
    /// Whether what is seen follows from the steps alone; else the finished markup must be read.
    let tellsSeen: Bool

    init(_ template: LinkedTemplate, escaping: Escaping) {
        var compiler = MessageCompiler(isMarkup: escaping != .none)
        var draft = Draft()
        compiler.add(template.nodes, in: [], to: &draft)
        compiler.finish(&draft)
        file = template.file
        self.escaping = escaping
        steps = draft.steps
        references = draft.references
        names = draft.names
        fields = draft.fields
        bytes = draft.bytes
        seen = draft.seen
        tellsSeen = draft.tellsSeen
    }

    /// A program while it is made.
    fileprivate struct Draft {
        var steps: [Step] = []
        var references: [Reference] = []
        var names: [String] = []
        var fields: [MustacheField] = []
        var bytes: [UInt8] = []
        var seen: [UInt8] = []
        var tellsSeen = true
    }
}

/// Resolves names and follows the markup around them.
private struct MessageCompiler {
    let isMarkup: Bool
    private var reader = VisibleText()
    /// Where the last section ended: the step there stays a step of its own.
    private var lastEnd = -1

    init(isMarkup: Bool) { self.isMarkup = isMarkup }

    /// `open` holds the shapes of the open sections, the outermost first; nil where only values tell.
    mutating func add(_ nodes: [LinkedNode], in open: [FieldShape?], to program: inout MessageProgram.Draft) {
        for node in nodes {
            switch node {
            case .text(let text, _): add(text, to: &program)
            case .variable(let field, let isEscaped):
                let reference = program.add(resolved(field, in: open).name, field)
                program.steps.append(.value(reference, isEscaped: isEscaped, isSeen: reader.state.isSeen))
                if isMarkup, !reader.state.isSafe || !isEscaped { program.tellsSeen = false }
                reader.skipValue()
            case .section(let field, let body):
                let (name, shape) = resolved(field, in: open)
                let scope: MessageProgram.Scope =
                    switch shape?.kind {
                    case nil, .open: .unknown
                    case .flag: .closed
                    case .text, .list, .group: .opened
                    }
                let inner = scope == .closed ? open : open + [scope == .unknown ? nil : shape?.element]
                let reference = program.add(name, field)
                addBody(body, in: inner, to: &program) { .section(reference, scope, end: $0) }
            case .inverted(let field, let body):
                let reference = program.add(resolved(field, in: open).name, field)
                addBody(body, in: open, to: &program) { .inverted(reference, end: $0) }
            }
        }
    }

    /// What is within a section may be left out or repeated, so it must leave the markup as it found it.
    private mutating func addBody(
        _ body: [LinkedNode],
        in open: [FieldShape?],
        to program: inout MessageProgram.Draft,
        _ step: (Int) -> MessageProgram.Step
    ) {
        let index = program.steps.count
        program.steps.append(step(0))
        let before = reader.state
        add(body, in: open, to: &program)
        if reader.state != before || before.isInTag { program.tellsSeen = false }
        program.steps[index] = step(program.steps.count)
        lastEnd = program.steps.count
    }

    private mutating func add(_ text: [UInt8], to program: inout MessageProgram.Draft) {
        let start = program.bytes.count
        let seenStart = program.seen.count
        program.bytes += text
        if isMarkup { program.seen += reader.piece(text) }
        let range = start..<program.bytes.count
        let seen = seenStart..<program.seen.count
        // Texts of several files that stand beside each other are one.
        if case .text(let before, let seenBefore)? = program.steps.last, lastEnd != program.steps.count {
            let all = before.lowerBound..<range.upperBound
            program.steps[program.steps.count - 1] = .text(all, seen: seenBefore.lowerBound..<seen.upperBound)
        } else {
            program.steps.append(.text(range, seen: seen))
        }
    }

    mutating func finish(_ program: inout MessageProgram.Draft) {
        if reader.cutsReference { program.tellsSeen = false }
    }

    /// Where a tag's value comes from, and the names of members behind that.
    fileprivate struct Name {
        enum Source {
            case view(Int)
            case context(Int)
            case here
            case searched(String)
        }

        let source: Source
        let path: [String]
    }

    /// Names are looked for from the inside out, as rendering does; what may hold any name leaves the search to it.
    private func resolved(_ field: MustacheField, in open: [FieldShape?]) -> (name: Name, shape: FieldShape?) {
        guard let first = field.path.first else { return (Name(source: .here, path: []), open.last ?? nil) }
        let path = Array(field.path.dropFirst())
        for (index, shape) in open.enumerated().reversed() {
            guard let shape, shape.kind != .open else { return (Name(source: .searched(first), path: path), nil) }
            guard let member = shape.members[first] else { continue }
            return (Name(source: .context(index), path: field.path), member.at(path[...]))
        }
        guard let place = ViewMembers.place(of: first) else { return (Name(source: .searched(first), path: path), nil) }
        return (Name(source: .view(place), path: path), FieldShape.view.at(field.path[...]))
    }
}

extension MessageProgram.Draft {
    /// Adds what a tag refers to; tells its place.
    fileprivate mutating func add(_ name: MessageCompiler.Name, _ field: MustacheField) -> Int {
        let source: MessageProgram.Source
        switch name.source {
        case .view(let place): source = .view(place)
        case .context(let index): source = .context(index)
        case .here: source = .here
        case .searched(let first):
            source = .searched(names.count)
            names.append(first)
        }
        let path = names.count..<(names.count + name.path.count)
        names += name.path
        references.append(MessageProgram.Reference(source: source, path: path, field: fields.count))
        fields.append(field)
        return references.count - 1
    }
}

extension FieldShape {
    /// What names are looked for in within a section: an element, and no longer the list.
    fileprivate var element: FieldShape {
        guard kind == .list else { return self }
        return FieldShape(kind: members.isEmpty ? .text : .group, members: members)
    }
}
