/// Reads text, emphasis, links and line breaks into runs, and folds white space as HTML does.
struct InlineReader {
    private var runs: [Run] = []
    /// At the beginning of a line, where white space has no width.
    private var isFresh = true
    /// A space that was read but is set only if text follows, in the style in which it stands.
    private var owedSpace: Run?
    private var depth = 0

    static func runs(in node: MarkupNode, named name: String) throws(LetterError) -> [Run] {
        var reader = InlineReader()
        for child in node.children { try reader.read(child, inside: name, as: Run(text: "")) }
        return reader.finished()
    }

    mutating func read(_ node: MarkupNode, inside parent: String, as style: Run) throws(LetterError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= MarkupReader.depthLimit else { throw .markup(line: node.line, .size) }
        switch node.content {
        case .ignored: return
        case .text(let text): append(text, as: style)
        case .element("br"):
            try node.refuseAttributes(of: "br")
            breakLine()
        case .element(let name):
            let inner = try self.style(of: node, name, inside: parent, within: style)
            for child in node.children { try read(child, inside: name, as: inner) }
        }
    }

    private func style(
        of node: MarkupNode,
        _ name: String,
        inside parent: String,
        within outer: Run
    ) throws(LetterError) -> Run {
        var style = outer
        switch name {
        case "b", "strong": style.bold = true
        case "i", "em": style.italic = true
        case "a":
            guard outer.link == nil else { throw .markup(line: node.line, .element(name, inside: parent)) }
            style.link = try Link.address(of: node)
            return style
        default: throw .markup(line: node.line, .element(name, inside: parent))
        }
        try node.refuseAttributes(of: name)
        return style
    }

    private mutating func append(_ text: String, as style: Run) {
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isCollapsible {
                add(PlainText.line(String(word)), as: style)
                word = String.UnicodeScalarView()
                if !isFresh, owedSpace == nil { owedSpace = style }
                continue
            }
            if let space = owedSpace { add(" ", as: space) }
            owedSpace = nil
            isFresh = false
            word.append(scalar)
        }
        add(PlainText.line(String(word)), as: style)
    }

    private mutating func add(_ text: String, as style: Run) {
        guard !text.isEmpty else { return }
        var run = style
        run.text = text
        if let last = runs.last, last.bold == run.bold, last.italic == run.italic, last.link == run.link {
            runs[runs.count - 1].text += text
        } else {
            runs.append(run)
        }
    }

    private mutating func breakLine() {
        owedSpace = nil
        isFresh = true
        add(String(Run.lineBreak), as: Run(text: ""))
    }

    /// Everything read; breaks at the end make no line.
    func finished() -> [Run] {
        var result = runs
        while let last = result.last, last.text.last == Run.lineBreak {
            result[result.count - 1].text.removeLast()
            if result[result.count - 1].text.isEmpty { result.removeLast() }
        }
        return result
    }
}
