/// Moves the lines of a template to the right or to the left; what values bring is never touched.
enum MustacheLines {
    /// Takes an indentation away from each line, as far as the line begins with it.
    static func dedented(_ nodes: [MustacheNode], by indent: [UInt8]) -> [MustacheNode] {
        guard !indent.isEmpty else { return nodes }
        var beginsLine = true
        return moved(nodes, Shift(indent: indent, isInward: false), &beginsLine)
    }

    /// Puts an indentation in front of each line; tells whether the nodes end where a new line begins.
    static func indented(_ nodes: [MustacheNode], by indent: [UInt8]) -> (nodes: [MustacheNode], endsLine: Bool) {
        var beginsLine = true
        let moved = moved(nodes, Shift(indent: indent, isInward: true), &beginsLine)
        return (moved, beginsLine)
    }

    private struct Shift {
        let indent: [UInt8]
        let isInward: Bool

        /// The beginning of a line.
        func of(_ line: ArraySlice<UInt8>) -> [UInt8] {
            guard !isInward else { return indent + line }
            return Array(line.dropFirst(zip(line, indent).prefix { $0 == $1 }.count))
        }

        func of(_ line: [UInt8]) -> [UInt8] { of(line[...]) }
    }

    private static func moved(_ nodes: [MustacheNode], _ shift: Shift, _ beginsLine: inout Bool) -> [MustacheNode] {
        var result: [MustacheNode] = []
        for node in nodes {
            switch node {
            case .text(let bytes, let spot): result.append(.text(moved(bytes, shift, &beginsLine), spot))
            case .variable(let field, _):
                mark(&beginsLine, shift, field.spot, in: &result)
                result.append(node)
            case .section(let field, let body): result.append(.section(field, moved(body, shift, &beginsLine)))
            case .inverted(let field, let body): result.append(.inverted(field, moved(body, shift, &beginsLine)))
            case .partial(let name, let indent, let spot):
                if indent == nil { mark(&beginsLine, shift, spot, in: &result) } else { beginsLine = true }
                result.append(.partial(name, indent: indent.map(shift.of), spot))
            case .parent(let name, let indent, let blocks, let spot):
                if indent == nil { mark(&beginsLine, shift, spot, in: &result) } else { beginsLine = true }
                result.append(.parent(name, indent: indent.map(shift.of), blocks, spot))
            case .block(var block):
                if let lines = block.lines {
                    block.lines?.indent = shift.of(lines.indent)
                    beginsLine = true
                }
                block.body = moved(block.body, shift, &beginsLine)
                if block.lines != nil { beginsLine = true }
                result.append(.block(block))
            }
        }
        return result
    }

    /// A line begins with a tag that is not alone in it.
    private static func mark(
        _ beginsLine: inout Bool,
        _ shift: Shift,
        _ spot: MustacheSpot,
        in result: inout [MustacheNode]
    ) {
        if beginsLine { result.append(.text(shift.of([]), spot)) }
        beginsLine = false
    }

    private static func moved(_ bytes: [UInt8], _ shift: Shift, _ beginsLine: inout Bool) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        repeat {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            result += beginsLine ? shift.of(line) : Array(line)
            beginsLine = line.last == UInt8(ascii: "\n")
            rest = rest[end...]
        } while !rest.isEmpty
        return result
    }
}
