/// Runs programs over the values of one message: strictly, noting every tag that has nothing to show.
struct MessageRenderer {
    /// The bytes of one part, and what is seen of it where the program tells.
    struct Part {
        var bytes: [UInt8] = []
        /// Without white space; nil where the finished markup must be read.
        var seen: [UInt8]?
    }

    private var members: ViewMembers
    private var contexts: [MustacheValue] = []
    private var output: [UInt8] = []
    private var seen: [UInt8] = []
    private var notesSeen = false
    /// Tags without a value, in the order in which they were met.
    private(set) var missing: [MissingValue] = []

    init(_ members: ViewMembers) { self.members = members }

    /// The texts that the message must say, which are rendered before its parts.
    mutating func setDisclosures(_ disclosures: [MustacheValue]) { members[.disclosures] = .list(disclosures) }

    /// A program as it lies in memory while it runs, so that no step counts references to all of it.
    private struct Tape {
        let steps: UnsafeBufferPointer<MessageProgram.Step>
        let references: UnsafeBufferPointer<MessageProgram.Reference>
        let names: UnsafeBufferPointer<String>
        let fields: UnsafeBufferPointer<MustacheField>
        let bytes: UnsafeBufferPointer<UInt8>
        let seen: UnsafeBufferPointer<UInt8>
        let escaping: Escaping
    }

    /// Renders one part; what is seen of it is told if it is asked for and the program can.
    mutating func render(_ program: MessageProgram, tellingSeen: Bool = false) -> Part {
        notesSeen = tellingSeen && program.tellsSeen && program.escaping != .none
        output = []
        output.reserveCapacity(program.bytes.count + program.bytes.count / 4 + 512)
        seen = []
        if notesSeen { seen.reserveCapacity(program.seen.count + 1_024) }
        program.steps.withUnsafeBufferPointer { steps in
            program.references.withUnsafeBufferPointer { references in
                program.names.withUnsafeBufferPointer { names in
                    program.fields.withUnsafeBufferPointer { fields in
                        program.bytes.withUnsafeBufferPointer { bytes in
                            program.seen.withUnsafeBufferPointer { seen in
                                let tape = Tape(
                                    steps: steps,
                                    references: references,
                                    names: names,
                                    fields: fields,
                                    bytes: bytes,
                                    seen: seen,
                                    escaping: program.escaping
                                )
                                run(tape, 0..<steps.count)
                            }
                        }
                    }
                }
            }
        }
        defer {
            output = []
            seen = []
        }
        return Part(bytes: output, seen: notesSeen ? seen : nil)
    }

    private mutating func run(_ tape: Tape, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let step = tape.steps[index]
            index += 1
            switch step {
            case .text(let bytes, let visible):
                output.append(contentsOf: UnsafeBufferPointer(rebasing: tape.bytes[bytes]))
                if notesSeen { seen.append(contentsOf: UnsafeBufferPointer(rebasing: tape.seen[visible])) }
            case .value(let reference, let isEscaped, let isSeen):
                show(tape, reference, isEscaped ? tape.escaping : .none, isSeen)
            case .section(let reference, let scope, let end):
                runSection(tape, index..<end, reference, scope)
                index = end
            case .inverted(let reference, let end):
                if value(of: reference, tape)?.isShown != true { run(tape, index..<end) }
                index = end
            }
        }
    }

    private mutating func runSection(
        _ tape: Tape,
        _ body: Range<Int>,
        _ reference: Int,
        _ scope: MessageProgram.Scope
    ) {
        guard let value = value(of: reference, tape), value.isShown else { return }
        if case .list(let elements) = value, scope != .closed {
            for element in elements { run(tape, body, in: element) }
        } else if scope == .opened {
            run(tape, body, in: value)
        } else if scope == .closed {
            run(tape, body)
        } else if case .flag = value {
            run(tape, body)
        } else {
            run(tape, body, in: value)
        }
    }

    private mutating func run(_ tape: Tape, _ body: Range<Int>, in value: MustacheValue) {
        contexts.append(value)
        run(tape, body)
        contexts.removeLast()
    }

    private mutating func show(_ tape: Tape, _ reference: Int, _ escaping: Escaping, _ isSeen: Bool) {
        let found = value(of: reference, tape)
        guard let text = found?.shownText else {
            switch found {
            case .null?, nil: return note(tape, reference, .missing)
            default: return note(tape, reference, .group)
            }
        }
        guard text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) else { return note(tape, reference, .empty) }
        escaping.append(text, to: &output)
        if notesSeen, isSeen { VisibleText.squeeze(text, into: &seen) }
    }

    private mutating func note(_ tape: Tape, _ reference: Int, _ reason: MissingValue.Reason) {
        let field = tape.fields[tape.references[reference].field]
        let spot = field.spot
        missing.append(
            MissingValue(field: field.name, file: spot.file, line: spot.line, column: spot.column, reason: reason)
        )
    }

    private func value(of index: Int, _ tape: Tape) -> MustacheValue? {
        let reference = tape.references[index]
        var found: MustacheValue?
        switch reference.source {
        case .view(let place): found = members.values[place]
        case .context(let index): found = contexts[index]
        case .here: found = contexts.last ?? members.object
        case .searched(let place):
            let name = tape.names[place]
            found = contexts.reversed().lazy.compactMap { $0.member(name) }.first
            if found == nil { found = members[name] }
        }
        for place in reference.path {
            guard let member = found?.member(tape.names[place]) else { return nil }
            found = member
        }
        return found
    }
}
