/// A linked template as a row of steps: every name is resolved to a place before there are values, and what is seen of
/// the template's own text is told once.
///
/// It gives what ``MustacheRenderer`` gives for the same tree and the values of a ``MessageView``.
struct MessageProgram: Sendable {
    /// Where a value comes from.
    enum Source: Hashable, Sendable {
        /// One of the values of the message.
        case view(Int)
        /// The element or value of an open section, the outermost first.
        case context(Int)
        /// The innermost of these.
        case here
        /// Whatever open section has it: what the engine sends may hold any name.
        case searched(String)
    }

    /// A tag's name, resolved; an object, because taking hold of one counts once where a struct's parts count each.
    final class Reference: Sendable {
        let source: Source
        /// The names of members behind it.
        let path: [String]
        let field: MustacheField

        init(source: Source, path: [String], field: MustacheField) {
            self.source = source
            self.path = path
            self.field = field
        }
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
    fileprivate(set) var steps: [Step] = []
    fileprivate(set) var references: [Reference] = []
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var seen: [UInt8] = []
    /// Whether what is seen follows from the steps alone; else the finished markup must be read.
    fileprivate(set) var tellsSeen = true

    init(_ template: LinkedTemplate, escaping: Escaping) {
        file = template.file
        self.escaping = escaping
        var compiler = MessageCompiler(isMarkup: escaping != .none)
        compiler.add(template.nodes, in: [], to: &self)
        compiler.finish(&self)
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
    mutating func add(_ nodes: [LinkedNode], in open: [FieldShape?], to program: inout MessageProgram) {
        for node in nodes {
            switch node {
            case .text(let text, _): add(text, to: &program)
            case .variable(let field, let isEscaped):
                let reference = program.add(resolved(field, in: open).reference)
                program.steps.append(.value(reference, isEscaped: isEscaped, isSeen: reader.state.isSeen))
                if isMarkup, !reader.state.isSafe || !isEscaped { program.tellsSeen = false }
                reader.skipValue()
            case .section(let field, let body):
                let (reference, shape) = resolved(field, in: open)
                let scope: MessageProgram.Scope =
                    switch shape?.kind {
                    case nil, .open: .unknown
                    case .flag: .closed
                    case .text, .list, .group: .opened
                    }
                let inner = scope == .closed ? open : open + [scope == .unknown ? nil : shape?.element]
                addBody(body, in: inner, to: &program) {
                    .section($0, scope, end: $1)
                } of: {
                    reference
                }
            case .inverted(let field, let body):
                let reference = resolved(field, in: open).reference
                addBody(body, in: open, to: &program) {
                    .inverted($0, end: $1)
                } of: {
                    reference
                }
            }
        }
    }

    /// What is within a section may be left out or repeated, so it must leave the markup as it found it.
    private mutating func addBody(
        _ body: [LinkedNode],
        in open: [FieldShape?],
        to program: inout MessageProgram,
        _ step: (Int, Int) -> MessageProgram.Step,
        of reference: () -> MessageProgram.Reference
    ) {
        let index = program.steps.count
        let place = program.add(reference())
        program.steps.append(step(place, 0))
        let before = reader.state
        add(body, in: open, to: &program)
        if reader.state != before || before.isInTag { program.tellsSeen = false }
        program.steps[index] = step(place, program.steps.count)
        lastEnd = program.steps.count
    }

    private mutating func add(_ text: [UInt8], to program: inout MessageProgram) {
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

    mutating func finish(_ program: inout MessageProgram) {
        if reader.cutsReference { program.tellsSeen = false }
    }

    /// Names are looked for from the inside out, as rendering does; what may hold any name leaves the search to it.
    private func resolved(
        _ field: MustacheField,
        in open: [FieldShape?]
    ) -> (reference: MessageProgram.Reference, shape: FieldShape?) {
        guard let first = field.path.first else {
            return (MessageProgram.Reference(source: .here, path: [], field: field), open.last ?? nil)
        }
        let path = Array(field.path.dropFirst())
        for (index, shape) in open.enumerated().reversed() {
            guard let shape, shape.kind != .open else {
                return (MessageProgram.Reference(source: .searched(first), path: path, field: field), nil)
            }
            guard let member = shape.members[first] else { continue }
            let reference = MessageProgram.Reference(source: .context(index), path: field.path, field: field)
            return (reference, member.at(path[...]))
        }
        guard let place = ViewMembers.place(of: first) else {
            return (MessageProgram.Reference(source: .searched(first), path: path, field: field), nil)
        }
        let reference = MessageProgram.Reference(source: .view(place), path: path, field: field)
        return (reference, FieldShape.view.at(field.path[...]))
    }
}

extension MessageProgram {
    fileprivate mutating func add(_ reference: Reference) -> Int {
        references.append(reference)
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
