/// Reads a template into a tree and reports every mistake, each with its place.
struct MustacheParser {
    /// A section, block or parent whose end has not come yet.
    private struct Frame {
        let tag: MustacheTag
        let spot: MustacheSpot
        let indent: [UInt8]?
        var nodes: [MustacheNode] = []
    }

    /// Deeper nesting helps nobody and would cost stack.
    private static let depthLimit = 64

    private let file: String
    private let source: [UInt8]
    /// How many columns of each line are indentation that was put in front of the author's text.
    private let shift: Int
    private var scanner: MustacheScanner
    private var frames: [Frame] = []
    private var nodes: [MustacheNode] = []
    private var problems: [MustacheProblem] = []
    /// The last place that was asked for, so that lines are counted once.
    private var counted = (offset: 0, line: 1, lineStart: 0)

    /// Reads a template; where there are problems the tree holds what could be understood.
    static func parse(
        _ source: [UInt8],
        file: String,
        indent: [UInt8] = []
    ) -> (template: MustacheTemplate, problems: [MustacheProblem]) {
        var parser = MustacheParser(indented(source, by: indent), file: file, shift: indent.count)
        parser.read()
        return (MustacheTemplate(file: file, source: source, nodes: parser.nodes), parser.problems)
    }

    private init(_ source: [UInt8], file: String, shift: Int) {
        self.file = file
        self.source = source
        self.shift = shift
        scanner = MustacheScanner(source)
    }

    /// The indentation goes in front of the lines of the source, not of what values bring.
    private static func indented(_ source: [UInt8], by indent: [UInt8]) -> [UInt8] {
        guard !indent.isEmpty, !source.isEmpty else { return source }
        var result = indent
        for (index, byte) in source.enumerated() {
            result.append(byte)
            if byte == UInt8(ascii: "\n"), index + 1 < source.count { result += indent }
        }
        return result
    }

    private mutating func read() {
        var position = 0
        var textStart = 0
        while let tag = nextTag(from: &position) {
            position = tag.range.upperBound
            var indent: [UInt8]?
            if tag.canStandAlone, let line = scanner.line(around: tag.range) {
                append(textStart..<line.indent.lowerBound)
                indent = Array(source[line.indent])
                textStart = line.next
            } else {
                append(textStart..<tag.range.lowerBound)
                textStart = tag.range.upperBound
            }
            take(tag, indent: indent)
            position = max(position, textStart)
        }
        append(textStart..<source.count)
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

    private mutating func take(_ tag: MustacheTag, indent: [UInt8]?) {
        let spot = spot(tag.range.lowerBound)
        guard tag.kind != .comment, tag.kind != .delimiters else { return }
        guard isName(tag.name) else {
            let what = tag.name.isEmpty ? "tag has no name" : "`\(tag.name.prefix(40))` is no name"
            problems.append(
                MustacheProblem(spot: spot, message: what, mend: "a name is letters, digits, `_`, `-`, dots")
            )
            return
        }
        switch tag.kind {
        case .variable: add(.variable(field(tag, spot), isEscaped: true))
        case .unescaped: add(.variable(field(tag, spot), isEscaped: false))
        case .partial: add(.partial(tag.name, indent: indent, spot))
        case .section, .inverted, .parent, .block: open(Frame(tag: tag, spot: spot, indent: indent))
        case .close: close(tag, spot)
        case .comment, .delimiters: break
        }
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
            return
        }
        while let frame = frames.last, frame.tag.name != tag.name { closeUnclosed(frame) }
        finishLast()
    }

    private mutating func closeUnclosed(_ frame: Frame) {
        let mend = "add {{/\(frame.tag.name)}}"
        problems.append(
            MustacheProblem(spot: frame.spot, message: "`\(frame.tag.name)` is never closed", mend: mend)
        )
        finishLast()
    }

    private mutating func finishLast() {
        let frame = frames.removeLast()
        let body = frames.count < Self.depthLimit ? frame.nodes : []
        switch frame.tag.kind {
        case .section: add(.section(field(frame.tag, frame.spot), body))
        case .inverted: add(.inverted(field(frame.tag, frame.spot), body))
        case .block: add(.block(MustacheBlock(name: frame.tag.name, body: body, spot: frame.spot)))
        case .parent: add(.parent(frame.tag.name, indent: frame.indent, blocks(in: body), frame.spot))
        case .variable, .unescaped, .partial, .close, .comment, .delimiters: break
        }
    }

    /// Inside a parent only blocks count; of two with one name the last.
    private func blocks(in body: [MustacheNode]) -> [String: MustacheBlock] {
        body.reduce(into: [:]) { blocks, node in
            if case .block(let block) = node { blocks[block.name] = block }
        }
    }

    private mutating func append(_ range: Range<Int>) {
        if !range.isEmpty { add(.text(Array(source[range]), spot(range.lowerBound))) }
    }

    private mutating func add(_ node: MustacheNode) {
        if frames.isEmpty { nodes.append(node) } else { frames[frames.count - 1].nodes.append(node) }
    }

    private func field(_ tag: MustacheTag, _ spot: MustacheSpot) -> MustacheField {
        let path =
            tag.name == "." ? [] : tag.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return MustacheField(path: path, spot: spot)
    }

    private func isName(_ name: String) -> Bool {
        guard name != "." else { return true }
        return !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".")
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
    }

    private mutating func complain(at offset: Int, _ message: String, mend: String) {
        problems.append(MustacheProblem(spot: spot(offset), message: message, mend: mend))
    }

    /// Offsets come in rising order, but for the ends of frames, whose spots are kept.
    private mutating func spot(_ offset: Int) -> MustacheSpot {
        while counted.offset < offset {
            if source[counted.offset] == UInt8(ascii: "\n") {
                counted.line += 1
                counted.lineStart = counted.offset + 1
            }
            counted.offset += 1
        }
        let scalars = source[counted.lineStart..<max(offset, counted.lineStart)].count { $0 & 0xC0 != 0x80 }
        return MustacheSpot(file: file, line: counted.line, column: max(1, scalars + 1 - shift))
    }
}
