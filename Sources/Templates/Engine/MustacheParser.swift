/// Reads a template into a tree and reports every mistake, each with its place.
struct MustacheParser {
    /// A section, block or parent whose end has not come yet.
    private struct Frame {
        let tag: MustacheTag
        let spot: MustacheSpot
        /// A block directly within a parent: it fills, and nothing around it counts.
        var isArgument = false
        /// The blanks before the tag; nil where something else stands before it in its line.
        var indent: [UInt8]?
        /// What the first line of the body begins with; nil where the body begins in the line of the tag.
        var bodyIndent: [UInt8]?
        var nodes: [MustacheNode] = []
    }

    /// Deeper nesting helps nobody and would cost stack.
    private static let depthLimit = 64

    private let file: String
    private let source: [UInt8]
    private var scanner: MustacheScanner
    private var frames: [Frame] = []
    private var nodes: [MustacheNode] = []
    private var problems: [MustacheProblem] = []
    /// Where the text begins that has not been added yet.
    private var textStart = 0
    private var textSpot: MustacheSpot
    /// Where the body of the last argument began, which counts as the beginning of a line.
    private var argumentStart = -1
    /// The last place that was asked for, so that lines are counted once.
    private var counted = (offset: 0, line: 1, column: 1)

    /// Reads a template; where there are problems the tree holds what could be understood.
    static func parse(_ source: [UInt8], file: String) -> (template: MustacheTemplate, problems: [MustacheProblem]) {
        var parser = MustacheParser(source, file: file)
        parser.read()
        return (MustacheTemplate(file: file, source: source, nodes: parser.nodes), parser.problems)
    }

    private init(_ source: [UInt8], file: String) {
        self.file = file
        self.source = source
        scanner = MustacheScanner(source)
        textSpot = MustacheSpot(file: file, line: 1, column: 1)
    }

    private mutating func read() {
        var position = 0
        while let tag = nextTag(from: &position) {
            take(tag)
            position = max(tag.range.upperBound, textStart)
        }
        endText(at: source.count)
        while let frame = frames.last { closeUnclosed(frame) }
    }

    private mutating func nextTag(from position: inout Int) -> MustacheTag? {
        while true {
            do {
                return try scanner.next(from: position)
            } catch {
                switch error {
                case .unclosed(let start):
                    complain(at: start, "tag is not closed", mend: "end it with the closing delimiter")
                    return nil
                case .delimiters(let start, let after):
                    complain(at: start, "two delimiters are needed", mend: "write them as in {{=<% %>=}}")
                    position = after
                }
            }
        }
    }

    private mutating func take(_ tag: MustacheTag) {
        let spot = spot(tag.range.lowerBound)
        guard tag.kind == .comment || tag.kind == .delimiters || isName(tag.name) else {
            let what = tag.name.isEmpty ? "tag has no name" : "`\(tag.name.prefix(40))` is no name"
            problems.append(
                MustacheProblem(spot: spot, message: what, mend: "a name is letters, digits, `_`, `-`, dots")
            )
            skip(tag)
            return
        }
        switch tag.kind {
        case .variable, .unescaped:
            endText(at: tag.range.lowerBound)
            beginText(at: tag.range.upperBound)
            add(.variable(field(tag, spot), isEscaped: tag.kind == .variable))
        case .comment, .delimiters: skip(tag)
        case .partial: add(.partial(tag.name, indent: skip(tag), spot))
        case .section, .inverted:
            skip(tag)
            open(Frame(tag: tag, spot: spot))
        case .parent: openParent(tag, spot)
        case .block: openBlock(tag, spot)
        case .close: close(tag, spot)
        }
    }

    /// Leaves a tag behind, with its line where it has one to itself; gives the line's indentation then.
    @discardableResult
    private mutating func skip(_ tag: MustacheTag) -> [UInt8]? {
        guard let start = scanner.lineStart(before: tag.range.lowerBound),
            let line = scanner.lineEnd(after: tag.range.upperBound)
        else {
            skipWithin(tag)
            return nil
        }
        endText(at: start)
        beginText(at: line.next)
        return Array(source[start..<tag.range.lowerBound])
    }

    /// Leaves a tag behind that shares its line.
    private mutating func skipWithin(_ tag: MustacheTag) {
        let start = tag.range.lowerBound
        endText(at: start)
        let beginsLine = start == 0 || source[start - 1] == UInt8(ascii: "\n") || start == argumentStart
        if beginsLine, tag.kind != .partial, tag.kind != .parent { add(.text([], spot(start))) }
        beginText(at: tag.range.upperBound)
    }

    private mutating func openParent(_ tag: MustacheTag, _ spot: MustacheSpot) {
        let start = scanner.lineStart(before: tag.range.lowerBound)
        skipWithin(tag)
        open(Frame(tag: tag, spot: spot, indent: start.map { Array(source[$0..<tag.range.lowerBound]) }))
    }

    private mutating func openBlock(_ tag: MustacheTag, _ spot: MustacheSpot) {
        let isArgument = frames.last?.tag.kind == .parent
        let start = scanner.lineStart(before: tag.range.lowerBound)
        let line = scanner.lineEnd(after: tag.range.upperBound)
        if isArgument || (start != nil && line != nil) {
            endText(at: start ?? tag.range.lowerBound)
            beginText(at: line?.next ?? tag.range.upperBound)
            if isArgument { argumentStart = textStart }
        } else {
            skipWithin(tag)
        }
        let indent = start.map { Array(source[$0..<tag.range.lowerBound]) }
        let bodyIndent = isArgument || start != nil ? line.map { scanner.indentation(at: $0.next) } : nil
        open(Frame(tag: tag, spot: spot, isArgument: isArgument, indent: indent, bodyIndent: bodyIndent))
    }

    private mutating func open(_ frame: Frame) {
        frames.append(frame)
        if frames.count == Self.depthLimit + 1 {
            problems.append(
                MustacheProblem(
                    spot: frame.spot,
                    message: "sections are nested deeper than \(Self.depthLimit)",
                    mend: nil
                )
            )
        }
    }

    private mutating func close(_ tag: MustacheTag, _ spot: MustacheSpot) {
        guard frames.contains(where: { $0.tag.name == tag.name }) else {
            let open = frames.last.map { "close `\($0.tag.name)` here, or open `\(tag.name)` before" }
            problems.append(
                MustacheProblem(
                    spot: spot,
                    message: "`\(tag.name)` is closed but not open",
                    mend: open ?? "remove it"
                )
            )
            skip(tag)
            return
        }
        while let frame = frames.last, frame.tag.name != tag.name { closeUnclosed(frame) }
        finishLast(with: tag)
    }

    private mutating func closeUnclosed(_ frame: Frame) {
        let mend = "add {{/\(frame.tag.name)}}"
        problems.append(
            MustacheProblem(spot: frame.spot, message: "`\(frame.tag.name)` is never closed", mend: mend)
        )
        finishLast(with: nil)
    }

    /// `tag` is the end of what was opened last; nil where it never came.
    private mutating func finishLast(with tag: MustacheTag?) {
        guard let frame = frames.last else { return }
        switch frame.tag.kind {
        case .section, .inverted:
            if let tag { skip(tag) }
            let body = removeLast()
            let field = field(frame.tag, frame.spot)
            add(frame.tag.kind == .section ? .section(field, body) : .inverted(field, body))
        case .parent: finishParent(frame, with: tag)
        case .block: finishBlock(frame, with: tag)
        case .variable, .unescaped, .partial, .close, .comment, .delimiters: break
        }
    }

    private mutating func removeLast() -> [MustacheNode] {
        let frame = frames.removeLast()
        return frames.count < Self.depthLimit ? frame.nodes : []
    }

    /// A parent has its lines to itself where nothing stands before its first tag and behind its last.
    private mutating func finishParent(_ frame: Frame, with tag: MustacheTag?) {
        let line = tag.flatMap { scanner.lineEnd(after: $0.range.upperBound) }
        let indent = line == nil ? nil : frame.indent
        if let tag { beginText(at: (indent == nil ? nil : line?.next) ?? tag.range.upperBound) }
        let body = removeLast()
        if let indent { removeText(indent.count) }
        // Inside a parent only blocks count; of two with one name the last.
        let blocks = body.reduce(into: [String: MustacheBlock]()) { blocks, node in
            if case .block(let block) = node { blocks[block.name] = block }
        }
        add(.parent(frame.tag.name, indent: indent, blocks, frame.spot))
    }

    private mutating func finishBlock(_ frame: Frame, with tag: MustacheTag?) {
        let start = tag.flatMap { scanner.lineStart(before: $0.range.lowerBound) }
        let line = tag.flatMap { scanner.lineEnd(after: $0.range.upperBound) }
        var block = MustacheBlock(name: frame.tag.name, body: [], spot: frame.spot)
        if frame.isArgument, let tag {
            endText(at: start ?? tag.range.lowerBound)
            beginText(at: tag.range.upperBound)
            block.body = MustacheLines.dedented(removeLast(), by: frame.bodyIndent ?? [])
        } else if let indent = frame.indent, let tag, let line {
            endText(at: start ?? tag.range.lowerBound)
            beginText(at: line.next)
            let end = Array(source[line.end..<line.next])
            block.body = removeLast()
            let isEmpty = block.body.isEmpty
            block.lines = MustacheBlock.Lines(indent: (isEmpty ? nil : frame.bodyIndent) ?? indent, end: end)
            if frame.bodyIndent == nil {
                removeText(indent.count)
                block.body.insert(.text(indent, frame.spot), at: 0)
            }
            if start == nil { block.body.append(.text(end, frame.spot)) }
        } else {
            if let tag { skip(tag) }
            block.body = removeLast()
        }
        add(.block(block))
    }

    /// Takes back the indentation before a tag, or the mark that its line begins there.
    private mutating func removeText(_ count: Int) {
        guard case .text(let bytes, let spot)? = last, bytes.count >= count else { return }
        removeLastNode()
        if bytes.count > count { add(.text(Array(bytes.dropLast(count)), spot)) }
    }

    private var last: MustacheNode? { frames.isEmpty ? nodes.last : frames[frames.count - 1].nodes.last }

    private mutating func removeLastNode() {
        if frames.isEmpty { nodes.removeLast() } else { frames[frames.count - 1].nodes.removeLast() }
    }

    private mutating func beginText(at offset: Int) {
        textStart = offset
        textSpot = spot(offset)
    }

    private mutating func endText(at offset: Int) {
        if textStart < offset { add(.text(Array(source[textStart..<offset]), textSpot)) }
        textStart = max(textStart, offset)
    }

    private mutating func add(_ node: MustacheNode) {
        if frames.isEmpty { nodes.append(node) } else { frames[frames.count - 1].nodes.append(node) }
    }

    private func field(_ tag: MustacheTag, _ spot: MustacheSpot) -> MustacheField {
        MustacheField(path: MustacheField.path(tag.name), spot: spot)
    }

    private func isName(_ name: String) -> Bool {
        guard name != ".", name != "*." else { return true }
        return !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".")
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
    }

    private mutating func complain(at offset: Int, _ message: String, mend: String) {
        problems.append(MustacheProblem(spot: spot(offset), message: message, mend: mend))
    }

    /// Offsets come in rising order.
    private mutating func spot(_ offset: Int) -> MustacheSpot {
        while counted.offset < offset {
            let byte = source[counted.offset]
            counted.offset += 1
            if byte == UInt8(ascii: "\n") {
                counted.line += 1
                counted.column = 1
            } else if byte & 0xC0 != 0x80 {
                counted.column += 1
            }
        }
        return MustacheSpot(file: file, line: counted.line, column: counted.column)
    }
}
